"""The store on both engines: what is put in comes back, and twice is once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from porosity.errors import InputError
from porosity.evidence.records import Filters
from porosity.evidence.store import Store
from samples import FINDINGS
from stores import Given


def test_what_is_added_comes_back(store: Store, sample: Given) -> None:
    added = store.add(sample.original, sample.assessment)
    assert (added.key, added.new, added.assessed) == ("sample", True, True)
    assert store.assessment("sample") == sample.assessment
    assert store.originals("sample") == (sample.original,)
    row = store.report("sample")
    assert row is not None and row.published == sample.assessment.report.published and row.findings == len(FINDINGS)


def test_the_same_report_twice_changes_nothing(store: Store, sample: Given) -> None:
    store.add(sample.original, sample.assessment)
    again = store.add(sample.original, sample.assessment)
    assert (again.new, again.assessed, again.changes) == (False, False, ())
    assert len(store.assessments("sample")) == len(store.originals("sample")) == 1
    assert store.reports().total == 1 and store.findings().total == len(FINDINGS)


def test_a_new_assessment_stands_beside_the_old_one(store: Store, sample: Given) -> None:
    store.add(sample.original, sample.assessment)
    other = replace(sample.assessment, made_with={**sample.assessment.made_with, "law": "of today"})
    added = store.add(sample.original, replace(other, findings=FINDINGS[1:]))
    assert [(one.kind, one.finding, one.before) for one in added.changes] == [("lost", "sample#f1", "prohibited")]
    assert [one.number for one in store.assessments("sample")] == [1, 2]
    assert store.assessment("sample", 1) == sample.assessment
    assert store.finding("sample#f1") is None and store.findings().total == len(FINDINGS) - 1


def test_what_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(InputError, match="not in the store"):
        store.assessment("nothing")
    assert store.report("nothing") is None and store.finding("nothing#f1") is None
    assert store.reports().items == store.findings().items == store.incidents().items == ()
    assert store.search("nothing") == () and store.counts()["measures"] == {}


def test_pages_go_on_where_the_last_one_ended(store: Store, sample: Given) -> None:
    store.add(sample.original, sample.assessment)
    seen, after = [], None
    while True:
        page = store.findings(limit=3, after=after)
        seen += [row.key for row in page.items]
        if (after := page.after) is None:
            break
    assert seen == [f"sample#{finding.id}" for finding in FINDINGS]


def test_filters_and_words_find_the_report(store: Store, sample: Given) -> None:
    store.add(sample.original, sample.assessment)
    filters = Filters(measures=("un-1718-8a3-luxury",), countries=("kp",), words="PYONGYANG")
    assert store.reports(filters).total == 1 and store.findings(filters).total == 2
    assert store.reports(replace(filters, words="elsewhere")).total == 0
    assert store.search('"luxury goods"')[0].snippet[1].lower() == "luxury goods"
    assert store.search('") OR * -- \x00 NEAR(') == ()
