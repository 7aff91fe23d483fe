"""Several reports in one file are parted; one report is not, whatever it looks like."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from porosity.reports import Loaded, from_text, load
from porosity.reports.stories import stories

DOCUMENTS = Path(__file__).parent / "documents"
BODY = (
    "The ship left the quay at noon with nine sealed crates in its hold, the harbour master said on Wednesday. "
    "Nobody had asked what was in them or where the agent who had paid wanted them to be unloaded."
)


def told(name: str) -> list[Loaded]:
    found = list(load(DOCUMENTS / name))
    assert all(isinstance(one, Loaded) for one in found)
    return [one for one in found if isinstance(one, Loaded)]


def count(text: str, **known: date) -> int:
    return len(stories(from_text(text, published=known.get("published"))))


def test_a_digest_is_its_stories_each_with_title_day_and_agency() -> None:
    found = told("digest.txt")
    assert [(one.report.id, one.report.title, one.report.published) for one in found] == [
        ("digest-1", "Oil tanker seen beside a North Korean ship", date(2020, 3, 5)),
        ("digest-2", "Lorries cross the bridge at night", date(2020, 3, 4)),
        ("digest-3", "Museum opens again after repairs", date(2020, 3, 5)),
    ]
    assert {one.report.publisher for one in found} == {"Example Wire"}
    assert found[0].report.text.endswith("did not answer questions.")
    assert "2 of 3" in found[1].warnings[-1]


def test_a_live_blog_is_its_entries() -> None:
    found = told("live-blog.txt")
    assert [one.report.title for one in found] == [
        "Coast guard lets the Halde Star go",
        "Two lorries found under the coal",
        "Master says he knew nothing",
        "Orsa Pearl is stopped",
    ]
    assert {one.report.published for one in found} == {date(2020, 3, 3)}
    assert all(one.report.text.startswith(f"{one.report.title}\n\n") for one in found)


def test_what_the_caller_gives_a_title_is_one_report() -> None:
    assert len(list(load(DOCUMENTS / "digest.txt", title="Harbour digest"))) == 1


def test_times_with_words_beside_them_are_heads_too() -> None:
    entries = "\n\n".join(f"{hour}:15 GMT – Ship {hour} leaves\n\n{BODY}" for hour in (18, 17, 16, 15))
    assert count(f"Ships at Port Example: live updates\n\nFollow us here.\n\n{entries}") == 4


@pytest.mark.parametrize(
    "title",
    ["How the night at the quay went", "Soldiers used live ammunition at the quay"],
)
def test_an_article_told_by_the_clock_is_one(title: str) -> None:
    entries = "\n\n".join(f"{hour}:15\n\n{BODY}" for hour in (15, 16, 17, 18))
    assert count(f"{title}\n\nThe night was long.\n\n{entries}") == 1


def test_a_live_page_with_times_that_jump_is_one() -> None:
    entries = "\n\n".join(f"{hour}:15\n\n{BODY}" for hour in (15, 9, 17, 8, 19, 3))
    assert count(f"Live: ships\n\nFollow us here.\n\n{entries}") == 1


@pytest.mark.parametrize(
    "article",
    [
        f"Ship leaves port\n\nBUSAN, March 5 (Example Wire) -- {BODY}\n\nThe crates\n\n{BODY}\n\nThe crew\n\n{BODY}",
        f"Ship leaves port\n\nBUSAN, March 5 (Example Wire) -- {BODY}\n\nSEOUL, March 4 (Example Wire) -- {BODY}",
        f"Ship leaves port\n\nBUSAN, March 5 (Example Wire) -- {BODY}\n\nAlso read\n\nSEOUL, March 4 -- A tug left.",
        f"Ship leaves port\n\n5 March 2020\n\n{BODY}\n\nThe full statement\n\n4 March 2020\n\n{BODY}",
        "A ship's year\n\n" + "\n\n".join(f"Ship is seen\n\n4 {m} 2020\n\n{BODY}" for m in ("March", "May", "July")),
        f"Ship leaves port\n\n{BODY} {BODY} {BODY} {BODY}\n\nTug leaves\n\nBUSAN, March 5 (Example Wire) -- {BODY}"
        f"\n\nBarge leaves\n\nBUSAN, March 5 (Example Wire) -- {BODY}",
    ],
    ids=["subheads", "two datelines", "a teaser", "a statement within", "a chronology", "mostly before them"],
)
def test_a_normal_article_is_never_parted(article: str) -> None:
    assert count(article) == 1


def test_days_under_headlines_make_a_digest_where_they_are_near() -> None:
    parts = (f"Ship {day} leaves the port\n\n{day} March 2020\n\n{BODY}" for day in (3, 4, 5))
    assert count("\n\n".join(parts)) == 3


def test_a_day_without_a_year_is_the_one_nearest_to_the_source() -> None:
    text = f"Ship leaves\n\nBUSAN, Dec 30 (Wire) -- {BODY}\n\nTug leaves\n\nBUSAN, Jan 1 (Wire) -- {BODY}"
    days = [one.report.published for one in stories(from_text(text, published=date(2020, 1, 2)))]
    assert days == [date(2019, 12, 30), date(2020, 1, 1)]


def test_a_document_with_numbered_paragraphs_is_one() -> None:
    parts = (f"Ship {day} leaves\n\n{day} March 2020\n\n{day}. {BODY}" for day in (3, 4, 5))
    assert count("\n\n".join(parts)) == 1
