"""Of what kind a speaker is: by its name, by who it is, and by the words that the report puts around the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from porosity.assessment import Entity
from porosity.exports import wording
from porosity.reading import countries, offices
from porosity.reports.outlets import Outlet
from porosity.reports.outlets import outlet as outlet_named
from porosity.support.kinds import SourceKind, kinds

NEAR = 60  # characters before and after a name in which its title stands ("foreign minister N", "N, a spokesman")
WORDS = re.compile(r"['’]s\b|\w+")
BODY_KINDS = {
    "agency": "state",
    "ministry": "state",
    "armed-forces": "state",
    "party": "state",
    "prison": "state",
    "court": "court",
    "body": "international",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who says something. ``country`` is the State that it belongs to, or whose voice it is.

    ``shown`` is the name as a sentence takes it, with its article.
    """

    name: str
    kind: SourceKind
    outlet: Outlet | None = None
    country: str | None = None
    shown: str = ""
    entity: str | None = None

    @property
    def speaks_for(self) -> str | None:
        """The State for which it speaks, None for everybody else: a resident of a country is not that country."""
        return self.country if self.kind.state else None


def source_of(name: str, entity: Entity | None, sentences: Sequence[str] = ()) -> Source:
    """A speaker by the name that the report gives it; ``sentences`` are those in which it speaks.

    >>> source_of("two people", None).kind.id
    'unnamed-source'
    """
    country = None if entity is None else entity.country
    known = outlet_in(name)
    table = kinds().by_id
    shown, who = _shown(name, sentences), None if entity is None else entity.id
    if known is not None:
        voice = known.kind.startswith("state")
        kind = table["state-media" if voice else "outlet"]
        return Source(name, kind, known, known.party_country if voice else known.country, shown, who)
    around = " ".join(_around(name, sentence) for sentence in sentences)
    return Source(name, _kind(name, entity, around), None, country, shown, who)


def _kind(name: str, entity: Entity | None, around: str) -> SourceKind:
    table = kinds().by_id
    described = is_described(name)
    body = None if described else offices.organisation(name)
    if body is not None and body.kind in BODY_KINDS:
        return table[BODY_KINDS[body.kind]]
    if entity is not None and entity.country == "un":
        return table["international"]
    named_person = entity is not None and entity.kind == "person" and not described
    if not named_person:
        for kind in table.values():
            if kind.words is not None and (described or not kind.described) and kind.words.search(name):
                return kind
        if entity is not None and entity.kind == "place" and entity.country is not None:
            return table["state"]
        return table["unnamed-source" if entity is not None and entity.kind == "person" else "organisation"]
    title = table["office"].words
    in_office = offices.person(name) is not None or (title is not None and title.search(f"{name} {around}") is not None)
    return table["office" if in_office else "person"]


def _shown(name: str, sentences: Sequence[str]) -> str:
    """A name as a sentence takes it: "the Kremlin", "a senior diplomat", "officials"."""
    if not is_described(name):
        return f"the {name}" if any(f"the {name}" in one or f"The {name}" in one for one in sentences) else name
    states = countries.find_countries(WORDS.findall(name))
    opens = any(sentence.startswith(name) for sentence in sentences) and not states
    words = name[:1].lower() + name[1:] if opens else name
    return wording.party(words) if states else wording.with_article(words)


def is_described(name: str) -> bool:
    """Whether a name is a description ("South Korean officials"), not a proper name; the first word may be capital.

    >>> is_described("Officials"), is_described("Panel of Experts"), is_described("South Korean officials")
    (True, False, True)
    """
    words = name.split()
    if not words or words[-1][:1].islower():
        return True
    return len(words) == 1 and any(
        kind.described and kind.words is not None and kind.words.fullmatch(words[0]) for kind in kinds().by_id.values()
    )


@lru_cache(maxsize=1000)
def outlet_in(name: str) -> Outlet | None:
    """The outlet of a name: the whole of it, or what stands after a description ("Iran's state broadcaster IRNA").

    A word in lower case is no outlet's name: "a diplomat" does not write in The Diplomat.
    """
    if name == name.lower() and "." not in name:
        return None
    whole = outlet_named(name)
    if whole is not None:
        return whole
    words = name.split()
    last = max((at for at, word in enumerate(words) if word[0].islower() or re.search(r"['’]s?$", word)), default=-1)
    return outlet_named(" ".join(words[last + 1 :])) if 0 <= last < len(words) - 1 else None


def _around(name: str, sentence: str) -> str:
    """The words around a name in a sentence, where its title stands."""
    at = sentence.find(name)
    if at < 0:
        at = sentence.find(name.split()[-1]) if name.split() else -1
    return "" if at < 0 else sentence[max(0, at - NEAR) : at + len(name) + NEAR]
