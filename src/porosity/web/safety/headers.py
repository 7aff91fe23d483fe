"""What every answer tells the browser: run our own scripts and nothing else, frame nothing, guess nothing, tell nobody.

Report text is escaped when a page is made. These headers stand behind that: were markup to slip through, no script of
it would run, no picture of it would load and no form of it could lead away.
"""

from __future__ import annotations

from collections.abc import Iterable

from porosity.web.safety.asked import STATIC, Asked
from porosity.web.safety.origins import is_trusted_frame
from porosity.web.settings import Settings

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-permitted-cross-domain-policies": "none",
    "x-dns-prefetch-control": "off",
}
HASHES = "porosity-style-hashes"  # an inner header: hashes of inline styles that a page of ours needs, comma by comma
Headers = list[tuple[bytes, bytes]]


def policy(style_hashes: Iterable[str] = (), frames: Iterable[str] = ()) -> str:
    """The content security policy, with the hashes of inline styles (of exported dossiers) and trusted framers."""
    told = dict(POLICY)
    hashes = " ".join(f"'{one}'" for one in style_hashes)
    if hashes:
        told["style-src"] = f"{told['style-src']} {hashes}"
    if framers := " ".join(frames):
        told["frame-ancestors"] = framers
    return "; ".join(f"{name} {value}" for name, value in told.items())


def completed(found: Headers, asked: Asked, settings: Settings, *, trusted: str = "") -> Headers:
    """The headers of an answer with ours; what a page says of its own keeping (``Cache-Control``) stands.

    ``trusted`` is the origin of another page that may read this answer.
    """
    ours = dict(FIXED)
    hashes: list[str] = []
    kept: Headers = []
    for name, value in found:
        lower = name.lower().decode("latin-1")
        if lower == HASHES:
            hashes += [one.strip() for one in value.decode("latin-1").split(",")]
        elif lower not in ours and lower not in ("content-security-policy", "server", "strict-transport-security"):
            kept.append((name, value))
    present = {name.lower() for name, _ in kept}
    framers = settings.trusted if is_trusted_frame(asked, settings) else ()
    ours["content-security-policy"] = policy(hashes, framers)
    if framers:
        del ours["x-frame-options"]
    if trusted:
        ours |= {"access-control-allow-origin": trusted, "cross-origin-resource-policy": "cross-origin"}
        ours |= {"access-control-allow-headers": "content-type", "access-control-allow-methods": "GET, POST"}
        ours["vary"] = "Origin"
    if b"cache-control" not in present and not asked.path.startswith(STATIC):
        ours["cache-control"] = "no-store"
    if settings.secure:
        ours["strict-transport-security"] = "max-age=31536000"
    return kept + [(name.encode(), value.encode("latin-1")) for name, value in ours.items()]
