"""The dossier as Markdown, in the order of the page.

Text from outside is escaped character by character, so it can open no heading, list, link, image, HTML or table cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from porosity.assessment import Assessment, Evidence
from porosity.exports import wording
from porosity.exports.card import CardOf, MeasureCard
from porosity.exports.dossier import ClaimView, Dossier, ElementView, EventView, FindingView, arrange
from porosity.exports.safe import line
from porosity.support.kinds import CREDIBILITY, RELIABILITY

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$^@])")
_BLOCK_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
_AUTOLINK = re.compile(r"(?i)(https?|ftp|mailto)(:)|(www)(\.)")


def escaped(text: str) -> str:
    """The text on one line, with everything that Markdown would read as markup escaped.

    >>> escaped("# [x](http://y) <b>")
    '\\\\# \\\\[x\\\\](http\\\\://y) \\\\<b\\\\>'
    """
    text = _SPECIAL.sub(r"\\\1", line(text))
    text = _AUTOLINK.sub(lambda found: "".join((found[1] or found[3], "\\", found[2] or found[4])), text)
    return _BLOCK_START.sub(_escape_start, text)


def _escape_start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if not found[1].isdigit() else f"{found[1]}\\"


def render(assessment: Assessment, *, card: CardOf) -> str:
    """The whole dossier as Markdown. ``card`` finds a measure by its id."""
    dossier = arrange(assessment, card=card)
    parts = (
        _head(dossier),
        _overview(dossier),
        _findings(dossier),
        _quiet(dossier),
        _claims(dossier),
        _contradictions(dossier),
        _text(dossier),
        _entities(dossier),
        _time(dossier),
        _questions(dossier),
        _notes(dossier),
        _warnings(dossier),
        _method(),
    )
    return "\n".join(text for part in parts for text in part).rstrip("\n") + "\n"


def _quote(evidence: Evidence) -> str:
    place = ", ".join([wording.place(evidence), *(f"note {one[1:]}" for one in evidence.notes)]).strip(", ")
    return f"“{escaped(evidence.text)}”" + (f" ({escaped(place)})" if place else "")


def _quotes(evidence: Iterable[Evidence]) -> str:
    return "".join(f" {_quote(item)}" for item in evidence)


def quoted_words(view: ElementView) -> str:
    """The words behind an element, those that were quoted above by their number."""
    again = f" (words {wording.joined([str(number) for number, _ in view.again])})" if view.again else ""
    return "".join(f" ({number}) {_quote(item)}" for number, item in view.new) + again


def _head(dossier: Dossier) -> Iterator[str]:
    report = dossier.report
    yield f"# {escaped(report.title) or 'Untitled report'}\n"
    when = "date not given" if report.published is None else f"published {wording.day(report.published)}"
    yield f"{escaped(report.publisher or '') or 'Publisher not given'}, {when}\n"
    if report.url:
        yield f"- Address: {escaped(report.url)}"
    yield f"- Source, SHA-256: {escaped(report.sha256)}"
    made_with = ", ".join(f"{escaped(name)} {escaped(version)}" for name, version in dossier.made_with.items())
    for name, reason in dossier.found.items():
        yield f"- {wording.capital(escaped(name))}: {escaped(reason)}"
    yield f"- Made with: {made_with}\n"
    yield f"## {wording.VERDICT_WORDS[dossier.verdict]}\n"
    yield f"**{escaped(dossier.sentence)}**\n"
    yield "This compares a report with the law. It does not say that the report is true, and it accuses nobody.\n"


def _overview(dossier: Dossier) -> Iterator[str]:
    view = dossier.overview
    if view is None:
        return
    if view.sections:
        yield "## Contents of the document\n"
        for section in view.sections:
            page = "" if section.heading.page is None else f", page {section.heading.page}"
            found = f" ({_counted(section.findings)})" if section.findings else ""
            yield f"{'  ' * (section.heading.level - 1)}- {escaped(section.heading.text)}{page}{found}"
        yield ""
    for title, groups in (
        ("By measure", view.by_measure),
        ("By route", view.by_route),
        ("By supplier", view.by_supplier),
    ):
        if groups:
            yield f"## Findings {title.lower()}\n"
            yield from (f"- {escaped(group.label)}: {_counted(group.findings)}" for group in groups)
            yield ""


def _counted(findings: Sequence[int]) -> str:
    shown, more = wording.some_numbers(findings)
    return wording.numbered("finding", shown) + (f" and {more} more" if more else "")


def _notes(dossier: Dossier) -> Iterator[str]:
    if dossier.overview is None or not dossier.overview.notes:
        return
    yield "## Notes that these paragraphs cite\n"
    for note in dossier.overview.notes:
        yield f"- note {note.id[1:]} (mark {escaped(note.mark)}, page {note.page}): {escaped(note.text)}"
    yield ""


def _when(event: EventView) -> str:
    said = f" (“{escaped(event.time_said)}”)" if event.time_said else ""
    because = f" {escaped(event.time_because)}" if event.time_because else ""
    quantity = f"; quantity as reported: {escaped(event.quantity)}" if event.quantity else ""
    return f"{wording.capital(event.when)}{said}{because}{quantity}"


def _findings(dossier: Dossier) -> Iterator[str]:
    yield "## Findings\n"
    if not dossier.groups:
        yield "No act in this report, as it was read, falls under a measure.\n"
    for event in dossier.groups:
        yield f"### {escaped(event.heading)}\n"
        yield f"{_when(event)}\n"
        yield from _sources(event)
        for view in event.findings:
            yield from _finding(view)


def _sources(event: EventView) -> Iterator[str]:
    """Who says or denies the act, each graded, and the words that say that it could not be checked."""
    for view in event.sources:
        claims = f" ({wording.numbered('claim', view.claims)})" if view.claims else ""
        name, letter = escaped(view.origin.name), escaped(view.origin.reliability)
        yield f"- Source {name}, **{letter}**: {escaped(view.says)}{claims}"
    for evidence in event.unverified:
        yield f"- Not verified: {_quote(evidence)}"
    if event.sources or event.unverified:
        yield ""


def _finding(view: FindingView) -> Iterator[str]:
    finding = view.finding
    title = escaped(view.card.title if view.card and view.card.title else finding.measure)
    yield f"#### Finding {view.number}. {title}\n"
    yield f"**{wording.VERDICT_WORDS[finding.verdict.value]}** · {escaped(wording.family(finding.family))}\n"
    yield _reasoned(view) + "\n"
    yield from _put(view)
    yield "\n| Element | Value | Why | Article |\n| --- | --- | --- | --- |"
    for shown in view.elements:
        element = shown.element
        why = (escaped(element.because or element.asks) + quoted_words(shown)).strip()
        value = f"{wording.TRUTH_ICONS[element.value.value]} {wording.TRUTH_WORDS[element.value.value]}"
        yield f"| {escaped(wording.label(element.name))} | {value} | {why} | {escaped(element.reference)} |"
    yield ""
    yield from _open(view)
    for item in finding.exemptions:
        means = escaped(wording.EXEMPTION_WORDS.get(item.value, item.value))
        because = "" if item.value == "presumed_absent" else escaped(item.because)
        reason = " ".join(part for part in (because, escaped(item.reference)) if part)
        yield f"- Way out, {escaped(wording.label(item.name).lower())}: {means}. {reason}".rstrip()
    if finding.exemptions:
        yield ""
    if view.card is not None:
        yield _about(view.card) + "\n"


def _reasoned(view: FindingView) -> str:
    because = escaped(view.because)
    return f"{escaped(view.sentence)} {because}".rstrip()


def _put(view: FindingView) -> Iterator[str]:
    finding = view.finding
    yield f"- Status: {wording.STATUS_WORDS[finding.status.value].lower()}"
    if finding.hedge:
        yield f"- Hedge words: {', '.join(_quote(item) for item in finding.hedge)}"
    if view.support is not None:
        code = wording.support_code(view.support.reliability, view.support.credibility)
        grade = f"{escaped(view.support.reliability)}{view.support.credibility}"
        yield f"- Support: **{grade}**, {code}. {escaped(view.support.because)}"
    if view.claims:
        yield f"- Rests on: {wording.numbered('claim', view.claims)}"


def _open(view: FindingView) -> Iterator[str]:
    for text in view.finding.open_questions:
        yield f"- Open: {escaped(text)}"
    if view.finding.open_questions:
        yield ""


def _about(card: MeasureCard) -> str:
    facts = [
        f"`{_code(card.id)}`",
        escaped(wording.citations(card.citations) or card.instrument),
        wording.in_force(card),
    ]
    if card.adopted is not None:
        facts.append(f"adopted {wording.day(card.adopted)}")
    if card.vote:
        facts.append(f"vote {escaped(card.vote)}")
    if card.force:
        facts.append(escaped(wording.FORCE_WORDS.get(card.force, card.force)))
    tail = [escaped(text) for text in (card.note, *card.history) if text]
    return "Measure: " + ". ".join([" · ".join(facts), *tail])


def _code(text: str) -> str:
    return line(text).replace("`", "'")


def _quiet(dossier: Dossier) -> Iterator[str]:
    if not dossier.quiet:
        return
    yield "## Held against a measure, and not barred by it\n"
    yield "These do not count towards the verdict. Each says why.\n"
    for event, view in dossier.quiet:
        yield f"### Finding {view.number}. {escaped(event.heading)}\n"
        verdict = wording.VERDICT_WORDS[view.finding.verdict.value]
        yield f"**{verdict}** · {escaped(wording.family(view.finding.family))} · {_when(event)}\n"
        yield _reasoned(view) + "\n"
        for shown in view.elements:
            element = shown.element
            value = f"{wording.TRUTH_ICONS[element.value.value]} {wording.TRUTH_WORDS[element.value.value]}"
            why = (escaped(element.because) + quoted_words(shown)).strip()
            yield f"- {value}, {escaped(wording.label(element.name))}: {why}"
        for item in view.finding.exemptions:
            means = escaped(wording.EXEMPTION_WORDS.get(item.value, item.value))
            yield f"- Way out, {escaped(wording.label(item.name).lower())}: {means}. {escaped(item.because)}".rstrip()
        yield from _put(view)
        yield ""
        yield from _open(view)
        if view.card is not None:
            yield _about(view.card) + "\n"


def _chain(view: ClaimView) -> str:
    return " → ".join(escaped(source) for source in view.chain)


def _claims(dossier: Dossier) -> Iterator[str]:
    yield "## Who said what\n"
    if not dossier.claims:
        yield "No claim was read.\n"
        return
    yield "| | Act | Who | To whom | What | When | Where | How it is put | Who says it | In these words |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for view in dossier.claims:
        claim = view.claim
        put = f"{claim.put}, {claim.certainty.value}, {claim.basis.value}{_quotes(claim.hedges)}"
        act = "; ".join([view.act, *(f"{role.lower()}: {escaped(found)}" for role, found in view.other)])
        said = f" (“{escaped(claim.time.text)}”)" if claim.time is not None and claim.time.text else ""
        cells = (
            str(view.number),
            act,
            escaped(view.who),
            escaped(view.to_whom),
            escaped(view.what) + (f" ({escaped(claim.quantity.text)})" if claim.quantity is not None else ""),
            view.when + said,
            escaped(view.where),
            put,
            _chain(view),
            _quotes(claim.evidence).strip(),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _contradictions(dossier: Dossier) -> Iterator[str]:
    if not dossier.contradictions:
        return
    yield "## Contradictions\n"
    for item in dossier.contradictions:
        yield f"### {escaped(wording.capital(item.about)) or 'Two claims that cannot both hold'}\n"
        for side in item.sides:
            if side is None:
                yield "- A claim that is not in this dossier"
            else:
                words = _quotes(side.claim.evidence)
                yield f"- {_chain(side)} ({side.claim.put}, claim {side.number}):{words}"
        yield ""


def _text(dossier: Dossier) -> Iterator[str]:
    yield "## The text\n"
    for text in dossier.report.text.split("\n"):
        if line(text):
            yield f"> {escaped(text)}\n>"
    yield ""
    if dossier.echoes:
        yield "Said again, and not a second source:\n"
        for _, (start, end) in dossier.echoes:
            yield f"- “{escaped(dossier.report.text[start:end])}”"
        yield ""


def _entities(dossier: Dossier) -> Iterator[str]:
    yield "## People and things\n"
    if dossier.entities:
        yield "| Name | Kind | Country | Also written | Goods | Sanctions lists |"
        yield "| --- | --- | --- | --- | --- | --- |"
    else:
        yield "Nobody and nothing was read."
    for entity in dossier.entities:
        others = ", ".join(escaped(text) for text in entity.spellings if text != entity.name)
        goods = _hs(entity.goods.hs, "HS") + _hs(entity.goods.possible_hs, "possibly HS") if entity.goods else ""
        if entity.kind not in wording.SCREENED_KINDS:
            lists = ""
        elif entity.listings is None:
            lists = "not screened"
        else:
            found = [
                f"{wording.MEANS_WORDS[entry.means]}{entry.name} ({wording.listing(entry)})"
                for entry in entity.listings
            ]
            lists = "; ".join(map(escaped, found)) or "screened, no match"
        country = escaped(wording.country(entity.country))
        cells = (escaped(entity.name), escaped(entity.kind), country, others, goods.strip(), lists)
        yield f"| {' | '.join(cells)} |"
    yield ""
    for written, meant in dossier.variants:
        yield f"- “{escaped(written)}” stands where “{escaped(meant)}” seems meant"
    if dossier.variants:
        yield ""


def _hs(headings: Sequence[str], lead: str) -> str:
    return f"{lead} {escaped(', '.join(headings))} " if headings else ""


def _time(dossier: Dossier) -> Iterator[str]:
    if not dossier.events:
        return
    yield "## Time\n"
    for event in dossier.events:
        yield f"- {_when(event)}: {escaped(event.heading)}"
    yield ""


def _questions(dossier: Dossier) -> Iterator[str]:
    if not dossier.questions:
        return
    yield "## Open questions\n"
    for place, question in enumerate(dossier.questions, start=1):
        yield f"{place}. {escaped(question.text)} ({wording.numbered('finding', question.findings)})"
    yield ""


def _warnings(dossier: Dossier) -> Iterator[str]:
    if not dossier.warnings:
        return
    yield "## Warnings\n"
    yield from (f"- {escaped(text)}" for text in dossier.warnings)
    yield ""


def _method() -> Iterator[str]:
    yield "## Legend and method\n"
    yield f"{wording.METHOD}\n"
    yield from (f"- {text}" for text in wording.WHAT_THIS_IS_NOT)
    yield "\nVerdicts:\n"
    for verdict, means in wording.VERDICT_MEANS.items():
        yield f"- **{wording.VERDICT_WORDS[verdict]}**: {means}"
    yield "\nSupport, by the Admiralty code:\n"
    yield "- Source: " + "; ".join(f"**{letter}** {means}" for letter, means in RELIABILITY.items())
    yield "- Information: " + "; ".join(f"**{digit}** {means}" for digit, means in CREDIBILITY.items())
