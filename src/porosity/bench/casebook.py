"""The casebook: short real reports labelled twice; from the text, or (oracle) from the acts as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from porosity import batches, contract
from porosity.assess import assess
from porosity.assessment import Act, Assessment, Status
from porosity.bench.ablations import READERS
from porosity.bench.scoring import Figures, as_report, records, score
from porosity.measures.events import read_situations
from porosity.measures.judging import judge
from porosity.measures.loading import shipped_law
from porosity.reading.reader import Reader

ROLES = {"from": "agent", "to": "recipient", "item": "item"}
STANCES = {"alleges": "asserts", "reports": "asserts"}


def from_text(data: Path, *, jobs: int, errors: int = 0) -> tuple[Figures, str]:
    """The figures of the dev half, read from the text."""
    gold = data / "bench" / "casebook" / "dev.jsonl"
    found = batches.assess_all((as_report(case) for case in records(gold)), jobs=jobs)
    predictions = [contract.to_dict(one) for one in found if isinstance(one, Assessment)]
    return score(data / "bench" / "score.py", gold, predictions, errors=errors)


def with_reader(data: Path, reader: Reader) -> Figures:
    """The figures of the dev half with another reader."""
    gold = data / "bench" / "casebook" / "dev.jsonl"
    law = shipped_law()
    predictions = [contract.to_dict(assess(as_report(case).report, reader, None, law)) for case in records(gold)]
    return score(data / "bench" / "score.py", gold, predictions)[0]


def ablations(data: Path) -> dict[str, Figures]:
    """The figures with less and less taken away: what each part of the reading is worth."""
    return {name: with_reader(data, make()) for name, make in READERS.items()}


def oracle(data: Path, *, errors: int = 0) -> tuple[Figures, str]:
    """The figures of the law alone, on the gold acts as events."""
    gold = data / "bench" / "casebook" / "dev.jsonl"
    return score(data / "bench" / "score.py", gold, list(_oracle_predictions(gold)), errors=errors)


def _oracle_predictions(gold: Path) -> Iterator[dict[str, Any]]:
    law = shipped_law()
    for case in records(gold):
        document = _document(case)
        situations = list(read_situations(document, case["id"]))
        findings = [f for situation in situations for f in judge(situation, law)]
        verdicts = {finding.verdict.value for finding in findings}
        entities = {e.id: e for situation in situations for e in situation.entities.values()}
        yield {
            "report": {"id": case["id"]},
            "verdict": next((v for v in ("prohibited", "conditional") if v in verdicts), "not-covered"),
            "findings": [{**contract.finding_dict(f), "status": _status(case)} for f in findings],
            "events": [
                {"id": s.event.id, "roles": {role: list(ids) for role, ids in s.event.roles.items()}}
                for s in situations
            ],
            "entities": [{"id": e.id, "name": e.name, "country": e.country} for e in entities.values()],
        }


def _status(case: Mapping[str, Any]) -> str:
    """The law has nothing to say on how an act is put; the acts' own stance stands for it."""
    stances = {act.get("stance") for act in case["gold"].get("acts", [])}
    if stances == {"denies"}:
        return Status.DENIED
    return Status.PLANNED if stances == {"plans"} else Status.ALLEGED if "alleges" in stances else Status.ASSERTED


def _document(case: Mapping[str, Any]) -> dict[str, Any]:
    events = []
    for number, act in enumerate(case["gold"].get("acts", []), 1):
        roles: dict[str, Any] = {}
        for key, role in ROLES.items():
            if act.get(key):
                roles[role] = [{"name": act[key], **({"kind": "goods"} if role == "item" else {})}]
        kind = act["act"] if act["act"] in set(Act) else "other"
        events.append({"id": f"v{number}", "act": kind, "roles": roles})
    return {"published": case["published"], "events": events}
