"""Seconds and memory for a long document: an expert panel's report of any length, built here, read end to end.

    python benchmarks/long_document.py [--pages 300] [--against 100] [--keep report.pdf]

The PDF has what such reports have: running heads, numbered paragraphs that run over pages, raised marks and footnotes,
tables, headings, annexes. Its sentences are made from our own parts, so that hardly two are alike. Each size is read in
a process of its own, as `porosity read -f json` does; time should grow with the pages and memory hardly at all.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.reports.pdfs import Placed, pdf  # noqa: E402

FIRST = [
    "Aldo", "Berin", "Corin", "Dalva", "Emsal", "Farol", "Goren", "Halde", "Ister", "Jovan", "Kestrel", "Lomar",
    "Merin", "Nadir", "Orsa", "Pelin",
]  # fmt: skip
LAST = ["Trading", "Shipping", "Logistics", "Electronics", "Metals", "Maritime", "Export", "Energy", "Supply"]
PLACES = [
    "Nampo", "Busan", "Vladivostok", "Dalian", "Dandong", "Singapore", "Hong Kong", "Moscow", "Damascus", "Tehran",
    "Yangon", "Windhoek", "Male",
]  # fmt: skip
STATES = ["Russia", "China", "Syria", "Iran", "Namibia", "Uganda", "Myanmar", "Egypt", "Malaysia", "Singapore"]
GOODS = [
    "coal", "iron ore", "refined petroleum", "diesel", "rifles", "anti-tank missiles", "lorries", "luxury cars",
    "machine tools", "seafood", "statues", "radio sets", "carbon fibre", "pressure gauges", "textiles", "wine",
]  # fmt: skip
MONTHS = ["January", "March", "April", "June", "August", "October", "December"]
SAID = [
    "{firm} shipped {amount} tons of {goods} from North Korea to {place} on {day}.",
    "{state} supplied North Korea with {goods} in {month}, according to a Member State.",
    "According to shipping records, the vessel {ship} carried {goods} from {place} to Nampo in {month}.",
    "A Member State informed the Panel that {firm} had sold {goods} to a company in Pyongyang on {day}.",
    "The Panel found that {person} transferred {amount} euros to an account of {firm} in {place}.",
    "{state} has not replied to the letter that the Panel sent on {day}.",
    "{person}, a director of {firm}, denied that the company had sold {goods} to North Korea.",
    "The vessel {ship} switched off its transponder near {place} for {small} days and changed its flag.",
    "Instructors from North Korea trained {small} soldiers in {state} in the use of {goods}.",
    "The Panel continues its inquiry into {firm}, which shares an address with {small} other companies.",
    "The invoice gives {place} as the port of discharge, while the bill of lading, dated {day}, names no port at all.",
    "Such {goods} are commonly bought through intermediaries who know little about the end user.",
    "The Panel asked {state} for the papers of the vessel and received {small} pages, none of them signed.",
    "In its reply of {day}, {state} stated that it had deported {small} workers of {firm} during the year.",
    "The price agreed for the {goods} was {amount} dollars, payable in {small} instalments through a bank in {place}.",
    "Photographs taken at {place} in {month} show crates of the same make as those seized by {state} a year earlier.",
]
HEADINGS = [
    "Maritime transport",
    "Networks of procurement",
    "Finance",
    "Arms embargo",
    "Trade in commodities",
    "Workers",
]


class Writer:
    """Sentences of a report, from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def chance(self, share: float) -> bool:
        """True in that share of calls."""
        return self._random.random() < share

    def pick(self, options: list[str]) -> str:
        """One of them."""
        return self._random.choice(options)

    def sentence(self) -> str:
        """One sentence."""
        roll = self._random
        return roll.choice(SAID).format(
            firm=f"{roll.choice(FIRST)} {roll.choice(LAST)}",
            ship=f"{roll.choice(FIRST)} {roll.choice(['Star', 'Bright', 'Pearl', 'Hope', 'Wind'])}",
            person=f"{roll.choice(FIRST)} {roll.choice(FIRST)}ov",
            place=roll.choice(PLACES),
            state=roll.choice(STATES),
            goods=roll.choice(GOODS),
            day=f"{roll.randint(1, 28)} {roll.choice(MONTHS)} {roll.randint(2017, 2019)}",
            month=f"{roll.choice(MONTHS)} {roll.randint(2017, 2019)}",
            amount=f"{roll.randint(2, 900) * 25:,}",
            small=str(roll.randint(2, 40)),
        )


TOP, BOTTOM, LEADING = 730.0, 150.0, 15.0
WIDTH, NOTE_WIDTH = 88, 110


def pages_of(count: int, *, seed: int = 7) -> list[list[Placed]]:
    """The pages of a report."""
    writer = Writer(seed)
    made: list[list[Placed]] = []
    number = note = heading = 0
    rest: list[tuple[str, int]] = []  # lines of a paragraph that goes on overleaf, with the note that each ends in
    for page in range(1, count + 1):
        placed: list[Placed] = [(770, "Report of the Example Panel"), (770, f"EX/2020/{140}", 480, 10)]
        notes: list[tuple[int, str]] = []
        height = TOP
        if page % 12 == 1:
            title = f"Annex {page // 12}" if page > count * 4 // 5 else f"{heading + 1}. {writer.pick(HEADINGS)}"
            heading += 1
            placed.append((height, title, 50, 14))
            height -= 2.5 * LEADING
        if page % 9 == 4:
            for line, row in _table(writer, height):
                placed += row
                height = line
            height -= 2 * LEADING
        while height > BOTTOM:
            if not rest:
                number += 1
                note += (cites := writer.chance(0.6))
                rest = _paragraph(writer, number, note if cites else 0)
                height -= LEADING / 2
            text, mark = rest.pop(0)
            placed.append((height, text))
            if mark:
                placed.append((height + 4, str(mark), 50 + 4.6 * len(text), 6))
                notes.append((mark, writer.sentence()))
            height -= LEADING
        height = BOTTOM - 20
        for mark, text in notes[:6]:
            first, *others = textwrap.wrap(text, NOTE_WIDTH)
            placed += [(height + 3, str(mark), 50, 5), (height, first, 58, 8)]
            for line in others:
                height -= 9
                placed.append((height, line, 58, 8))
            height -= 9
        placed.append((30, f"{page}/{count}", 280, 10))
        made.append(placed)
    return made


def _paragraph(writer: Writer, number: int, note: int) -> list[tuple[str, int]]:
    text = f"{number}. " + " ".join(writer.sentence() for _ in range(5))
    lines = textwrap.wrap(text, WIDTH)
    return [(line, note if line is lines[-1] else 0) for line in lines]


def _table(writer: Writer, height: float) -> Iterator[tuple[float, list[Placed]]]:
    columns = (50.0, 170.0, 300.0, 430.0)
    for row in range(8):
        cells = ("Vessel", "Cargo", "Port", "Date")
        if row:
            cells = (
                f"{writer.pick(FIRST)} Star",
                writer.pick(GOODS),
                writer.pick(["Nampo", "Dalian", "Busan"]),
                f"{row} {writer.pick(MONTHS)} 2018",
            )
        height -= LEADING
        yield height, [(height, cell, left, 10) for cell, left in zip(cells, columns, strict=True)]


def _measure(path: Path) -> tuple[float, float, int]:
    """Seconds, MB at most, and findings of one reading in a process of its own."""
    code = (
        "import json, resource, sys\n"
        "from porosity import reading_run\n"
        "code = reading_run.run(reading_run.Request((sys.argv[1],), form='json', no_lists=True, jobs=0))\n"
        "children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(max(children, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss), file=sys.stderr)\n"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(done.stderr)
    return seconds, int(done.stderr.split()[-1]) / 1000, done.stdout.count('"family"')


def main() -> None:
    """Build, read and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--against", type=int, default=100, help="a smaller size, to see how time and memory grow")
    parser.add_argument("--keep", type=Path, help="write the PDF here and stop")
    options = parser.parse_args()
    if options.keep:
        options.keep.write_bytes(pdf(pages_of(options.pages), created="D:20200305101500Z"))
        return
    print("pages  seconds  s/page      MB  findings")
    with tempfile.TemporaryDirectory() as folder:
        for pages in (options.against, options.pages):
            path = Path(folder) / "report.pdf"
            path.write_bytes(pdf(pages_of(pages), created="D:20200305101500Z"))
            seconds, memory, findings = _measure(path)
            print(f"{pages:5}  {seconds:7.1f}  {seconds / pages:6.3f}  {memory:6.0f}  {findings:8}", flush=True)


if __name__ == "__main__":
    main()
