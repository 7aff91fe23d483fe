"""Keys that last: after a re-run the same id means the same thing, and no id ever means two."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from porosity.assessment import Assessment, Finding
from porosity.evidence.keys import listing_key, report_key, report_of, settled
from samples import ASSESSMENT, EVENTS, FINDINGS, TEXT


def _renumbered(assessment: Assessment, order: list[int]) -> Assessment:
    """The same assessment as another run may give it: findings and events in another order, and all ids new."""
    events = {event.id: f"e{order.index(place) + 1}" for place, event in enumerate(assessment.events)}
    entities = {entity.id: f"x{place}" for place, entity in enumerate(reversed(assessment.entities))}

    def roles(held: object) -> dict[str, tuple[str, ...]]:
        assert isinstance(held, dict)
        return {role: tuple(entities[one] for one in ids) for role, ids in held.items()}

    findings = list(reversed(assessment.findings))
    return replace(
        assessment,
        entities=tuple(replace(one, id=entities[one.id]) for one in assessment.entities),
        claims=tuple(replace(one, roles=roles(one.roles)) for one in assessment.claims),
        events=tuple(
            replace(
                assessment.events[place],
                id=events[assessment.events[place].id],
                roles=roles(assessment.events[place].roles),
            )
            for place in order
        ),
        findings=tuple(
            replace(one, id=f"f{number}", event=events[one.event]) for number, one in enumerate(findings, 1)
        ),
    )


def _by_id(assessment: Assessment) -> dict[str, tuple[str, str, str]]:
    return {one.id: (one.measure, one.family, one.event) for one in assessment.findings}


@given(st.permutations(range(len(EVENTS))))
def test_ids_stay_whatever_the_order_and_numbers_of_a_run(order: list[int]) -> None:
    again = settled(_renumbered(ASSESSMENT, order), [ASSESSMENT])
    assert _by_id(again) == _by_id(ASSESSMENT)
    assert {event.id: event.roles for event in again.events} == {event.id: event.roles for event in EVENTS}
    assert {entity.id: entity.name for entity in again.entities} == {
        entity.id: entity.name for entity in ASSESSMENT.entities
    }


@given(st.sets(st.sampled_from(range(len(FINDINGS)))), st.sets(st.sampled_from(range(len(FINDINGS)))))
def test_an_id_never_means_two_things(first: set[int], second: set[int]) -> None:
    runs: list[Assessment] = []
    meant: dict[str, tuple[str, str, str]] = {}
    for chosen in (first, second, set(range(len(FINDINGS)))):
        some = [replace(FINDINGS[place], id=f"f{number}") for number, place in enumerate(sorted(chosen), 1)]
        again = settled(replace(ASSESSMENT, findings=tuple(some)), runs)
        assert len({one.id for one in again.findings}) == len(again.findings)
        for identity, told in _by_id(again).items():
            assert meant.setdefault(identity, told) == told
        runs.insert(0, again)


def test_a_finding_that_comes_back_has_its_old_id() -> None:
    without = settled(replace(ASSESSMENT, findings=FINDINGS[1:]), [ASSESSMENT])
    assert [one.id for one in without.findings] == [one.id for one in FINDINGS[1:]]
    again = settled(_renumbered(ASSESSMENT, list(range(len(EVENTS)))), [without, ASSESSMENT])
    assert _by_id(again) == _by_id(ASSESSMENT)


def test_what_is_new_gets_an_id_that_was_never_given() -> None:
    other = replace(FINDINGS[0], id="f1", measure="another-measure")
    again = settled(replace(ASSESSMENT, findings=(other,)), [ASSESSMENT])
    assert [one.id for one in again.findings] == [f"f{len(FINDINGS) + 1}"]


def test_evidence_elsewhere_is_another_finding() -> None:
    moved = Finding(**{name: getattr(FINDINGS[0], name) for name in FINDINGS[0].__slots__} | {"claims": ("c12",)})
    again = settled(replace(ASSESSMENT, findings=(moved,)), [ASSESSMENT])
    assert again.findings[0].id not in {one.id for one in FINDINGS}


def test_ids_stay_where_the_text_moved() -> None:
    shift = len("Correction. ")

    def moved(assessment: Assessment) -> Assessment:
        return replace(
            assessment,
            report=replace(assessment.report, text=f"Correction. {TEXT}"),
            claims=tuple(
                replace(one, evidence=tuple(replace(e, start=e.start + shift, end=e.end + shift) for e in one.evidence))
                for one in assessment.claims
            ),
            entities=tuple(
                replace(one, mentions=tuple((a + shift, b + shift) for a, b in one.mentions))
                for one in assessment.entities
            ),
        )

    again = settled(moved(_renumbered(ASSESSMENT, list(range(len(EVENTS))))), [ASSESSMENT])
    assert _by_id(again) == _by_id(ASSESSMENT)


@given(st.lists(st.sampled_from(["a", "b", "a~2", "a#1", " ", "a" * 300]), max_size=12))
def test_every_report_has_a_key_of_its_own(ids: list[str]) -> None:
    taken: list[str] = []
    for own_id in ids:
        key = report_key(own_id, taken.__contains__)
        assert key not in taken and key and "#" not in key
        taken.append(key)


def test_a_match_is_named_by_report_entity_and_entry() -> None:
    (listing,) = next(one.listings for one in ASSESSMENT.entities if one.id == "han") or ()
    key = listing_key("sample", "han", listing)
    assert key == "sample#han#us-sdn/ofac-00001" and report_of(key) == "sample"
