"""What the server writes down never holds whom somebody looked for, nor what a report says."""

from __future__ import annotations

import logging

import pytest

from porosity.web.safety import logs, serving
from porosity.web.settings import Settings
from web.safety import doors

NAME = "Okto Example"


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def test_a_request_is_written_without_its_address(written: pytest.LogCaptureFixture) -> None:
    doors.client().get(f"/find/{NAME}?q={NAME}")
    ours = [one.getMessage() for one in written.records if one.name == "porosity.web"]
    assert len(ours) == 1 and ours[0].startswith("GET /find/{word} 200 ")


def test_a_fault_is_written_without_its_message(written: pytest.LogCaptureFixture) -> None:
    answer = doors.client().get(f"/broken?q={NAME}")
    assert answer.status_code == 500
    said = answer.json()["error"]
    assert NAME not in answer.text and "ValueError" not in answer.text
    ours = [one.getMessage() for one in written.records if one.name.startswith(("porosity", "uvicorn"))]
    assert any(said["next_step"].split()[-1].rstrip(".") in line and "ValueError at " in line for line in ours)
    assert not any(NAME in line for line in ours)
    assert not any(one.exc_info for one in written.records if one.name.startswith("porosity"))


def test_without_the_guard_the_message_would_be_told(
    written: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "fault", lambda error: logs.log.error("broken", exc_info=error) or "0")
    doors.client().get(f"/broken?q={NAME}")
    assert NAME in written.text


def test_the_server_has_no_log_of_addresses_and_trusts_no_header() -> None:
    options = serving.options(Settings())
    assert options["access_log"] is False
    assert options["proxy_headers"] is False
    assert options["server_header"] is False
    assert options["log_config"]["loggers"]["uvicorn.access"]["handlers"] == []
