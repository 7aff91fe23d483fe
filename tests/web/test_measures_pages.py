"""The law as pages: what governs on a day, both sides of it, and the twin of each page."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from porosity.web.app import create_app
from porosity.web.settings import NO_STORE, Settings

CAR = "/measures/un-2397-7-vehicles"


@pytest.fixture(scope="module")
def law() -> TestClient:
    return TestClient(create_app(Settings(store=NO_STORE)), base_url="http://127.0.0.1")


def test_the_day_before_a_measure_begins_it_is_not_listed(law: TestClient) -> None:
    before = law.get("/measures.json?on=2017-12-21").json()["measures"]
    after = law.get("/measures.json?on=2017-12-22").json()["measures"]
    assert "un-2397-7-vehicles" not in {one["id"] for one in before}
    assert "un-2397-7-vehicles" in {one["id"] for one in after}


def test_a_measure_says_whether_it_governs_on_a_day(law: TestClient) -> None:
    assert law.get(f"{CAR}.json?on=2017-12-21").json()["governs"] is False
    assert "Not yet in force" in law.get(f"{CAR}?on=2017-12-21").text
    assert law.get(f"{CAR}.json?on=2017-12-22").json()["governs"] is True


def test_a_page_and_its_twin_are_one_address_apart(law: TestClient) -> None:
    page = law.get(f"{CAR}?on=2024-02-18")
    assert page.headers["content-type"].startswith("text/html")
    assert f'href="{CAR}.json?on=2024-02-18"' in page.text
    by_header = law.get(CAR, headers={"Accept": "application/json"})
    assert by_header.json() == law.get(f"{CAR}.json").json()


def test_a_browser_that_also_takes_json_gets_the_page(law: TestClient) -> None:
    response = law.get(CAR, headers={"Accept": "text/html,application/json;q=0.9"})
    assert response.headers["content-type"].startswith("text/html")


def test_every_reference_of_a_limb_has_its_place_on_the_page(law: TestClient) -> None:
    page = law.get(CAR).text
    assert 'id="limb-cars"' in page and 'id="way-committee-approval"' in page


def test_an_unknown_measure_is_a_page_that_says_so(law: TestClient) -> None:
    response = law.get("/measures/no-such-measure")
    assert response.status_code == 404
    assert "the law has no such measure" in response.text
    twin = law.get("/measures/no-such-measure.json")
    assert twin.status_code == 404
    assert set(twin.json()) == {"error"}


def test_a_day_that_is_none_is_explained(law: TestClient) -> None:
    response = law.get("/measures?on=yesterday")
    assert response.status_code == 400
    assert "is no day" in response.text


def test_words_that_nothing_fits_leave_an_empty_page_with_a_way_on(law: TestClient) -> None:
    page = law.get("/measures?q=xyzzy").text
    assert "No measure fits" in page


def test_static_files_are_a_closed_list(law: TestClient) -> None:
    assert law.get("/static/porosity.css").status_code == 200
    assert law.get("/static/htmx.min.js").headers["content-type"].startswith("text/javascript")
    for name in ("..%2fapp.py", "app.py", "SOURCE.md"):
        assert law.get(f"/static/{name}").status_code == 404


def test_no_page_loads_anything_from_elsewhere_or_runs_a_script_of_its_own(law: TestClient) -> None:
    for path in ("/measures", CAR):
        page = law.get(path).text
        assert 'src="http' not in page
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick" not in page
        assert page.count("<script") == page.count("<script src=")
