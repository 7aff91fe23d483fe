"""``porosity export``, ``audit`` and ``erase``: from the store to files for others, and out of the store for good."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from porosity.batches import whole_file
from porosity.errors import InputError
from porosity.evidence.audit import Audit, as_json
from porosity.evidence.marks import label
from porosity.evidence.records import Filters, Tlp
from porosity.evidence.showing import Showing
from porosity.evidence.store import Store
from porosity.exports.casework import left_out_words, written
from porosity.reading_run import card_of

OK, NOT_AS_WRITTEN = 0, 1
_ASK = "List what is there by porosity incidents, or by porosity export -f csv."


def _say(text: str) -> None:
    print(f"porosity: {text}", file=sys.stderr)


def export(form: str, filters: Filters, audience: Tlp, output: Path | None, *, store: str | None = None) -> int:
    """Write what the filters ask for, as far as the audience may see it."""
    if form == "pdf" and output is None and sys.stdout.isatty():
        raise InputError("--format pdf", "is nothing for a screen.", "Name a file by --output.")
    with Store.open(store) as opened:
        showing = Showing(opened, audience)
        _write(written(form, showing, filters, card=card_of), output)
        if showing.left_out:
            _say(f"{left_out_words(len(showing.left_out), audience)} Name another audience by --tlp.")
    return OK


def _write(pieces: Iterable[bytes], output: Path | None) -> None:
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    with whole_file(output) as file:
        for piece in pieces:
            file.write(piece)
    _say(f"written: {output}")


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """What ``porosity audit`` is asked."""

    key: str
    audience: Tlp
    form: str = "json"
    output: Path | None = None
    pack: Path | None = None
    store: str | None = None


def audit(request: AuditRequest) -> int:
    """Write the chain behind a finding, a report or an incident; as a pack where that is asked for."""
    with Store.open(request.store) as store:
        showing = Showing(store, request.audience)
        found = audit_of(showing, request.key)
        if request.pack is not None:
            _pack(store, found, request.pack)
        else:
            _write([_form(found, request.form)], request.output)
        if found.left_out:
            _say(f"{left_out_words(found.left_out, request.audience)} Name another audience by --tlp.")
    return OK


def _form(found: Audit, form: str) -> bytes:
    from porosity.exports import audit_sheet

    if form == "html":
        return audit_sheet.render(found, card=card_of).encode(errors="replace")
    return (
        json.dumps(as_json(found, card=card_of), ensure_ascii=False, indent=1).encode(errors="backslashreplace") + b"\n"
    )


def audit_of(showing: Showing, key: str) -> Audit:
    """The audit of whatever a key names.

    Raises:
        InputError: nothing is called so, it was erased, or the audience may not see it.
    """
    store = showing.store
    if store.finding(key) is not None:
        found, what = showing.audit_of_finding(key), "finding"
    elif store.incident(key) is not None:
        found, what = showing.audit_of_incident(key), "incident"
    elif (row := store.report(key)) is not None:
        if row.erased:
            from porosity.evidence.retention import tombstones

            raise InputError(key, tombstones(store, key)[-1].in_words())
        found, what = showing.audit_of_report(key), "report"
    else:
        raise InputError(key, "nothing in the store is called so.", _ASK)
    if found is None:
        problem = f"this {what} is not for {label(showing.audience)}, or rests on redacted words alone."
        raise InputError(key, problem, "Name another audience by --tlp.")
    return found


def _pack(store: Store, found: Audit, path: Path) -> None:
    from porosity.evidence import pack

    held_by = {one.sha256: report.row.key for report in found.reports for one in report.captures}

    def bytes_of(digest: str) -> bytes:
        return next(one.data for one in store.originals(held_by[digest]) if one.sha256 == digest)

    with whole_file(path) as file:
        sums = pack.write(file, found, originals=bytes_of, card=card_of)
    _say(f"written: {path}, SHA-256 of its SHA256SUMS: {sums}")


def verify(path: Path) -> int:
    """Say whether a pack is as it was written."""
    from porosity.evidence import pack

    found = pack.verify(path)
    for problem in found.problems:
        print(problem)
    if found.problems:
        _say(f"{path} is not as it was written: {len(found.problems)} problems.")
        return NOT_AS_WRITTEN
    print(f"{path}: {found.files} files, all as they were written. SHA-256 of SHA256SUMS: {found.sums}")
    return OK


def erase(
    keys: Iterable[str], *, who: str, why: str, older_than: int | None, dry_run: bool, store: str | None = None
) -> int:
    """Erase reports, by their keys or by their age in days; with a dry run, only say which."""
    from porosity.evidence import retention

    with Store.open(store) as opened:
        wanted = list(dict.fromkeys(keys))
        if older_than is not None:
            wanted += [one for one in retention.older_than(opened, timedelta(days=older_than)) if one not in wanted]
        if dry_run:
            for key in wanted:
                print(key)
            _say(f"{len(wanted)} reports would be erased.")
            return OK
        erased = retention.erase(opened, wanted, who=who, why=why)
        if erased:
            retention.scrub(opened)
        for one in erased:
            print(one.report)
        _say(f"{len(erased)} reports erased; their tombstones stay.")
    return OK
