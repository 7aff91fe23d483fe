"""The closed vocabularies of the network, and what its label file holds beside the weights."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field

from porosity_training.corpora import Sentence


def _listed(names: str) -> list[str]:
    return names.split()


TYPES = _listed(
    "person organisation place nationality vehicle vessel aircraft weapon goods money quantity time document other"
)
ACTS = _listed(
    "transfer procure possess produce use test deploy train employ cooperate finance transport construct travel seize "
    "designate vote detain die meet state other"
)
ROLES = _listed("agent recipient item quantity origin destination via carrier place time purpose topic")
STANCES = _listed("asserts denies asks plans")
CERTAINTIES = _listed("certain probable possible")
OPEN_NAMES = ["PER", "ORG", "LOC"]
SAYING = ["source", "content"]
RAREST_ARGUMENT = 15  # PropBank labels seen less often in train are not learned


def bio(labels: list[str]) -> list[str]:
    """The tags of a span vocabulary: O, then B- and I- of each label."""
    return ["O", *[f"{prefix}-{label}" for label in labels for prefix in "BI"]]


@dataclass(slots=True)
class Labels:
    """Everything that gives the network's outputs their names; written to `labels.json`."""

    arguments: list[str]
    roles_of_act: dict[str, dict[str, int]]  # how often the corpus has the role for the act
    types: list[str] = field(default_factory=lambda: list(TYPES))
    acts: list[str] = field(default_factory=lambda: list(ACTS))
    roles: list[str] = field(default_factory=lambda: list(ROLES))
    stances: list[str] = field(default_factory=lambda: list(STANCES))
    certainties: list[str] = field(default_factory=lambda: list(CERTAINTIES))
    open_names: list[str] = field(default_factory=lambda: list(OPEN_NAMES))
    saying: list[str] = field(default_factory=lambda: list(SAYING))

    @classmethod
    def learn(cls, propbank: list[Sentence], domain: list[Sentence]) -> Labels:
        """Count what only the corpora can say: the arguments worth learning, the roles of each act."""
        counts = Counter(s[0] for row in propbank for p in row.predicates or () for s in p.spans)
        roles: dict[str, Counter[str]] = defaultdict(Counter)
        for row in domain:
            for act in row.acts or ():
                roles[act.act].update(role for role, _, _ in act.roles)
        arguments = sorted(label for label, count in counts.items() if count >= RAREST_ARGUMENT)
        return cls(arguments, {act: dict(sorted(roles[act].items())) for act in ACTS})

    def as_json(self) -> dict[str, object]:
        """The label file's content."""
        return asdict(self)

    @property
    def tasks(self) -> dict[str, list[str]]:
        """The tags of each task of the conditioned tagger, in the order of its outputs."""
        return {"argument": bio(self.arguments), "saying": bio(self.saying), "role": bio(self.roles)}

    @property
    def heads(self) -> dict[str, int]:
        """The flat heads and their widths, in the order of the encoder's scores."""
        return {
            "types": len(bio(self.types)),
            "open_names": len(bio(self.open_names)),
            "predicate": 2,
            "cue": 2,
            "act": len(self.acts) + 1,
            "stance": len(self.stances),
            "certainty": len(self.certainties),
            "factuality": 1,
        }
