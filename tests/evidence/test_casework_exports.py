"""Exports, audits, packs and erasure over a store, on both engines: marks and redactions respected in all of them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from followthemoney import model
from jsonschema import Draft202012Validator
from sqlalchemy import select
from sqlalchemy import text as sql

from commands import Run
from porosity.contract import SCHEMA
from porosity.errors import InputError
from porosity.evidence import decisions, pack, retention, tables
from porosity.evidence.audit import as_json, schema
from porosity.evidence.records import DecisionKind, Filters, Target, Tlp
from porosity.evidence.showing import Showing
from porosity.evidence.store import Store
from porosity.exports import audit_sheet, casework, ftm
from porosity.incidents.records import Contrast, Question, Quote, SharedOrigin, Side
from samples import ASSESSMENT, CARDS, TEXT, card
from stores import Given, original

WHO = "A. Analyst"


@pytest.fixture
def filled(store: Store, sample: Given) -> Store:
    """The sample, and a second report with the same text under other words of address."""
    store.add(sample.original, sample.assessment)
    text = TEXT.replace("Viktor Sorokin", "Pavel Orlenko")
    report = replace(
        ASSESSMENT.report, id="other", text=text.replace("\n", " \n", 0), url="https://second.example/orlenko-gift",
        publisher="The Second Gazette", sha256=sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    store.add(
        original(text, name="orlenko.txt", url="https://second.example/orlenko-gift"),
        replace(ASSESSMENT, report=report),
    )
    return store


def mark(store: Store, key: str, **body: object) -> None:
    store.decide("mark", "report", key, who=WHO, body=body)


def export(store: Store, form: str, audience: Tlp = Tlp.CLEAR, filters: Filters | None = None) -> bytes:
    return b"".join(casework.written(form, Showing(store, audience), filters or Filters(), card=card))


def as_text(store: Store, form: str, audience: Tlp = Tlp.CLEAR, filters: Filters | None = None) -> str:
    data = export(store, form, audience, filters)
    if form != "pdf":
        return data.decode()
    document = pypdfium2.PdfDocument(data)
    return " ".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def everything(store: Store, audience: Tlp = Tlp.RED) -> dict[str, str]:
    """All that can leave the store for an audience: every export, every audit, every file of every pack."""
    found = {form: as_text(store, form, audience) for form in casework.FORMS}
    for row in store.reports(limit=100).items:
        showing = Showing(store, audience)
        audit = showing.audit_of_report(row.key)
        if audit is None:
            continue
        target = io.BytesIO()
        pack.write(target, audit, originals=originals_of(store, row.key), card=card)
        with zipfile.ZipFile(target) as opened:
            for name in opened.namelist():
                data = opened.read(name)
                if name.endswith(".pdf"):
                    document = pypdfium2.PdfDocument(data)
                    pages = (document[number].get_textpage().get_text_range() for number in range(len(document)))
                    found[f"{row.key}/{name}"] = " ".join(pages)
                else:
                    found[f"{row.key}/{name}"] = data.decode()
            found[f"{row.key}/names"] = "\n".join(opened.namelist())
    return found


def originals_of(store: Store, key: str):
    return {one.sha256: one.data for one in store.originals(key)}.__getitem__


# what comes out


def test_every_form_holds_what_the_store_holds(filled: Store) -> None:
    entities = [json.loads(line) for line in as_text(filled, "ftm").splitlines()]
    assert {one["id"] for one in entities if one["schema"] == "Article"} == {"porosity-sample", "porosity-other"}
    for one in entities:
        assert model.schemata[one["schema"]].validate({"properties": one["properties"]}) is None
    assert ftm.referents(entities) <= {one["id"] for one in entities}
    table = list(csv.DictReader(io.StringIO(as_text(filled, "csv"))))
    assert len(table) == 2 * len(ASSESSMENT.findings)
    assert {row["key"] for row in table} >= {"sample#f1", "other#f8"}
    told = json.loads(as_text(filled, "json"))
    assert [one["key"] for one in told["reports"]] == ["other", "sample"] and told["left_out"] == 0
    for one in told["reports"]:
        Draft202012Validator(SCHEMA).validate(one["assessment"])
    for form in ("html", "pdf"):
        assert as_text(filled, form).count("If as reported") >= 2


def test_filters_hold_in_every_form(filled: Store) -> None:
    asked = Filters(measures=("un-1718-8b-arms-export",), report="sample")
    table = list(csv.DictReader(io.StringIO(as_text(filled, "csv", filters=asked))))
    assert [row["key"] for row in table] == ["sample#f3"]
    (one,) = json.loads(as_text(filled, "json", filters=asked))["reports"]
    assert [row["key"] for row in one["findings"]] == ["sample#f3"]
    assert "sample#f3" in as_text(filled, "html", filters=asked) and "sample#f1" not in as_text(
        filled, "html", filters=asked
    )
    assert "other" not in as_text(filled, "ftm", filters=asked)
    none = Filters(words="nowhere")
    assert json.loads(as_text(filled, "json", filters=none))["reports"] == []
    assert "No finding" in as_text(filled, "pdf", filters=none)


def test_the_same_store_gives_the_same_bytes(filled: Store) -> None:
    for form in casework.FORMS:
        assert export(filled, form) == export(filled, form)


def test_a_pdf_of_too_many_findings_is_refused(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casework, "MOST_FINDINGS_OF_A_PDF", 10)
    with pytest.raises(InputError, match="more than 10 findings"):
        export(filled, "pdf")


# marks


def test_what_is_marked_more_strictly_stays_out_and_is_counted(filled: Store) -> None:
    mark(filled, "other", tlp="amber")
    for audience, seen in ((Tlp.CLEAR, 1), (Tlp.GREEN, 1), (Tlp.AMBER, 2), (Tlp.RED, 2)):
        told = json.loads(as_text(filled, "json", audience))
        assert (len(told["reports"]), told["left_out"]) == (seen, 2 - seen)
    for form in casework.FORMS:
        assert "orlenko" not in as_text(filled, form).lower()
        assert "gazette" not in as_text(filled, form).lower()


def test_a_mark_that_was_taken_back_holds_no_more(filled: Store) -> None:
    given = filled.decide("mark", "report", "other", who=WHO, body={"tlp": "red"})
    assert len(json.loads(as_text(filled, "json"))["reports"]) == 1
    filled.decide("revoke", "decision", given.id, who=WHO)
    assert len(json.loads(as_text(filled, "json"))["reports"]) == 2


def test_an_audit_of_what_may_not_be_seen_is_none(filled: Store) -> None:
    mark(filled, "other", tlp="red")
    showing = Showing(filled, Tlp.AMBER)
    assert showing.audit_of_report("other") is None and showing.audit_of_finding("other#f1") is None
    assert showing.audit_of_report("sample") is not None


def test_a_confidential_source_has_no_name_anywhere(filled: Store) -> None:
    mark(filled, "other", confidential_source=True)
    filled.decide("note", "report", "other", who=WHO, why="from The Second Gazette, by its editor")
    for name, written in everything(filled).items():
        assert "gazette" not in written.lower(), name
        assert "second.example" not in written and "orlenko.txt" not in written, name
        if name.startswith("other/"):
            assert "originals/" not in name
    told = json.loads(as_text(filled, "json", Tlp.RED))
    (one,) = [report for report in told["reports"] if report["key"].startswith("withheld-")]
    assert one["assessment"]["report"]["publisher"] is None and one["withheld"].endswith("confidential")
    assert "Source confidential" in as_text(filled, "html", Tlp.RED)


def join(store: Store, identity: str, events: list[str], title: str) -> None:
    """An incident of chosen acts, in place of those that `porosity.incidents` made of them."""
    with store.write() as connection:
        inside = tables.incident_event
        connection.execute(inside.delete().where(inside.c.event.in_(events)))
        connection.execute(
            tables.incident.insert(),
            {
                "id": identity, "title": title, "act": "transfer", "day": 0, "verdict": "prohibited", "status": "mixed",
                "measures": "un-2397-7-vehicles", "families": "vehicles-machinery-metals", "countries": "kp ru",
                "reports": 2, "origins": 2, "reliability": "D", "credibility": 3, "decided": "open",
            },
        )  # fmt: skip
        rows = [
            {
                "event": one,
                "incident": identity,
                "report": one.split("#")[0],
                "why": json.dumps(["same act", "same day"]),
            }
            for one in events
        ]
        connection.execute(tables.incident_event.insert(), rows)


def test_an_incident_is_shown_as_far_as_its_reports_may_be_seen(filled: Store) -> None:
    join(filled, "i-90", ["sample#e1", "other#e1"], "Car of Orlenko and Sorokin")
    why = "Orlenko is the giver in one, Sorokin in the other"
    with filled.write() as connection:
        decisions.append(connection, decisions.new_decision("note", "incident", "i-90", who=WHO, why=why))
    mark(filled, "other", tlp="amber")
    found = Showing(filled, Tlp.CLEAR).audit_of_incident("i-90")
    assert found is not None and found.left_out == 1 and [one.report for one in found.members] == ["sample"]
    told = json.dumps(as_json(found, card=card))
    Draft202012Validator(schema()).validate(json.loads(told))
    assert "orlenko" not in told.lower() and "may speak of reports that are left out" in told
    assert found.incident is not None and found.incident.title.startswith("Transfer of a car built in Russia")
    assert (found.incident.reports, found.incident.origins, found.incident.reliability) == (1, 1, None)
    for form in casework.FORMS:
        assert "orlenko" not in as_text(filled, form).lower(), form
    whole = Showing(filled, Tlp.AMBER).audit_of_incident("i-90")
    assert whole is not None and whole.incident is not None and whole.incident.title == "Car of Orlenko and Sorokin"
    assert "giver in one" in json.dumps(as_json(whole, card=card)) and whole.tlp is Tlp.AMBER


def test_an_incident_of_reports_that_may_not_be_seen_is_none(filled: Store) -> None:
    join(filled, "i-90", ["other#e1"], "Car of Orlenko")
    mark(filled, "other", tlp="red")
    assert Showing(filled, Tlp.GREEN).audit_of_incident("i-90") is None
    assert "i-90" not in as_text(filled, "json", Tlp.GREEN)


def test_an_incident_of_a_redacted_report_has_another_title(filled: Store) -> None:
    join(filled, "i-90", ["sample#e1", "other#e1"], "Car of Orlenko and Sorokin")
    redact(filled, "other", "Pavel Orlenko")
    for name, written in everything(filled).items():
        assert "orlenko" not in written.lower(), name
    found = Showing(filled, Tlp.RED).audit_of_incident("i-90")
    assert found is not None and "orlenko" not in json.dumps(as_json(found, card=card)).lower()


def incident_of(store: Store, report: str) -> str:
    rows = store.incidents(Filters(report=report), limit=100).items
    return next(row.id for row in rows)


def test_an_audit_of_an_incident_tells_its_origins_and_contradictions(filled: Store) -> None:
    identity = incident_of(filled, "sample")
    found = Showing(filled, Tlp.CLEAR).audit_of_incident(identity)
    assert found is not None and found.account is not None
    told = json.loads(json.dumps(as_json(found, card=card)))
    Draft202012Validator(schema()).validate(told)
    assert told["incident"]["account"]["kind"] == "visit" and told["incident"]["members"]
    assert "Why these acts are one incident" in audit_sheet.render(found, card=card)
    whole = found.account
    origin = SharedOrigin("An agency", "state-media", "says", "statement", "D", "the voice of its State", ("sample",))
    sides = tuple(Side(one, (Quote("sample", "a car", 0, 5),)) for one in ("one car", "two cars"))
    contrast = Contrast("how many", sides, "the reports count otherwise")
    asked = Question("Which car?", "sample#f2", "sample", "a Volgar", "", Quote("other", "a Volgar", 0, 8))
    told_more = replace(whole, origins=(origin,), contradictions=(contrast,), questions=(asked,))
    page = audit_sheet.render(replace(found, account=told_more), card=card)
    assert "An agency" in page and "two cars" in page and "a Volgar" in page
    Draft202012Validator(schema()).validate(
        json.loads(json.dumps(as_json(replace(found, account=told_more), card=card)))
    )


def test_an_incident_made_of_what_may_be_seen_says_nothing_else(filled: Store) -> None:
    identity = incident_of(filled, "sample")
    redact(filled, "other", "Pavel Orlenko")
    redact(filled, "sample", "Viktor Sorokin")
    mark(filled, "other", confidential_source=True)
    found = Showing(filled, Tlp.RED).audit_of_incident(identity)
    assert found is not None and found.account is not None
    written = json.dumps(as_json(found, card=card)).lower() + audit_sheet.render(found, card=card).lower()
    assert not [word for word in ("orlenko", "sorokin", "gazette", "second.example") if word in written]


# redactions


def redact(store: Store, key: str, *words: str) -> None:
    text = store.assessment(key).report.text
    spans = [[text.index(one), text.index(one) + len(one)] for one in words]
    store.decide("redact", "report", key, who=WHO, body={"spans": spans})


def test_no_redacted_word_leaves_the_store_in_any_form(filled: Store) -> None:
    redact(filled, "other", "Pavel Orlenko", "40,000 artillery shells")
    filled.decide("note", "finding", "other#f1", who=WHO, why="Orlenko was there before")
    redact(filled, "sample", "Viktor Sorokin")
    for name, written in everything(filled).items():
        low = written.lower()
        assert "orlenko" not in low and "sorokin" not in low, name
        if name.startswith("other/"):
            assert "40,000" not in written and "40000" not in written and "artillery shells" not in low, name


def test_the_bytes_of_a_redacted_report_are_withheld(filled: Store) -> None:
    redact(filled, "other", "Pavel Orlenko")
    found = Showing(filled, Tlp.RED).audit_of_report("other")
    assert found is not None
    told = as_json(found, card=card)
    Draft202012Validator(schema()).validate(json.loads(json.dumps(told)))
    (report,) = told["reports"]
    assert "withheld" in report["originals"]
    assert sha256(filled.originals("other")[0].data).hexdigest() not in json.dumps(told)


def test_a_redaction_holds_in_earlier_assessments_of_another_text(filled: Store) -> None:
    redact(filled, "other", "Pavel Orlenko")
    before = filled.assessment("other")
    longer = replace(before.report, text=f"{before.report.title}\n\nPavel Orlenko, again.\n{before.report.text}")
    later = replace(before, report=longer, findings=(), made_with={**before.made_with, "network": "new"},
                    claims=(), events=(), contradictions=(), echoes=(), entities=())  # fmt: skip
    with filled.write() as connection:
        from porosity.evidence import adding

        adding.again(connection, "other", later)
    assert "Orlenko" in filled.assessment("other").report.text
    for name, written in everything(filled).items():
        assert "orlenko" not in written.lower(), name


def test_a_redaction_that_was_taken_back_hides_no_more(filled: Store) -> None:
    redact(filled, "other", "Pavel Orlenko")
    (given,) = [one for one in filled.decisions(Target.REPORT, "other") if one.kind is DecisionKind.REDACT]
    filled.decide("revoke", "decision", given.id, who=WHO)
    assert "Pavel Orlenko" in as_text(filled, "json")


# audits and packs


def test_an_audit_has_captures_runs_and_decisions(filled: Store) -> None:
    filled.decide("dismiss", "finding", "sample#f2", who=WHO, why="another make")
    filled.decide("confirm", "listing", "sample#han#us-sdn/ofac-00001", who=WHO)
    found = Showing(filled, Tlp.CLEAR).audit_of_finding("sample#f2")
    assert found is not None
    told = json.loads(json.dumps(as_json(found, card=card)))
    Draft202012Validator(schema()).validate(told)
    (report,) = told["reports"]
    (capture,) = report["originals"]["captures"]
    assert capture["name"] == "visit.txt" and capture["sha256"] == sha256(TEXT.encode()).hexdigest()
    assert {(one["kind"], one["target"]) for one in report["decisions"]} == {
        ("dismiss", "finding"),
        ("confirm", "listing"),
    }
    assert report["findings"][0]["decided"] == "dismissed"
    assert [run["number"] for run in report["assessments"]] == [1]


def test_a_pack_of_the_store_verifies(filled: Store, tmp_path: Path) -> None:
    audit = Showing(filled, Tlp.CLEAR).audit_of_report("sample")
    assert audit is not None
    path = tmp_path / "sample.zip"
    with path.open("wb") as target:
        pack.write(target, audit, originals=originals_of(filled, "sample"), card=card)
    assert pack.verify(path).problems == ()
    with zipfile.ZipFile(path) as opened:
        assert TEXT.encode() in [opened.read(name) for name in opened.namelist() if name.startswith("originals/")]


# erasure


def test_an_erased_report_leaves_a_tombstone_and_nothing_else(filled: Store) -> None:
    (stone,) = retention.erase(filled, ["other"], who=WHO, why="asked for by its author")
    retention.scrub(filled)
    row = filled.report("other")
    assert row is not None and row.erased and row.title == "" and row.url is None
    assert filled.assessments("other") == () and filled.originals("other") == ()
    assert filled.finding("other#f1") is None and filled.search("Orlenko") == ()
    assert [one.key for one in filled.findings(limit=100).items if one.report == "other"] == []
    (kept,) = retention.tombstones(filled, "other")
    assert kept == stone and kept.who == WHO and kept.why == "asked for by its author"
    assert kept.originals[0][0] == sha256(TEXT.replace("Viktor Sorokin", "Pavel Orlenko").encode()).hexdigest()
    assert "was erased on" in kept.in_words()
    (decision,) = filled.decisions(Target.REPORT, "other")
    assert decision.kind is DecisionKind.ERASE
    assert filled.report("sample") is not None and filled.search("Sorokin")
    for form in casework.FORMS:
        assert "orlenko" not in as_text(filled, form, Tlp.RED).lower()
    with filled.read() as connection:
        for table in tables.metadata.sorted_tables:
            if "report" in table.c and table.name != "tombstone":
                assert connection.execute(select(table).where(table.c.report == "other")).all() == [], table.name


def test_no_word_of_it_is_left_in_the_file(filled: Store) -> None:
    if not filled.is_sqlite:
        pytest.skip("a server keeps its own files")
    path = Path(filled.url)

    def held() -> bytes:
        return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))

    filled.search("Orlenko")
    assert b"orlenko" in held().lower()
    retention.erase(filled, ["other"], who=WHO, why="asked for")
    retention.scrub(filled)
    assert b"orlenko" not in held().lower() and b"gazette" not in held().lower()


def test_what_was_erased_is_not_taken_in_again_unless_that_is_revoked(filled: Store, sample: Given) -> None:
    filled.decide("confirm", "finding", "sample#f1", who=WHO)
    retention.erase(filled, ["sample"], who=WHO, why="asked for")
    with pytest.raises(InputError, match="was erased"):
        filled.add(sample.original, sample.assessment)
    renamed = replace(sample.assessment, report=replace(sample.assessment.report, id="another-name"))
    with pytest.raises(InputError, match="was erased"):
        filled.add(sample.original, renamed)
    (erasure,) = [one for one in filled.decisions(Target.REPORT, "sample") if one.kind is DecisionKind.ERASE]
    filled.decide("revoke", "decision", erasure.id, who=WHO)
    assert filled.add(sample.original, sample.assessment).key == "sample"
    row = filled.report("sample")
    assert row is not None and not row.erased and row.title == ASSESSMENT.report.title
    assert filled.search("Sorokin") and filled.assessment("sample").findings


def test_bytes_that_hold_another_report_are_erased_with_it_or_not_at_all(store: Store, sample: Given) -> None:
    store.add(sample.original, sample.assessment)
    story = replace(sample.assessment.report, id="story-2", text="Another story.", title="Another")
    store.add(sample.original, replace(sample.assessment, report=story, claims=(), events=(), findings=(), entities=(),
                                       contradictions=(), echoes=()))  # fmt: skip
    with pytest.raises(InputError, match="also hold story-2"):
        retention.erase(store, ["sample"], who=WHO, why="asked for")
    assert store.originals("sample")
    assert len(retention.erase(store, ["sample", "story-2"], who=WHO, why="asked for")) == 2
    with store.read() as connection:
        assert connection.execute(sql("SELECT count(*) FROM original")).scalar_one() == 0


@pytest.mark.parametrize(("who", "why", "word"), [("", "x", "signed"), (WHO, " ", "reason")])
def test_erasure_is_signed_and_has_a_reason(filled: Store, who: str, why: str, word: str) -> None:
    with pytest.raises(InputError, match=word):
        retention.erase(filled, ["sample"], who=who, why=why)
    assert filled.originals("sample")


def test_a_decision_to_erase_is_no_erasure(filled: Store) -> None:
    with pytest.raises(InputError, match="porosity erase"):
        filled.decide("erase", "report", "sample", who=WHO)


def test_old_reports_by_their_age(filled: Store) -> None:
    assert retention.older_than(filled, timedelta(days=1)) == ()
    soon = datetime.now(UTC) + timedelta(days=2)
    assert set(retention.older_than(filled, timedelta(days=1), now=soon)) == {"sample", "other"}
    retention.erase(filled, ["other"], who=WHO, why="age")
    assert retention.older_than(filled, timedelta(days=1), now=soon) == ("sample",)


# commands


def test_the_commands(filled: Store, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if not filled.is_sqlite:
        pytest.skip("the commands are the same on both")
    monkeypatch.setenv("POROSITY_STORE", filled.url)
    mark(filled, "other", tlp="amber")
    done = run("export", "--format", "csv", "--measure", "un-1718-8b-arms-export")
    assert done.code == 0 and len(done.out.splitlines()) == 2
    assert "1 report is left out: marked more strictly than TLP:CLEAR" in done.err
    done = run("export", "--format", "ftm", "--tlp", "TLP:AMBER", "--output", "entities.ftm.json")
    assert done.code == 0 and "porosity-other" in (tmp_path / "entities.ftm.json").read_text()
    assert [one["report"]["id"] for one in run("export", "--format", "jsonl").lines] == ["sample"]
    done = run("export", "--format", "pdf", "--output", "casework.pdf")
    assert done.code == 0 and (tmp_path / "casework.pdf").read_bytes().startswith(b"%PDF-")
    assert run("export", "--format", "csv", "--tlp", "pink").code == 2
    assert run("export", "--format", "csv", "--verdict", "guilty").code == 2
    assert run("audit", "sample#f1").json["key"] == "sample#f1"
    assert run("audit", "sample", "--format", "html").out.startswith("<!doctype html>")
    refused = run("audit", "other#f1")
    assert refused.code == 2 and "not for TLP:CLEAR" in refused.err and "--tlp" in refused.err
    assert run("audit", "nobody").code == 2 and run("audit").code == 2
    done = run("audit", "sample", "--pack", "sample.zip")
    assert done.code == 0 and "SHA256SUMS" in done.err
    done = run("audit", "--verify", "sample.zip")
    assert done.code == 0 and "all as they were written" in done.out
    assert run("erase", "--older-than", "1", "--dry-run").out == ""
    assert run("erase", "other", "--who", WHO, "--why", "asked for").out == "other\n"
    erased = run("audit", "other")
    assert erased.code == 2 and "was erased on" in erased.err and "asked for" in erased.err
    assert CARDS


def test_an_export_that_fails_leaves_the_old_file(
    filled: Store, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not filled.is_sqlite:
        pytest.skip("the commands are the same on both")
    monkeypatch.setenv("POROSITY_STORE", filled.url)
    (tmp_path / "out.csv").write_text("old")
    monkeypatch.setattr(casework.findings_sheet, "cells", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("export", "--format", "csv", "--output", "out.csv")
    assert (tmp_path / "out.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []
