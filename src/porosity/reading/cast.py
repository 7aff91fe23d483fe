"""Who is who and what is what: mentions of one report gathered into entities.

Names are folded over spellings; surnames, pronouns, offices ("the North Korean leader"), capitals that stand for
governments and definite descriptions ("the car", "the gift") are led back to the entity that they mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from porosity import goods
from porosity.assessment import Entity, Goods, Listing
from porosity.reading import countries, offices
from porosity.reading.cues import cues
from porosity.reading.flags import flag_of, kind_start, past_tonnage
from porosity.reading.lines import Line, Span, overlap
from porosity.reading.naming import (
    HYPHENS,
    MADE,
    PEOPLE,
    TITLE_REACH,
    bare,
    country_of_title,
    is_definite,
    is_demonym,
    is_name,
    is_people_of,
    label_of,
    maker_of,
    pieces,
    states_of,
    title_start,
    whole_names,
)
from porosity.reading.standpoint import standpoints

PERSONAL = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
NEUTRAL = frozenset(("it", "its", "itself", "this", "that", "which"))
OWNING = frozenset(("its", "their"))
PLURAL = frozenset(("they", "them", "their", "themselves", "both", "who", "these", "those"))
TOKENS_OF_GIVING = frozenset(("gift", "gifts", "present", "presents"))
JOINTS = frozenset(("and", "or", ",", "&", "as"))
THING_LABELS = frozenset(("vehicle", "vessel", "aircraft", "weapon", "goods", "money", "document", "other"))
CRAFT = frozenset(("vessel", "aircraft"))
SEAS = frozenset(("sea", "ocean", "gulf", "strait", "straits", "waters"))  # they belong to no State
NAMED = frozenset(("person", "organisation", "vessel", "place"))
VAGUE = frozenset(("cargo-unknown", "goods-unspecified", "ship-to-ship"))  # classes that do not tell what a thing is
NEVER = -1_000
NOUN_REACH = 3  # sentences back in which "it" and "they" find a body or a State
OWNER_REACH = 40  # sentences back in which "his sister" finds whose
PRONOUN_REACH = 5  # sentences back in which a pronoun finds its person
THING_REACH = 4  # sentences back in which "the load" finds what it is
PASSING_REACH = 1  # the same for a thing that was named in passing only
LEFT_REACH = 6
BOTH_REACH = 3  # sentences back in which "the two sides" find who acted together


@dataclass(slots=True)
class Member:
    """An entity in the making."""

    id: str
    name: str
    kind: str
    country: str | None = None
    gender: str | None = None
    goods: Goods | None = None
    listings: tuple[Listing, ...] = ()
    maker: str | None = None
    made_there: bool = False
    spellings: Counter[str] = field(default_factory=Counter)
    mentions: set[tuple[int, int]] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    named: bool = True
    plays: bool = False  # whether any act of the report has it in a role

    def last_line(self, by: Line) -> int:
        """The last line up to some line in which it was met; ``NEVER`` where it was not met yet."""
        return max((index for index in self.lines if index <= by.index), default=NEVER)

    @property
    def name_here(self) -> str:
        """The name as this report spells it in full, if it does ("Kim Jong-un"), else the usual one."""
        if self.kind != "person" or not self.named:
            return self.name
        full = [
            s for s, _ in self.spellings.most_common() if len(s.replace("-", " ").split()) >= len(self.name.split())
        ]
        alike = [s for s in full if s.replace("-", " ").lower() == self.name.replace("-", " ").lower()]
        return alike[0] if alike else self.name


class Cast:
    """All entities of one report. Ask it for the entities that some words of a line mean."""

    def __init__(self, published: date | None, *, home: str | None = None) -> None:
        self._day = published or date.max
        self.home = home  # the State whose own voice the report is
        self._members: list[Member] = []
        self._by_key: dict[str, Member] = {}
        self.states: Counter[str] = Counter()  # how often the report names each State
        self._persons: dict[int, str] = {}  # by line, whom it named last
        self._both: tuple[str, ...] = ()
        self._both_line = -BOTH_REACH - 1
        self._glancing = False
        self.given: str | None = None  # what was last said to be given: "the gift" means it
        self.passed: tuple[int, tuple[str, ...], tuple[str, ...]] | None = (
            None  # line and sides of the last load at sea
        )
        self.launched: str | None = None  # the missile or satellite last said to be launched: "it failed" means it
        self.launcher: str | None = None  # and the State that launched it

    def __getitem__(self, entity_id: str) -> Member:
        return self._members[int(entity_id[1:]) - 1]

    def entities(self) -> tuple[Entity, ...]:
        """The entities as records, in order of appearance."""
        return tuple(
            Entity(
                id=member.id,
                name=(name := member.name_here),
                kind=member.kind,
                country=member.country,
                spellings=tuple(s for s, _ in member.spellings.most_common() if s != name),
                mentions=tuple(sorted(member.mentions)),
                listings=member.listings,
                goods=member.goods,
            )
            for member in self._members
            if member.plays
        )

    def meet(self, lines: Iterable[Line]) -> None:
        """Get to know whom the report names in full, so that a headline's surname finds them, and its States."""
        for line in lines:
            self.states.update(found.code for found in line.states)
            self.states.update(place.held_by or place.country for _, _, place in line.places)
            named = [(m.start, m.end) for m in line.states]
            bodies = [code for span, code in bodies_of(line) if not any(overlap(span, one) for one in named)]
            self.states.update(bodies)
            for mention in line.reading.mentions:
                text = bare(line.text_of(mention.start, mention.end))
                if mention.label == "person" and mention.end - mention.start > 1:
                    known = offices.person(text)
                    if known is not None:
                        self._person(known.name, known)

    def parties(self, line: Line, first: int, last: int) -> tuple[str, ...]:
        """The parties (or places) that some words mean: several where they are joined by *and*."""
        if (
            bare(line.text_of(first, last)).lower() in cues().words["both"]
            and line.index - self._both_line <= BOTH_REACH
        ):
            return self._both
        found: dict[str, None] = {}
        if label_of(line, first, last) in ("time", "quantity") or line.words[last - 1].lower() in cues().words["wars"]:
            return ()
        for start, end in pieces(line, *whole_names(line, first, last)):
            member = self._party(line, start, end)
            if member is not None:
                self._note(member, line, start, end)
                self._describe((member.id,), line, *self.phrase(line, start, end))
                found[member.id] = None
        return tuple(found)

    def remember_both(self, line: Line, ids: Iterable[str]) -> None:
        """Keep in mind who act together across States, for "the two sides" that follow."""
        ids = tuple(dict.fromkeys(ids))
        if len({self[i].country for i in ids} - {None}) == 2:
            self._both, self._both_line = ids, line.index

    def things(self, line: Line, first: int, last: int) -> tuple[str, ...]:
        """The thing that some words mean, widened to its whole phrase; people and bodies can be things done to, too."""
        start, end = self.phrase(line, first, last)
        label = label_of(line, first, last)
        words = [word.lower() for word in line.words[start:end]]
        named = _goods_at(line, start, end)
        own = past_tonnage(line, first, last)
        is_imo = bool(words) and words[0] == "imo"
        if is_imo or (label == "vessel" and (is_name(line, own, last) or words[0] in NEUTRAL)):
            return self.parties(line, own, last)
        if label in ("person", "organisation", "place", "nationality") and not named.certain:
            ids = self.parties(line, first, last)
            self._describe(ids, line, start, end)
            return ids
        if words == ["what"]:
            told = _told_of(line, end)
            return self.things(line, *told) if told is not None else ()
        if len(words) == 1 and (words[0] in NEUTRAL or words[0] in PLURAL):
            earlier = self._latest_thing(line, None, line.offsets(start, end)[0])
            return (earlier.id,) if earlier is not None else ()
        member = self._thing(line, start, end, named.goods, label)
        self._note(member, line, start, end)
        return (member.id,)

    def see_things(self, line: Line) -> None:
        """Take note of the things that a line names, so that "the load" and "it" of later acts find them."""
        for span, read in line.goods:
            if not is_vague(read) and not is_people(read):
                self.glimpse(line, *span)

    def glimpse(self, line: Line, first: int, last: int) -> tuple[str, ...]:
        """The thing that some words name, which may play no part in any act."""
        self._glancing = True
        ids = self.things(line, first, last)
        self._glancing = False
        return ids

    def is_past(self, day: date | None) -> bool:
        """Whether a day, if one is known, had come when the report was published."""
        return day is None or day <= self._day

    def involve(self, ids: Iterable[str]) -> None:
        """Let entities play a part in an act."""
        for entity_id in ids:
            self[entity_id].plays = True

    def known(self, line: Line, first: int, last: int) -> str | None:
        """The entity that bears just this name already, without a new one being made."""
        low = bare(line.text_of(first, last)).lower()
        for member in reversed(self._members):
            if low == member.name.lower() or low in (spelling.lower() for spelling in member.spellings):
                return member.id
        return None

    def country(self, code: str) -> str:
        """The entity id of a State."""
        return self._country(code, code.upper()).id

    def phrase(self, line: Line, first: int, last: int) -> Span:
        """A filler with the words that belong to its noun: nationality, maker, adjectives that the gazetteer knows."""
        for span, _ in line.goods:
            if overlap(span, (first, last)) or self._is_amount_of(line, first, last, span):
                first, last = min(first, span[0]), max(last, span[1])
        reach = max(0, first - LEFT_REACH)
        while first > reach and self._belongs(line, first - 1):
            first -= 1
            first = next((m.start for m in line.states if m.start < first < m.end), first)  # a State's name is whole
        while last + 1 < len(line.words) and line.words[last] in HYPHENS:  # no half of a compound: "load-bearing"
            last += 2
        while first < last - 1 and line.words[first].lower() in HYPHENS | {"'s", "’s"}:
            first += 1
        return first, last

    def _is_amount_of(self, line: Line, first: int, last: int, span: Span) -> bool:
        """Whether words are an amount of what follows: "tons of diesel", "$9 million in assets", "a team of cooks"."""
        if not last < span[0] <= last + 4 or line.words[last].lower() not in ("of", "in", "worth"):
            return False
        if line.words[last] == "of" and line.words[last - 1].lower() in cues().words["collectives"]:
            return True
        return any(m.label in ("quantity", "money") and m.start < last and m.end > first for m in line.reading.mentions)

    def _belongs(self, line: Line, at: int) -> bool:
        word = line.words[at]
        if word in HYPHENS:
            return True
        if word.lower() in MADE:
            return at > 0 and (line.words[at - 1] in HYPHENS or bool(states_of(line, at - 1, at)))
        if word in ("'s", "’s"):
            return any(found.end == at for found in line.states)
        if word.lower() in JOINTS or not word[0].isalnum():
            return False
        labels = {m.label for m in line.reading.mentions if m.start <= at < m.end}
        if labels & {"nationality", *THING_LABELS}:
            return True
        if "place" in labels:
            return at + 1 < len(line.words) and line.words[at + 1] in ("'s", "’s", *HYPHENS)
        return bool(countries.find_countries([word])) and not word.islower() and is_demonym(word)

    def country_beside(self, line: Line, first: int, last: int) -> str | None:
        """The State that a phrase names: "North Korean", "Russia's", "from Iran", inside it or right beside it."""
        if SEAS & {word.lower() for word in line.words[first:last]}:
            return None
        first, last = self.phrase(line, first, last)
        inside = states_of(line, first, last)
        if inside:
            return inside[-1][2]
        after = [found for found in states_of(line, last, last + 5) if found[0] <= last + 2]
        if after and line.words[last].lower() in ("of", "from", "in", "at", "near"):
            return after[0][2]
        before = states_of(line, max(0, first - 3), first)
        if before and line.words[before[-1][1] : first] in ((), ("'s",), ("’s",), ("-",)):
            return before[-1][2]
        return self._korea(line, first, last) or self._of_owner(line, first)

    def _of_owner(self, line: Line, first: int) -> str | None:
        """Whose "its ambassador" is: of the State or body that the sentence names before."""
        if line.words[max(0, first - 1)].lower() not in OWNING and line.words[first].lower() not in OWNING:
            return None
        bodies = [
            (m.start, body.country)
            for m in line.reading.mentions
            if m.label == "organisation" and m.end < first
            if (body := offices.organisation(bare(line.text_of(m.start, m.end)))) is not None
        ]
        named = [(start, code) for start, _, code in states_of(line, 0, max(0, first - 1))]
        return max((*bodies, *named), default=(0, None))[1]

    # --- parties ---

    def _party(self, line: Line, first: int, last: int) -> Member | None:
        first = past_tonnage(line, first, last)
        text = line.text_of(first, last)
        name = bare(text)
        low = name.lower()
        if not name:
            return None
        if low in PERSONAL:
            return self._latest_person(PERSONAL[low], line)
        if low.startswith("imo ") or (low in NEUTRAL and label_of(line, first, last) == "vessel"):
            return next((self[one] for one in self.latest_ship(line)), None)
        if low in NEUTRAL:
            return self._latest(line, ("organisation", "place"))
        if low in PLURAL or low in ("'s", "’s"):
            return self._latest(line, ("organisation", "place", "person"))
        if low in cues().words["homelands"]:
            return self._homeland(line, first)
        code = countries.country_of(name)
        if name == "Koreans":
            code = self._korea(line, first, last)
        if code is not None and is_people_of(name):
            member = self._intern(f"people:{code}", name, "person", country=code)
            member.named = False
            return member
        if code is not None:
            return self._country(code, name)
        if (person := offices.person(name)) is not None:
            return self._person(person.name, person)
        if (body := offices.organisation(name)) is not None:
            member = self._intern(f"org:{body.name}", body.name, "organisation", country=body.country)
            member.listings = _listings(body.name, body.un_listed)
            return member
        held = self._office(line, first, last, name)
        if held is not None:
            return held
        label = self._craft_label(line, first, last) or label_of(line, first, last) or "other"
        place = countries.place_of(name)
        if place is not None:
            return self._intern(f"place:{low}", place.name, "place", country=place.held_by or place.country)
        known = self._by_surname(name)
        if known is not None:
            return known
        named = label in NAMED and is_name(line, first, last)
        country = self.country_beside(line, first, last)
        if label == "vessel":
            country = flag_of(line, first, last) or country
        if country is None and label in ("person", "organisation"):
            country = country_of_title(line, first, last)
        if country is None and self.home is not None and _is_own(line, first, last, label):
            country = self.home
        if named:
            key = VESSEL_PREFIXES.sub("", low) if label == "vessel" else low
            member = self._intern(f"{label}:{key}", name, label, country=country)
            if label == "vessel" and member.goods is None:
                member.goods = goods.classify(line.text_of(kind_start(line, first), last), kind=label)
            return member
        if label in CRAFT:
            start, end = self.phrase(line, first, last)
            return self._thing(line, start, end, _goods_at(line, start, end).goods, label, country)
        earlier = self._by_key.get(f"{label}:{low}:{country or ''}")
        if earlier is None and country is None and is_definite(line, first):
            earlier = self._same_head(low, label, line)
        if earlier is not None:
            return earlier
        start, end = self.phrase(line, first, last)
        whole = bare(line.text_of(start, end)) or name
        member = self._intern(f"{label}:{low}:{country or ''}", whole, label, country=country)
        member.named = False
        return member

    def _craft_label(self, line: Line, first: int, last: int) -> str | None:
        """A ship or aircraft that no name tells apart is one, whatever else it was taken for: "North Korean ships"."""
        read = _goods_at(line, first, last).goods
        kind = _kind_of(read) if read is not None and read.hs else None
        named = {m.label for m in line.reading.mentions if m.start < last and m.end > first}
        is_named = kind == "vessel" and is_name(line, first, last)
        return kind if kind in CRAFT and not named & {"place", *CRAFT} and not is_named else None

    def _homeland(self, line: Line, first: int) -> Member | None:
        """The State that "his country" means; nobody where no person stands near, or the words are "a country"."""
        owner = next((w.lower() for w in line.words[max(0, first - 1) : first + 1] if w.lower() in PERSONAL), None)
        person = self._latest_person(PERSONAL[owner], line) if owner is not None else None
        return None if person is None or person.country is None else self._country(person.country, person.country)

    def _office(self, line: Line, first: int, last: int, name: str) -> Member | None:
        """Who is meant by an office or a relation: "the North Korean leader", "his sister", "the foreign ministry"."""
        met = (self._persons.get(index) for index in range(line.index, -1, -1))
        antecedent = next((name for name in islice(met, OWNER_REACH) if name is not None), None)
        for text in dict.fromkeys((name, self._wider(line, first, last), *_longer(line, first, last))):
            held = offices.resolve(text, self._day, antecedent=antecedent)
            if isinstance(held, offices.Person):
                return self._person(held.name, held)
            if held is not None:
                return self._intern(f"office:{held.title}:{held.country}", name, "person", country=held.country)
        return None

    def _wider(self, line: Line, first: int, last: int) -> str:
        """The phrase with up to three words on its left, as offices are written: "the North Korean leader"."""
        return line.text_of(title_start(line, first, 4), last)

    def _country(self, code: str, spelling: str) -> Member:
        return self._intern(f"country:{code}", countries.country_name(code) or spelling, "place", country=code)

    def _person(self, name: str, known: offices.Person) -> Member:
        member = self._intern(f"person:{name.lower()}", name, "person", country=known.country)
        member.gender = member.gender or known.sex
        member.listings = _listings(name, known.un_listed)
        return member

    def _by_surname(self, name: str) -> Member | None:
        """The latest person whose name ends (or, in Korean and Chinese order, begins) with the word."""
        words = name.split()
        if len(words) != 1 or not words[0][:1].isupper():
            return None
        word = words[0].lower()
        matches = [
            m
            for m in self._members
            if m.kind == "person" and m.named and len(m.name.split()) > 1 and word in _ends(m.name)
        ]
        return max(matches, key=lambda m: (len(m.mentions), max(m.lines, default=NEVER)), default=None)

    def _same_head(self, low: str, label: str, line: Line) -> Member | None:
        head = low.split()[-1]
        matches = [m for m in self._members if m.kind == label and not m.named and m.name.lower().split()[-1] == head]
        return max(matches, key=lambda m: m.last_line(line), default=None)

    def _latest_person(self, gender: str, line: Line) -> Member | None:
        matches = [
            m
            for m in self._members
            if m.kind == "person" and m.gender in (gender, None) and (m.named or _is_one(m.name))
        ]
        near = [m for m in matches if line.index - m.last_line(line) <= PRONOUN_REACH]
        return max(near, key=lambda m: (m.last_line(line), m.named, m.gender == gender, len(m.mentions)), default=None)

    def _latest(self, line: Line, kinds: tuple[str, ...]) -> Member | None:
        matches = [m for m in self._members if m.kind in kinds and line.index - m.last_line(line) <= NOUN_REACH]
        return max(matches, key=lambda m: m.last_line(line), default=None)

    # --- things ---

    def _thing(
        self, line: Line, first: int, last: int, read: Goods | None, label: str | None, flag: str | None = None
    ) -> Member:
        name = bare(line.text_of(first, last))
        low = name.lower()
        read = read or _classified(line, last, name, label)
        maker = maker_of(line, first, last) or self._korea(line, first, last)
        flag = flag_of(line, first, last) or flag if "vessel" in (label, _kind_of(read)) else flag
        brand = goods.maker_of(name) if maker is None else None
        if low in TOKENS_OF_GIVING and self.given is not None:
            return self[self.given]
        if read is not None and is_definite(line, first):
            earlier = self._latest_thing(line, read)
            if earlier is not None and brand is not None:
                earlier = earlier if _may_be(earlier, low, read, brand) else None
                if earlier is not None:
                    earlier.goods, earlier.maker = _closer(earlier.goods, read), earlier.maker or brand
            if earlier is not None and (maker is None or earlier.maker in (maker, None)):
                return earlier
        key = f"thing:{low}:{flag}" if flag is not None and flag != maker else f"thing:{low}"
        kind = label if label in THING_LABELS and label != "other" else _kind_of(read) or label or "goods"
        member = self._intern(key, name, kind, country=None)
        member.named = False
        member.made_there |= brand is not None or any(word.lower() in MADE for word in line.words[first:last])
        maker = maker or brand
        member.maker = member.maker or maker
        if member.goods is None:
            member.goods = read
        member.country = member.country or flag or maker
        return member

    def _korea(self, line: Line, first: int, last: int) -> str | None:
        """ "Korean" alone is of the Korea that the report speaks of more."""
        words = line.words[max(0, first - 1) : last + 1]
        if not {"Korean", "Koreans"} & set(words[: last - first + 1]) or "peninsula" in (
            word.lower() for word in words
        ):
            return None
        return "kr" if self.states["kr"] > self.states["kp"] else "kp"

    def korea(self) -> str | None:
        """The Korea that the report is about, where it says "Korean" only; None where it names neither."""
        north, south = self.states["kp"], self.states["kr"]
        return None if north == south else "kp" if north > south else "kr"

    def shown(self, line: Line, span: Span, read: Goods, country: str | None) -> str:
        """A thing, or people, that a report shows to be of some kind, and of some State, without calling them so."""
        name = bare(line.text_of(*span))
        low = name.lower()
        alike = (m for m in self._members if m.name.lower() == low and not m.named and m.country in (None, country))
        member = next(alike, None) or self._intern(
            f"shown:{low}:{country or ''}", name, "person" if country else "goods", country=country
        )
        member.named = False
        member.country = member.country or country
        member.goods = read if member.goods is None else goods.union((member.goods, read))
        self._note(member, line, *span)
        return member.id

    def _latest_thing(self, line: Line, like: Goods | None, before: int | None = None) -> Member | None:
        """The thing last met, of a kind with another, if any is given; ``before`` an offset goes the nearest to it."""
        matches = [
            m
            for m in self._members
            if m.goods is not None
            and m.kind in THING_LABELS
            and (m.plays or like is not None)
            and (like is None or bool(m.goods.classes & like.classes) or bool(set(m.goods.hs) & set(like.hs)))
        ]

        def nearness(member: Member) -> tuple[int, int]:
            starts = [start for start, _ in member.mentions if before is not None and start < before]
            return member.last_line(line), max(starts, default=NEVER)

        return max(matches, key=nearness, default=None)

    def latest_ship(self, line: Line) -> tuple[str, ...]:
        """The ship that these lines last spoke of: "it" lay alongside."""
        near = [
            m for m in self._members if m.kind == "vessel" and m.plays and line.index - m.last_line(line) <= NOUN_REACH
        ]
        found = max(near, key=lambda m: (m.named, m.last_line(line)), default=None)
        return () if found is None else (found.id,)

    def latest_place(self, line: Line) -> tuple[str, ...]:
        """The place that these lines last spoke of, which "there" means."""
        near = [m for m in self._members if m.kind == "place" and line.index - m.last_line(line) <= NOUN_REACH]
        near = [m for m in near if line.index > m.last_line(line) and not m.id.startswith("country")]
        found = max(near, key=lambda m: m.last_line(line), default=None)
        return () if found is None else (found.id,)

    def spoken_of(self, line: Line, but: Iterable[str], *, in_passing: bool) -> str | None:
        """The thing with a kind that these lines last spoke of: in the line itself, or shortly before it.

        ``in_passing``: also one that no act has had a part for, which only words like "the load" can mean.
        """
        things = [m for m in self._members if m.kind in THING_LABELS and m.id not in set(but)]
        things = [m for m in things if m.plays or (in_passing and m.goods is not None and m.goods.hs)]
        telling = [m for m in things if m.goods and not is_people(m.goods) and not is_vague(m.goods)]
        near = [m for m in telling if line.index - m.last_line(line) <= (THING_REACH if m.plays else PASSING_REACH)]
        found = max(near, key=lambda m: (m.last_line(line), len(m.mentions)), default=None)
        return found.id if found is not None else None

    def unnamed(self, read: Goods) -> str:
        """A thing that the words imply and do not name, by what kind of thing it is."""
        member = self._intern(f"unnamed:{read.term}", read.term, _kind_of(read) or "other", country=None)
        member.named, member.goods = False, read
        return member.id

    def is_unnamed(self, entity_id: str) -> bool:
        """Whether a thing is one that the words only imply."""
        member = self[entity_id]
        return self._by_key.get(f"unnamed:{member.name}") is member

    def _describe(self, ids: Iterable[str], line: Line, first: int, last: int) -> None:
        for entity_id in ids:
            member = self[entity_id]
            if member.goods is None and not member.named:
                member.goods = goods.classify(line.text_of(first, last))

    # --- bookkeeping ---

    def _intern(self, key: str, name: str, kind: str, *, country: str | None) -> Member:
        member = self._by_key.get(key)
        if member is None:
            member = Member(f"e{len(self._members) + 1}", name, kind)
            self._members.append(member)
            self._by_key[key] = member
        member.plays |= not self._glancing
        member.country = member.country or country
        return member

    def _note(self, member: Member, line: Line, first: int, last: int) -> None:
        member.mentions.add(line.offsets(first, last))
        text = bare(line.text_of(first, last))
        if text and text.lower() not in PERSONAL and text.lower() not in NEUTRAL | PLURAL:
            member.spellings[text] += 1
        member.lines.add(line.index)
        member.plays |= not self._glancing
        if member.kind == "person":
            self._persons[line.index] = member.name


def _is_own(line: Line, first: int, last: int, label: str) -> bool:
    """Whether a State's own voice means a body of that State: "our units", a ministry or mine of no other."""
    words = [word.lower() for word in line.words[max(0, first - 1) : last]]
    known = "our" in words or any(body in f" {' '.join(words)} " for body in standpoints().own_bodies)
    return known and label in ("organisation", "place")


def bodies_of(line: Line) -> list[tuple[Span, str]]:
    """The bodies in a line that are known to be of some State, with the State: "the Korean People's Army"."""
    found = []
    ends = {m.end: m.start for m in line.reading.mentions if m.label == "nationality"}
    for mention in line.reading.mentions:
        if mention.label == "organisation":
            start = ends.get(mention.start, mention.start)
            body = offices.organisation(bare(line.text_of(start, mention.end)))
            if body is not None and body.country is not None:
                found.append(((start, mention.end), body.country))
    return found


def _longer(line: Line, first: int, last: int) -> list[str]:
    """A title with what it is the title of: "the minister of the armed forces"."""
    if line.words[last : last + 1] != ("of",):
        return []
    return [line.text_of(first, end) for end in range(last + 2, min(last + TITLE_REACH, len(line.words)) + 1)]


def _told_of(line: Line, start: int) -> Span | None:
    """The thing that a sentence comes to after its "what": "what the ship unloaded was coal"."""
    be = next(
        (at for at in range(start, len(line.words)) if line.words[at].lower() in ("was", "were", "is", "are")), None
    )
    return next((span for span, _ in line.goods if be is not None and span[0] > be), None)


@dataclass(frozen=True, slots=True)
class _Named:
    goods: Goods | None
    certain: bool


def _goods_at(line: Line, first: int, last: int) -> _Named:
    inside = [read for span, read in line.goods if overlap(span, (first, last))]
    if not inside:
        return _Named(None, False)
    read = goods.union([read for read in inside if not is_vague(read)] or inside)
    return _Named(read, bool(read.classes or read.hs or read.possible_classes))


def _classified(line: Line, end: int, name: str, label: str | None) -> Goods | None:
    """What a name is by itself; nothing, if the next word makes it another thing that is none: "gold medals"."""
    read = goods.classify(name, kind=label)
    compound = f"{name} {line.words[end]}" if end < len(line.words) and line.words[end].isalpha() else name
    return read if read is None or goods.classify(compound, kind=label) is not None else None


def _is_one(name: str) -> bool:
    """Whether a description is of one person: "the owner", not "officials"."""
    head = name.lower().split()[-1:]
    return bool(head) and not head[0].endswith("s") and head[0] not in cues().words["collectives"] | MANY


MANY = frozenset(("people", "men", "women", "children", "police", "staff", "personnel", "crew", "two", "three", "both"))


def _listings(name: str, listed: offices.UnListing | None) -> tuple[Listing, ...]:
    return () if listed is None else (Listing("un-1718", listed.id, name, 1.0, "1718", listed.since),)


def is_vague(read: Goods) -> bool:
    """Whether a description does not tell what a thing is: "the shipment", "boxes"."""
    return not read.hs and read.classes <= VAGUE


def _may_be(member: Member, low: str, read: Goods, brand: str) -> bool:
    """Whether a thing met before can be the one of a make that is named now: "the missile", "the Hwasong-12"."""
    if member.name.lower() == low:
        return True
    known = member.goods
    alike = known is not None and bool((known.classes | known.possible_classes) & read.classes)
    return alike and member.maker in (brand, None) and goods.maker_of(member.name) is None


def _closer(known: Goods | None, read: Goods) -> Goods:
    """What a thing is, once its make says more than the word for it did."""
    if known is None or known.possible_classes & read.classes - known.classes:
        return read
    return known


def is_people(read: Goods | None) -> bool:
    """Whether a thing is people at work or under arms, who belong to a State."""
    return read is not None and bool(read.classes & PEOPLE)


def _kind_of(read: Goods | None) -> str | None:
    if read is None:
        return None
    for kind, classes in (
        ("weapon", {"arms", "heavy-arms", "munitions", "ballistic-missile", "wmd-missile", "small-arms"}),
        ("vessel", {"vessel", "warship"}),
        ("aircraft", {"aircraft", "helicopter"}),
        ("vehicle", {"vehicle", "passenger-vehicle", "rail-vehicle"}),
    ):
        if read.classes & classes:
            return kind
    return "goods" if read.hs or read.classes else None


VESSEL_PREFIXES = re.compile(r"^(?:M/?V|M/?T|S/?S|MS|MY|F/?V|the (?:ship|tanker|vessel|freighter))\s+", re.IGNORECASE)


def _ends(name: str) -> set[str]:
    words = name.lower().split()
    return {words[0], words[-1]} if len(words) > 2 or words[0] in ("kim", "xi", "ri", "pak", "choe") else {words[-1]}
