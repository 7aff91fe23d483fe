"""A report cut into strands: which kinds of incident it tells, who and what has a part in each, and which it is about.

What stands in the title, then in the first sentence, is what a report is about; all else it tells in passing. The words
of the title only choose the kind: parties, goods, persons and names are those that were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from porosity.assessment import Act, Assessment, Entity, Event, Verdict
from porosity.goods.classes import ancestors
from porosity.incidents import names
from porosity.incidents.digests import Amount, Digest, Strand, Told
from porosity.incidents.records import Part
from porosity.incidents.rules import Kind, rules
from porosity.reading import countries, offices
from porosity.reading.lemmas import lemma
from porosity.reading.words import split_words
from porosity.reports.layout import paragraphs
from porosity.reports.sentences import sentences
from porosity.support.sources import is_described

THING_ROLES = ("item", "topic", "carrier", "agent", "recipient")
PLACE_ROLES = ("destination", "place")
BODIES = frozenset(("place", "organisation", "vessel", "aircraft"))
NO_THINGS = frozenset(("person", "organisation", "place"))
FIRST_ACTS = (Act.DEPLOY, Act.TRANSFER, Act.PROCURE, Act.TRANSPORT, Act.EMPLOY, Act.CONSTRUCT, Act.TRAVEL, Act.MEET)
HITTING = (Act.USE, Act.DEPLOY, Act.TEST)  # whom arms hit has not received them
TAKING = (Act.SEIZE, Act.DETAIN)  # who takes goods away had no part in their way before
TITLE_CASE = 0.6  # of the words of a title have a capital where all have that can
HEAD = 3  # sentences in which a job is looked for
REACH = 4  # words between a State and the words that tell whom it sends
YEARS_WRONG = 320  # days back from which a day without its year is taken to be of the next
LONG_AGO = 1000  # days before publication from which a time tells nothing of an incident
AHEAD = 60  # days after publication up to which a plan counts
DAYS = 7  # the longest time that gives the day of a visit
MONTH = 31  # the next longest


@dataclass(frozen=True, slots=True)
class Piece:
    """An event that tells a kind, where it is told, and its things that are of the kind."""

    event: Event
    told: Told
    items: tuple[Entity, ...]


class Page:
    """A report laid out for cutting: its title, its first sentence, and who speaks in it."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        report = assessment.report
        self.entities: Mapping[str, Entity] = {one.id: one for one in assessment.entities}
        self.claims = {one.id: one for one in assessment.claims}
        self.title_end = len(report.title)
        body = [one for one in sentences(report.text, title=report.title) if one.start >= self.title_end]
        kinds = [one.kind for one in paragraphs(report.text, title=report.title)]
        found = [one for one in body if kinds[one.paragraph] != "dateline"] or body
        self.lead_end = found[0].end if found else self.title_end
        head_end = found[min(HEAD, len(found)) - 1].end if found else self.title_end
        self.title = report.text[: self.title_end]
        self.lead = report.text[found[0].start if found else self.title_end : self.lead_end].strip()
        self.head = report.text[:head_end]
        words = self.title.split()
        self.is_title_case = sum(word[:1].isupper() for word in words) >= TITLE_CASE * len(words)
        doing = {i for one in assessment.events if one.act not in (Act.STATE, Act.OTHER) for i in _all_roles(one)}
        said = {name for claim in assessment.claims for name in claim.sources}
        self.speakers = said - {self.entities[i].name for i in doing if i in self.entities}
        self.countries = {text: _countries(text) for text in (self.title, self.lead)}
        match = rules().passing.search(self.title)
        self.passing = self.title_end if match is None else match.start()

    def place(self, start: int) -> Told:
        """Where in the report an offset lies."""
        if start < self.title_end:
            return Told.TITLE
        return Told.LEAD if start < self.lead_end else Told.BODY

    def told(self, event: Event) -> Told:
        """Where an event is told first."""
        starts = (span.start for i in event.claims if i in self.claims for span in self.claims[i].evidence)
        return min((self.place(start) for start in starts), default=Told.BODY)

    def speaks(self, name: str) -> bool:
        """Whether somebody only speaks here."""
        return any(name in speaker for speaker in self.speakers)

    def lands(self, ids: Iterable[str]) -> frozenset[str]:
        """The States of some entities."""
        found = (self.entities[i].country for i in ids if i in self.entities)
        return frozenset(country for country in found if country is not None)

    @property
    def answers(self) -> bool:
        """Whether the title tells that a State answers: "Japan sanctions four firms"."""
        words = [word.text for word in split_words(self.title)]
        ends = {one.end for one in self.countries[self.title] if one.start <= 1}
        return any(word.lower() in rules().answering and at in ends for at, word in enumerate(words))


def digest_of(assessment: Assessment, *, key: str | None = None) -> Digest:
    """What of a report counts for joining; ``key`` is its key in the store, where that is not its own id.

    A report of which nothing was read has one strand all the same: an incident of its own.
    """
    page = Page(assessment)
    report = assessment.report
    found = [*_strands(page), *_ships(page)]
    main = _main(page, found)
    if not main:
        words = _strand(page, rules().kinds["words"], Told.TITLE, ())
        found, main = [*found, words], [words]
    name = report.id if key is None else key
    told = tuple(replace(one, report=name, part=Part.MAIN if one in main else Part.MENTION) for one in _distinct(found))
    return Digest(name, report.title, report.publisher, report.published, told)


def _distinct(strands: Iterable[Strand]) -> Iterator[Strand]:
    """The strands, those of one id once: the one that is told first."""
    by_id: dict[str, Strand] = {}
    for one in strands:
        if one.id not in by_id or one.told < by_id[one.id].told:
            by_id[one.id] = one
    yield from by_id.values()


def _main(page: Page, found: list[Strand]) -> list[Strand]:
    """What a report is about, out of all that it tells."""
    table = rules().kinds
    title = [one for one in found if one.told is Told.TITLE]
    if page.answers or any(_designates(page, one) for one in _events(page)):
        return [one for one in found if one.kind == "answer"] or [_answer(page, found)]
    background = {kind for one in title for kind in table[one.kind].over}
    hard = [one for one in found if not table[one.kind].soft and one.kind != "ship"]
    main = [one for one in hard if one.told is Told.TITLE and one.kind not in background]
    main += [one for one in found if one.kind == "ship"]
    main += [one for one in title if one.kind == "treaty"]
    letter = any(one.kind == "message" for one in title)
    near = Told.TITLE if letter else Told.LEAD
    main += [one for one in found if one.kind == "visit" and one.told <= near]
    if not table.keys() & background:
        main += [one for one in title if one.kind in ("message", "answer")]
    if not any(_is_firm(one) for one in main):
        main += [one for one in hard if one.told is Told.LEAD and one.kind not in background]
    if not main and all(page.told(one) is Told.BODY for one in _events(page)):
        judged = _judged(page.assessment)
        main = [one for one in hard if judged & set(one.events)]
    return main or title or [one for one in found if one.told is Told.LEAD]


def _is_firm(strand: Strand) -> bool:
    """Whether what a title tells is enough to be what the report is about, whatever the first sentence tells."""
    if strand.kind == "visit":
        return bool(strand.people or strand.leaders)
    return strand.kind not in ("ship", "answer")


def _designates(page: Page, event: Event) -> bool:
    """Whether a title tells that somebody lists somebody."""
    return event.act is Act.DESIGNATE and page.told(event) is Told.TITLE and bool(event.roles.get("agent"))


def _answer(page: Page, found: list[Strand]) -> Strand:
    strand = _strand(page, rules().kinds["answer"], Told.TITLE, ())
    found.append(strand)
    return strand


def _judged(assessment: Assessment) -> set[str]:
    loud = (Verdict.PROHIBITED, Verdict.CONDITIONAL)
    return {finding.event for finding in assessment.findings if finding.verdict in loud}


def _events(page: Page) -> tuple[Event, ...]:
    return page.assessment.events


def _strands(page: Page) -> Iterator[Strand]:
    """All strands but those of ships, in the order of the kinds."""
    pieces = _pieces(page)
    for kind in rules().kinds.values():
        own = pieces.get(kind.id, [])
        word = _told_in_words(page, kind)
        if not own and word is None:
            continue
        told = min([one.told for one in own] + ([word] if word is not None else []))
        used = [one for one in own if one.told <= max(told, Told.LEAD)] or own
        strand = _strand(page, kind, told, tuple(sorted(used, key=_rank)))
        yield from _by_job(page, strand) if kind.id == "force" else (strand,)


def _rank(piece: Piece) -> tuple[int, int]:
    act = piece.event.act
    return piece.told, FIRST_ACTS.index(act) if act in FIRST_ACTS else len(FIRST_ACTS)


def _told_in_words(page: Page, kind: Kind) -> Told | None:
    """Where the title or the first sentence tells a kind in words."""
    if kind.words is None:
        return None
    match = kind.words.search(page.title)
    if match is not None and match.start() < page.passing:
        return Told.TITLE
    return Told.LEAD if kind.words.search(page.lead) is not None else None


def _pieces(page: Page) -> dict[str, list[Piece]]:
    """The events by the kinds that they tell; one event may tell several, by its several things."""
    found: dict[str, list[Piece]] = {}
    for event in _events(page):
        told = page.told(event)
        for kind, items in _fits(page, event).items():
            where = told
            if told is Told.TITLE and items and all(_is_in_passing(page, one) for one in items):
                where = Told.BODY
            if told is Told.LEAD and any(_is_titled(page, one) for one in items):
                where = Told.TITLE
            found.setdefault(kind, []).append(Piece(event, where, tuple(items)))
    return found


def _is_titled(page: Page, entity: Entity) -> bool:
    """Whether the title names a thing that the first sentence tells more of: "a second limousine"."""
    title = {lemma(word.text.lower(), noun=True) for word in split_words(page.title[: page.passing])}
    return entity.kind not in NO_THINGS and _noun(entity) in title - rules().no_nouns


def _is_in_passing(page: Page, entity: Entity) -> bool:
    starts = [start for start, _ in entity.mentions if start < page.title_end]
    return bool(starts) and min(starts) > page.passing


def _fits(page: Page, event: Event) -> dict[str, list[Entity]]:
    """The kinds that an event tells, each with the things that make it so."""
    table = rules().kinds
    found: dict[str, list[Entity]] = {}
    items = _in(page, event, ("item",))
    for entity in _in(page, event, THING_ROLES):
        classes = entity.goods.classes if entity.goods is not None else frozenset()
        kind = next((one for one in table.values() if one.takes(classes, event.act)), None)
        if kind is not None and not (kind.id == "launch" and _is_abroad(page, event)):
            found.setdefault(kind.id, []).append(entity)
    rest = [one for one in items if not any(one in taken for taken in found.values())]
    things = [one for one in rest if one.goods is not None and (one.goods.classes or one.goods.hs)]
    if event.act is Act.CONSTRUCT:
        found.setdefault("works", []).extend(rest)
    elif things and (event.act in table["supply"].acts or (event.act is Act.TEST and "launch" not in found)):
        found.setdefault("supply", []).extend(things)
    if not found or event.act in (Act.TRAVEL, Act.MEET):
        bare = (one for one in table.values() if event.act in one.acts and one.id not in ("supply", "works", "launch"))
        kind = next((one for one in bare if not one.goods or one.soft), None)
        if kind is not None:
            found.setdefault(kind.id, []).extend(items)
    return found


def _is_abroad(page: Page, event: Event) -> bool:
    """Whether a weapon is tried on the soil of another State: that is no test of a State of its own."""
    return len(page.lands(i for role in ("agent", *PLACE_ROLES) for i in event.roles.get(role, ()))) > 1


def _in(page: Page, event: Event, roles: Iterable[str]) -> list[Entity]:
    return [page.entities[i] for role in roles for i in event.roles.get(role, ()) if i in page.entities]


def _all_roles(event: Event) -> set[str]:
    return {i for ids in event.roles.values() for i in ids}


def _by_job(page: Page, strand: Strand) -> Iterator[Strand]:
    """Soldiers by what they are sent for: other jobs apart from fighting, which is told apart only where it is told."""
    jobs = {name for name, words in rules().jobs.items() if words.search(page.title)}
    for text in (page.lead, page.head):
        jobs = jobs or {name for name, words in rules().jobs.items() if words.search(text)}
    apart = frozenset(jobs - {"combat"})
    if apart:
        yield replace(strand, jobs=apart)
    if not apart or ("combat" in jobs and rules().jobs["combat"].search(page.title)):
        yield strand


def _ships(page: Page) -> Iterator[Strand]:
    """The ships of their own names at the head of a report."""
    found = {
        names.name_key(one.name): one.name
        for one in page.assessment.entities
        if one.kind == "vessel" and names.is_own_name(one.name) and _is_at_head(page, one)
    }
    if found:
        strand = _strand(page, rules().kinds["ship"], Told.TITLE, ())
        events = tuple(one.id for one in _events(page) if page.told(one) <= Told.LEAD)
        yield replace(strand, names=found, events=events)


def _is_at_head(page: Page, entity: Entity) -> bool:
    return any(start < page.lead_end for start, _ in entity.mentions)


def _strand(page: Page, kind: Kind, told: Told, pieces: tuple[Piece, ...]) -> Strand:
    """One strand of the pieces of its kind, the most telling first."""
    events = tuple(one.event for one in pieces)
    items = tuple({one.id: one for piece in pieces for one in piece.items}.values())
    givers, takers = _sides(page, kind, pieces)
    in_role = frozenset(i for event in events for i in _all_roles(event))
    who = _Who(page, kind, takers, givers, in_role, has_events=bool(events))
    first, last, loose = _when(page, kind, events)
    judged = {one.event: one for one in page.assessment.findings}
    return Strand(
        report=page.assessment.report.id,
        kind=kind.id,
        part=Part.MENTION,
        told=told,
        events=tuple(one.id for one in events),
        acts=frozenset(one.act.value for one in events),
        givers=givers,
        takers=takers,
        lands=_lands(page) | givers | takers,
        goods=frozenset(one for item in items for one in _classes(item)),
        nouns=frozenset(_noun(item) for item in items if item.kind not in NO_THINGS) - rules().no_nouns - {""},
        people=who.people,
        leaders=who.leaders,
        names=who.names,
        places=who.places,
        things=_things(page, kind, told, items),
        amounts=_amounts(events),
        measures=frozenset(judged[one.id].family for one in events if one.id in judged),
        first=first,
        last=last,
        loose=loose,
    )


def _classes(item: Entity) -> frozenset[str]:
    """The narrowest classes of a thing; where it has none, its chapters of the Harmonized System."""
    if item.goods is None:
        return frozenset()
    classes = item.goods.classes
    narrow = {one for one in classes if not any(one != other and one in ancestors(other) for other in classes)}
    return frozenset(narrow or {f"hs{heading[:2]}" for heading in item.goods.hs})


def _noun(item: Entity) -> str:
    word = item.name.split()[-1] if item.name.split() else ""
    return lemma(word.lower(), noun=True) if word.isalpha() else ""


def _things(page: Page, kind: Kind, told: Told, items: Iterable[Entity]) -> frozenset[str]:
    """What a strand is about in a word, where its class does not say so."""
    text = " ".join((page.title, *(page.lead for _ in range(told is Told.LEAD)), *(one.name for one in items)))
    found = {name for name, words in rules().things.items() if words.search(text)}
    if kind.by_word and kind.words is not None:
        head = f"{page.title}\n{page.lead}"
        found |= {lemma(match.group().lower(), noun=True) for match in kind.words.finditer(head)}
    return frozenset(found)


def _amounts(events: Iterable[Event]) -> tuple[Amount, ...]:
    given = (one.quantity for one in events if one.quantity is not None)
    return tuple(dict.fromkeys(Amount(one.amount, one.unit) for one in given))


def _lands(page: Page) -> frozenset[str]:
    """The States that the head of a report names, those left out that only speak."""
    near = (one for one in page.assessment.entities if _is_at_head(page, one) and not page.speaks(one.name))
    read = {one.country for one in near if one.country is not None}
    return frozenset(read | {one.code for found in page.countries.values() for one in found})


def _countries(text: str) -> list[countries.CountryMention]:
    return countries.find_countries([word.text for word in split_words(text)])


def _sides(page: Page, kind: Kind, pieces: tuple[Piece, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The States on either side, by the most telling event that names them."""
    givers: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()
    for piece in pieces:
        giver, taker = _sides_of(page, kind, piece.event)
        givers, takers = givers or giver, takers or taker
    if kind.id == "visit":
        takers = _destination(page, pieces)
    if kind.id == "supply":
        takers -= givers | _hit(page)
    if kind.persons and not givers:
        givers = _sender(page, kind)
    if not pieces and kind.id == "commemoration":
        heads = (one for one in _events(page) if page.told(one) <= Told.LEAD)
        givers = next((one for one in (page.lands(event.roles.get("agent", ())) for event in heads) if one), givers)
    return givers, takers


def _sides_of(page: Page, kind: Kind, event: Event) -> tuple[frozenset[str], frozenset[str]]:
    roles = event.roles
    agent = page.lands(roles.get("agent", ()))
    if kind.id == "visit":
        return agent, page.lands(i for role in PLACE_ROLES for i in roles.get(role, ()))
    giver = agent or page.lands(roles.get("origin", ()))
    taker = page.lands(i for role in ("recipient", *PLACE_ROLES) for i in roles.get(role, ()))
    things = page.lands(roles.get("item", ()))
    if kind.persons:
        giver = things or giver
        return (giver - taker if len(giver) > 1 else giver), taker - giver
    if kind.id == "supply" and event.act in TAKING:
        return things or page.lands(roles.get("origin", ())), frozenset()
    if kind.id == "supply" and event.act in HITTING:
        return things or giver - page.lands(roles.get("place", ())), frozenset()
    return giver, taker - giver if kind.id == "supply" else taker


def _destination(page: Page, pieces: tuple[Piece, ...]) -> frozenset[str]:
    """Where a visit goes: what the events told first say together."""
    found: frozenset[str] = frozenset()
    best = Told.BODY
    for piece in pieces:
        if found and piece.told > best:
            break
        there = page.lands(i for role in PLACE_ROLES for i in piece.event.roles.get(role, ()))
        if there:
            found, best = found | there, piece.told
    return found


def _hit(page: Page) -> frozenset[str]:
    """The States on whose soil weapons are used."""
    events = (one for one in _events(page) if one.act in (Act.USE, Act.TEST))
    return page.lands(i for event in events for role in PLACE_ROLES for i in event.roles.get(role, ()))


def _sender(page: Page, kind: Kind) -> frozenset[str]:
    """The State named right before the words for its persons, or behind: "Cuban sappers", "captured Cubans"."""
    for text, found in page.countries.items():
        for at, word in enumerate(word.text for word in split_words(text)):
            if kind.words is not None and kind.words.fullmatch(word):
                before = [one.code for one in found if at - REACH <= one.end <= at]
                behind = [one.code for one in found if one.start == at + 1]
                if before or behind:
                    return frozenset(before[-1:] or behind)
    return frozenset()


class _Who:
    """The names that count for a strand, by their keys: persons, heads of State, bodies and sites, places."""

    def __init__(
        self,
        page: Page,
        kind: Kind,
        takers: frozenset[str],
        givers: frozenset[str],
        in_role: frozenset[str],
        *,
        has_events: bool,
    ) -> None:
        self.page, self.kind, self.takers, self.givers, self.in_role = page, kind, takers, givers, in_role
        self.has_events = has_events
        self.people: dict[str, str] = {}
        self.leaders: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.places: dict[str, str] = {}
        for entity in page.assessment.entities:
            if self._counts(entity):
                self._add(entity)
        texts = (page.lead,) if page.is_title_case else (page.title, page.lead)
        for run in dict.fromkeys(run for text in texts for run in names.capital_runs(text)):
            self._add_run(run)
        longer = [set(key.split()) for key in self.names]
        self.names = {
            key: name for key, name in self.names.items() if not any(set(key.split()) < one for one in longer)
        }

    def _counts(self, entity: Entity) -> bool:
        """Whether it is at the head or has a part, and is no mere capital of a title that writes all words with one."""
        page = self.page
        only_title = entity.mentions and all(start < page.title_end for start, _ in entity.mentions)
        if (
            page.is_title_case
            and only_title
            and (entity.kind in BODIES or countries.find_countries(entity.name.split()))
        ):
            return False
        if countries.country_of(entity.name) is not None:
            return False
        has_part = entity.id in self.in_role
        if entity.kind == "person" and entity.name in page.speakers and not (has_part and self.kind.id != "words"):
            return False
        return has_part or _is_at_head(page, entity)

    def _add(self, entity: Entity) -> None:
        if entity.kind == "person":
            self._add_person(entity)
        elif entity.kind in BODIES and countries.place_of(entity.name) is not None:
            self.places[names.name_key(entity.name)] = entity.name
        elif entity.kind in BODIES and names.is_own_name(entity.name):
            self.names[names.name_key(entity.name)] = entity.name

    def _add_person(self, entity: Entity) -> None:
        """A person, save ambassadors, who are always there, and hosts, who are at home."""
        name = entity.name
        is_named = name[:1].isupper() and not is_described(name) and names.without_office(name)
        if not is_named or (names.is_envoy(name) and self.kind.id != "death"):
            return
        if self.kind.soft and self.has_events and entity.id not in self.in_role:
            return
        key, home = names.person_key(name), names.leads(name)
        if not key:
            return
        if home is not None:
            if home not in self.takers:
                self.leaders[key] = name
        elif not (self.kind.id == "visit" and entity.country in self.takers - self.givers):
            self.people[key] = name

    def _add_run(self, run: str) -> None:
        """A name that only its capitals tell: a place, somebody behind an office, or a name of its own."""
        page = self.page
        if offices.person(run) is not None or any(
            run in one.name for one in page.assessment.entities if one.kind == "person"
        ):
            return
        if countries.place_of(run) is not None:
            self.places[names.name_key(run)] = run
            return
        bare = names.without_office(run)
        if bare != run:
            if len(bare.split()) > 1 and not self.has_events:
                self.people[names.person_key(bare)] = bare
        elif names.is_own_name(run):
            self.names[names.name_key(run)] = run


def _when(page: Page, kind: Kind, events: Iterable[Event]) -> tuple[date | None, date | None, bool]:
    """The days in which a strand lies, and whether they only are those of publication."""
    published = page.assessment.report.published
    spans = [span for span in (_span(event, published) for event in events) if span is not None]
    if published is None:
        return (min((a for a, _ in spans), default=None), max((b for _, b in spans), default=None), not spans)
    if kind.point:
        tight = _no_longer(spans, DAYS) or _no_longer(spans, MONTH)
        if tight:
            return min(a for a, _ in tight), max(b for _, b in tight), False
        return published, published, True
    within = [b for _, b in spans if b <= published + timedelta(AHEAD)]
    return min([a for a, _ in spans] + [published]), max([*within, published]), not spans


def _no_longer(spans: Iterable[tuple[date, date]], days: int) -> list[tuple[date, date]]:
    return [(a, b) for a, b in spans if (b - a).days <= days]


def _span(event: Event, published: date | None) -> tuple[date, date] | None:
    """The time of an event, as far as it can be that of an incident of which one reports now.

    A day without its year lies in the year that brings it near to the day of publication.
    """
    time = event.time
    if time is None or time.first is None:
        return None
    first, last = time.first, time.last
    if published is None:
        return None if last is None else (first, last)
    last = max(published, first) if last is None else last
    if "20" not in time.text and (last - first).days <= MONTH and (published - first).days > YEARS_WRONG:
        first, last = first + timedelta(365), last + timedelta(365)
    if (published - first).days > LONG_AGO or (first - published).days > AHEAD:
        return None
    return first, last
