"""What programs may see of the store: as every export, without what is marked, confidential or redacted.

Pages are for the people of the house; what a program fetches leaves it. The work is done by `Showing`; here only those
reports go through it that somebody marked or redacted, for it opens each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from porosity.evidence.marks import allows
from porosity.evidence.records import DecisionKind, FindingRow, Hit, IncidentRow, Member, ReportRow, Target, Tlp
from porosity.evidence.redaction import WITHHELD
from porosity.evidence.showing import Showing, Shown
from porosity.evidence.store import Store

MARKING = (DecisionKind.MARK, DecisionKind.REDACT)


@dataclass(frozen=True)
class Visible:
    """The store as an audience may see it, page by page. ``words`` are those it searched for.

    A report that was found by words that are hidden in it is not shown: that it was found would tell them.
    """

    store: Store
    audience: Tlp
    words: str = ""

    @cached_property
    def marked(self) -> frozenset[str]:
        """The reports that somebody marked or redacted, also where that was taken back."""
        return frozenset(one.key for one in self.store.decisions(Target.REPORT) if one.kind in MARKING)

    @cached_property
    def showing(self) -> Showing:
        """The store through the eyes of the audience."""
        return Showing(self.store, self.audience)

    def reports(self, rows: Iterable[ReportRow]) -> list[ReportRow]:
        """The reports that may be seen, as they may be."""
        return [one for row in rows if (one := self._report(row)) is not None]

    def findings(self, rows: Iterable[FindingRow]) -> list[FindingRow]:
        """The findings that may be seen, as they may be."""
        found = []
        for row in rows:
            if row.report not in self.marked:
                found.append(row)
            elif (shown := self._shown(row.report)) is not None and (one := shown.finding(row)) is not None:
                found.append(one)
        return found

    def incidents(self, rows: Iterable[IncidentRow]) -> list[IncidentRow]:
        """The incidents that may be seen, each as far as its reports may be."""
        if not self.marked:
            return list(rows)
        return [found[0] for row in rows if (found := self.showing.incident(row.id)) is not None]

    def incident(self, identity: str) -> tuple[IncidentRow, tuple[Member, ...]] | None:
        """One incident, as far as its reports may be seen."""
        return self.showing.incident(identity)

    def hits(self, hits: Iterable[Hit]) -> list[tuple[Hit, Tlp]]:
        """What a search found, with its marks; around hidden words no snippet is shown."""
        found = []
        for hit in hits:
            row = self.store.report(hit.key)
            if row is None or (seen := self._report(row)) is None:
                continue
            snippet = hit.snippet if seen == row else (WITHHELD, "", "")
            title = seen.title or ""
            one = replace(hit, key=seen.key, title=title, publisher=seen.publisher, snippet=snippet)
            found.append((one, seen.tlp))
        return found

    def report(self, key: str) -> Shown | None:
        """A report by the key under which it is shown; None where it is not there, erased, or not for this audience."""
        shown = self._shown(key)
        if shown is not None and shown.key == key:
            return shown
        hidden = (self._shown(own) for own in sorted(self.marked))
        return next((one for one in hidden if one is not None and one.key == key), None)

    def _shown(self, key: str) -> Shown | None:
        row = self.store.report(key)
        return None if row is None else self._through(row)

    def _through(self, row: ReportRow) -> Shown | None:
        shown = self.showing.report(row)
        is_told = shown is not None and bool(self.words) and shown.redaction.tells(self.words)
        return None if is_told else shown

    def _report(self, row: ReportRow) -> ReportRow | None:
        if row.key not in self.marked or row.erased:
            return row if allows(self.audience, row.tlp) else None
        shown = self._through(row)
        return None if shown is None else shown.row
