"""Opening lists: which format a file has, and streaming its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from porosity.errors import ListError
from porosity.screening.listed import Listed, Skip
from porosity.screening.lists import (
    bis,
    eu_fsf,
    eu_journal,
    ftm_lines,
    name_table,
    ofac_advanced,
    ofac_csv,
    ofac_xml,
    uk,
    un,
    un_vessels,
)
from porosity.screening.lists.markup import refuse_doctype
from porosity.screening.lists.source import Head, Source, head_of


def _undated(head: Head) -> date | None:
    """Formats that do not say of which day they are."""
    return None


def _alone(path: Path) -> Sequence[Path]:
    """Formats that come in one file."""
    return ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format of lists. ``list`` is the list that comes in it, empty where the file says; ``experimental`` ones were
    written by the publisher's description and have not been held against a real file; ``beside`` gives the files that
    are read with the one that is opened."""

    name: str
    list: str
    about: str
    experimental: bool
    fits: Callable[[Head], bool] = field(repr=False)
    read: Callable[[Source], Iterator[Listed]] = field(repr=False)
    dated: Callable[[Head], date | None] = field(default=_undated, repr=False)
    beside: Callable[[Path], Sequence[Path]] = field(default=_alone, repr=False)


FORMATS: tuple[Format, ...] = (
    Format("un-xml", un.LIST, "UN Security Council consolidated list, XML", False, un.fits, un.read, un.dated),
    Format(
        "ofac-csv",
        ofac_csv.SDN,
        "OFAC SDN or other list, set of CSV files",
        False,
        ofac_csv.fits,
        ofac_csv.read,
        beside=ofac_csv.beside,
    ),
    Format("ofac-xml", ofac_csv.SDN, "OFAC SDN or other list, XML", True, ofac_xml.fits, ofac_xml.read, ofac_xml.dated),
    Format(
        "ofac-advanced-xml",
        ofac_csv.SDN,
        "OFAC SDN or other list, advanced XML",
        True,
        ofac_advanced.fits,
        ofac_advanced.read,
        ofac_advanced.dated,
    ),
    Format(
        "eu-xml", eu_fsf.LIST, "EU financial sanctions, XML", True, eu_fsf.fits_xml, eu_fsf.read_xml, eu_fsf.dated_xml
    ),
    Format(
        "eu-csv", eu_fsf.LIST, "EU financial sanctions, CSV", True, eu_fsf.fits_csv, eu_fsf.read_csv, eu_fsf.dated_csv
    ),
    Format("uk-csv", uk.LIST, "UK Sanctions List or ConList, CSV", True, uk.fits_csv, uk.read_csv, uk.dated),
    Format("uk-ods", uk.LIST, "UK Sanctions List, spreadsheet", True, uk.fits_ods, uk.read_ods, uk.dated),
    Format("uk-xml", uk.LIST, "UK Sanctions List, XML", True, uk.fits_xml, uk.read_xml, uk.dated_xml),
    Format("bis", bis.LIST, "US Denied Persons List, tab-separated", False, bis.fits, bis.read),
    Format("eu-oj-csv", eu_journal.LIST, "EU acts as transcribed, CSV", False, eu_journal.fits, eu_journal.read),
    Format("un-vessels", un_vessels.LIST, "UN 1718 vessels, CSV", False, un_vessels.fits, un_vessels.read),
    Format("ftm", "", "Follow the Money entities, JSON lines", True, ftm_lines.fits, ftm_lines.read),
    Format("tsv", "", "Names: id, schema, name, quality, tab-separated", False, name_table.fits, name_table.read),
)
KNOWN = ", ".join(known.name for known in FORMATS)


class ListReading:
    """One list opened; iterating streams its records. ``dated`` is the file's own date, None where it has none.

    ``skips`` names the first hundred records that could not be read and ``skipped`` counts them all; both are filled
    by iterating, which is possible once.
    """

    def __init__(self, path: Path, format: Format, dated: date | None) -> None:
        self.path = path
        self.format = format
        self.dated = dated
        self._source = Source(path)

    @property
    def files(self) -> list[Path]:
        """The files that it is read from: the one that was opened, then those beside it by their names."""
        return [self.path, *sorted(self.format.beside(self.path))]

    @property
    def skips(self) -> list[Skip]:
        """What could not be read, so far."""
        return self._source.skips

    @property
    def doubts(self) -> list[Skip]:
        """Records that were read, but whose letters are broken, so far."""
        return self._source.doubts

    @property
    def skipped(self) -> int:
        """How many records could not be read, so far."""
        return self._source.skipped

    def __iter__(self) -> Iterator[Listed]:
        seen: set[str] = set()
        for listed in self.format.read(self._source):
            if listed.id in seen:
                self._source.skip(f"record {listed.id}", "its id was there before; the first one is kept.")
                continue
            seen.add(listed.id)
            yield listed


def open_list(path: Path, *, format: str | None = None) -> ListReading:
    """Open one list: a file, or the folder of an OFAC set. ``format`` names the format where it should not be told
    from the file; a file of no known format is a `ListError`."""
    path = _one_file(Path(path))
    head = head_of(path)
    refuse_doctype(Source(path), head)
    found = _format_named(format, path) if format else _format_of(head)
    if found is None:
        raise _unknown(head)
    return ListReading(path, found, found.dated(head))


def find_lists(path: Path) -> list[Path]:
    """All lists at or under a path, each for `open_list`, in the order of their names; what is no list is left out."""
    path = Path(path)
    if not path.is_dir():
        return [path]
    files = (file for file in sorted(path.rglob("*")) if file.is_file() and not file.name.startswith("."))
    return [file for file in files if _may_be_list(file)]


def _may_be_list(file: Path) -> bool:
    """Whether a file has a known format, or cannot be read and so must say why when it is opened."""
    try:
        return _format_of(head_of(file)) is not None
    except ListError:
        return True


def _one_file(path: Path) -> Path:
    """A file; of a folder, the one list in it."""
    if not path.is_dir():
        return path
    found = [file for file in find_lists(path) if file.parent == path]
    if len(found) != 1:
        raise ListError(str(path), f"it is a folder with {len(found)} lists.", "Name one file.")
    return found[0]


def _format_of(head: Head) -> Format | None:
    return next((known for known in FORMATS if known.fits(head)), None)


def _format_named(name: str, path: Path) -> Format:
    for known in FORMATS:
        if known.name == name:
            return known
    raise ListError(str(path), f"no format is called {name!r}.", f"Formats are {KNOWN}.")


def _unknown(head: Head) -> ListError:
    place = str(head.path)
    if not head.text.strip():
        return ListError(place, "it is empty.", "Fetch the list again from its publisher.")
    if ofac_csv.is_beside(head.path):
        return ListError(place, "it is only a part of an OFAC list.", "Give the sdn.csv or cons_prim.csv beside it.")
    return ListError(place, "it is a list of no known format.", f"Known formats are {KNOWN}; name one with its option.")
