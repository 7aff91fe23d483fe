"""How the server is started: one process, no access log of addresses, no trust in headers that anybody can send."""

from __future__ import annotations

from typing import Any

from porosity.web.settings import Settings

MOST_CONNECTIONS = 200
LOG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "porosity.web": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "httpx": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}


def options(settings: Settings) -> dict[str, Any]:
    """The arguments of ``uvicorn.run`` besides the application."""
    return {
        "host": settings.host,
        "port": settings.port,
        "access_log": False,
        "log_config": LOG,
        "proxy_headers": False,
        "server_header": False,
        "ws": "none",
        "http": "h11",
        "timeout_keep_alive": 10,
        "timeout_graceful_shutdown": 10,
        "limit_concurrency": MOST_CONNECTIONS,
        "h11_max_incomplete_event_size": 32_768,
    }
