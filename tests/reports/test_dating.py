from __future__ import annotations

from datetime import date

import pytest

from porosity.reports.datelines import dateline
from porosity.reports.dating import parse_date, published_in, publisher_in


@pytest.mark.parametrize(
    ("line", "place", "month", "day", "year", "agency"),
    [
        ("Pyongyang, December 24 (KCNA) -- A ship left.", "Pyongyang", 12, 24, None, "KCNA"),
        ("SEOUL, Feb. 20 (Yonhap) -- A ship left.", "SEOUL", 2, 20, None, "Yonhap"),
        ("SEOUL/TOKYO, Nov 1 (Example Wire) - A ship left.", "SEOUL/TOKYO", 11, 1, None, "Example Wire"),
        ("YOKOHAMA, 11 December - A ship left.", "YOKOHAMA", 12, 11, None, None),
        ("MOSCOW, March 5. /TASS/. A ship left.", "MOSCOW", 3, 5, None, "TASS"),
        ("MOSCOW, March 5, 2024 (TASS) — A ship left.", "MOSCOW", 3, 5, 2024, "TASS"),
        ("PORT EXAMPLE (Reuters) - A ship left.", "PORT EXAMPLE", None, None, None, "Reuters"),
        ("ROTTERDAM - A ship left.", "ROTTERDAM", None, None, None, None),
        ("VIENNA, Va., Jan 3 (AP) — A ship left.", "VIENNA, Va.", 1, 3, None, "AP"),
    ],
)
def test_datelines(
    line: str, place: str, month: int | None, day: int | None, year: int | None, agency: str | None
) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.place, found.month, found.day, found.year, found.agency) == (place, month, day, year, agency)
    assert line[found.after :] == "A ship left."


@pytest.mark.parametrize(
    "line",
    [
        "Mr Lee - a broker - said so.",
        "Alder, May 5 was the day.",
        "The Democratic People's Republic of Korea (DPRK) said so.",
        "Ships left on March 5 with coal.",
        "A ship left.",
        "",
    ],
)
def test_running_text_is_no_dateline(line: str) -> None:
    assert dateline(line) is None


BODY = "The ship left the port with coal, the harbour master said.\nNobody saw it go."


@pytest.mark.parametrize(
    ("text", "on", "why"),
    [
        (f"Published 20 Feb 2024\n{BODY}", date(2024, 2, 20), "the text says"),
        (f"{BODY}\nPublished: Tuesday, February 20, 2024 10:15 GMT", date(2024, 2, 20), "the text says"),
        (f"Updated 21 Feb 2024, first published 20 Feb 2024\n{BODY}", date(2024, 2, 20), "the text says"),
        (f"February 20, 2024\n{BODY}", date(2024, 2, 20), "stands alone"),
        (f"2024-02-20 | 10:15\n{BODY}", date(2024, 2, 20), "stands alone"),
        (f"20.02.2024\n{BODY}", date(2024, 2, 20), "stands alone"),
        (f"SEOUL, Feb 20, 2024 (Yonhap) -- {BODY}", date(2024, 2, 20), "dateline says"),
        (f"SEOUL, Jan 2 (Yonhap) -- {BODY} It came on December 28, 2023.", date(2024, 1, 2), "newest date"),
    ],
)
def test_the_day_of_publication_in_the_text(text: str, on: date, why: str) -> None:
    found, because = published_in(text)
    assert found is not None
    assert found.value == on
    assert why in because


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY} It had come on 3 May 2019.",
        f"SEOUL, Feb 20 (Yonhap) -- {BODY}",
        f"SEOUL, Feb 20 (Yonhap) -- {BODY} It was built on 3 May 2009.",
        f"February 31, 2024\n{BODY}",
    ],
)
def test_no_day_is_better_than_a_guess(text: str) -> None:
    found, because = published_in(text)
    assert found is None
    assert because.startswith("none")


def test_addresses_and_file_names_tell_the_day() -> None:
    assert published_in(BODY, url="https://news.example/2024/02/20/ship")[0].value == date(2024, 2, 20)  # type: ignore[union-attr]
    assert published_in(BODY, name="report-2024-02-20")[0].value == date(2024, 2, 20)  # type: ignore[union-attr]
    assert published_in(BODY, name="1234567890")[0] is None


def test_dates_of_machines() -> None:
    assert parse_date("2024-02-20T23:59:00+09:00") == date(2024, 2, 20)
    assert parse_date("20240220") == date(2024, 2, 20)
    assert parse_date("20 February 2024") == date(2024, 2, 20)
    assert parse_date("2024-02-31") is None
    assert parse_date("yesterday") is None


@pytest.mark.parametrize(
    ("text", "url", "publisher"),
    [
        (BODY, "https://www.kcna.kp/en/article", "Korean Central News Agency"),
        (f"Pyongyang, December 24 (KCNA) -- {BODY}", None, "Korean Central News Agency"),
        (f"PORT EXAMPLE (Example Wire) - {BODY}", None, "Example Wire"),
        (f"{BODY} (Yonhap)", None, "Yonhap News Agency"),
        (f"{BODY}\n© 2024 Reuters. All rights reserved.", None, "Reuters"),
        ("The Korean Central News Agency (KCNA) said that the ship left the port.", None, None),
        (BODY, "https://unknown.example/", None),
    ],
)
def test_who_published_it(text: str, url: str | None, publisher: str | None) -> None:
    found, because = publisher_in(text, url=url)
    assert (found.value if found else None) == publisher
    assert because
