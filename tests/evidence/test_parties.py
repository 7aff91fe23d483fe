"""People and things across reports: counted once a report, followed when a report is read anew."""

from __future__ import annotations

from dataclasses import replace

from porosity.assessment import Entity
from porosity.evidence import parties
from porosity.evidence.parties import Wanted
from porosity.evidence.store import Store
from samples import ASSESSMENT, FINDINGS
from stores import Given, original

HAN = "person:han chol min"


def again(store: Store, name: str) -> None:
    other = replace(ASSESSMENT, report=replace(ASSESSMENT.report, id=name, text=f"{ASSESSMENT.report.text} {name}"))
    store.add(original(name), other)


def test_a_description_is_no_party_and_neither_is_a_place() -> None:
    for name in ("South Korean officials", "North Koreans", "Russian", "officials"):
        assert parties.party_key(Entity("e", name, "person")) is None, name
    assert parties.party_key(Entity("e", "Bank of Ruritania", "organisation")) == "organisation:bank of ruritania"
    assert parties.party_key(Entity("e", "Aurus limousine", "vehicle")) == "vehicle:aurus limousine"
    assert parties.party_key(Entity("e", "officials", "person")) is None
    assert parties.party_key(Entity("e", "Pyongyang", "place")) is None
    assert parties.party_key(Entity("e", "金正恩", "person")) is not None
    assert parties.party_key(Entity("e", "…", "person")) is None


def test_a_party_is_counted_once_a_report(store: Store, sample: Given) -> None:
    store.add(sample.original, sample.assessment)
    again(store, "second")
    with store.read() as connection:
        found = parties.party(connection, HAN)
        assert found is not None
        assert (found.reports, found.name, found.kind, found.country) == (2, "Han Chol Min", "person", "kp")
        assert found.listed and found.findings == 2 * len([f for f in FINDINGS if _acts(f.event)])
        assert len(parties.reports_of(connection, HAN)) == 2


def _acts(event: str) -> bool:
    roles = next(one.roles for one in ASSESSMENT.events if one.id == event)
    return any("han" in ids for ids in roles.values())


def test_a_new_reading_takes_the_old_one_away(store: Store, sample: Given) -> None:
    store.add(sample.original, sample.assessment)
    entities = tuple(one for one in ASSESSMENT.entities if one.id != "han")
    newer = replace(ASSESSMENT, made_with={**ASSESSMENT.made_with, "law": "newer"}, entities=entities)
    store.add(sample.original, newer)
    with store.read() as connection:
        assert parties.party(connection, HAN) is None
        assert parties.reports_of(connection, HAN) == ()
        assert parties.party(connection, "person:viktor sorokin") is not None


def test_parties_are_listed_and_narrowed(store: Store, sample: Given) -> None:
    store.add(sample.original, sample.assessment)
    with store.read() as connection:
        everyone = parties.parties(connection, Wanted())
        assert everyone.total == len(everyone.items) > 3
        assert {one.key for one in parties.parties(connection, Wanted(listed=True)).items} == {HAN}
        assert {one.kind for one in parties.parties(connection, Wanted(kinds=("vehicle",))).items} == {"vehicle"}
        assert [one.key for one in parties.parties(connection, Wanted(words="HAN chol")).items] == [HAN]
        assert parties.counts(connection, Wanted(words="han chol"))["kinds"] == {"person": 1}
        seen, after = [], None
        while True:
            page = parties.parties(connection, Wanted(), limit=2, after=after)
            seen += [one.key for one in page.items]
            if (after := page.after) is None:
                break
        assert seen == [one.key for one in everyone.items]


def test_those_who_act_together_are_tied(store: Store, sample: Given) -> None:
    store.add(sample.original, sample.assessment)
    with store.read() as connection:
        tied = {one.key: one.acts for one in parties.ties(connection, HAN)}
        assert tied.get("person:viktor sorokin")
        among = parties.ties_among(connection, [HAN, "person:viktor sorokin"])
        assert among == {(HAN, "person:viktor sorokin"): tied["person:viktor sorokin"]}
        assert all(row.report == "sample" for row in parties.findings_of(connection, HAN))
        assert parties.listed_in(connection, HAN) == ("sample", "han")


def test_an_earlier_store_gets_its_parties(store_url: str, sample: Given) -> None:
    from porosity.evidence import engine, schema

    opened = engine.make_engine(engine.store_url(store_url))
    schema.bring_up_to_date(opened, to="0002")
    opened.dispose()
    with Store.open(store_url) as store, store.read() as connection:
        assert parties.parties(connection, Wanted()).total == 0


def test_the_names_of_an_erased_report_are_gone(store: Store, sample: Given) -> None:
    from porosity.evidence import retention

    store.add(sample.original, sample.assessment)
    again(store, "second")
    retention.erase(store, ["second"], who="Ada", why="asked to")
    with store.read() as connection:
        found = parties.party(connection, HAN)
        assert found is not None and found.reports == 1
    retention.erase(store, ["sample"], who="Ada", why="asked to")
    with store.read() as connection:
        assert parties.parties(connection, Wanted()).items == ()
