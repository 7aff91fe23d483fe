"""Pages in the manner of an expert panel's report: numbered paragraphs, notes, a table over two pages, an annex."""

from __future__ import annotations

from .pdfs import Placed, pdf

HEAD, NOTE, MARK = 14.0, 8.0, 6.0


def text(top: float, *lines: str, left: float = 50, size: float = 10) -> list[Placed]:
    """Lines below each other."""
    return [(top - 12 * at, line, left, size) for at, line in enumerate(lines)]


def mark(top: float, line: str, number: int) -> list[Placed]:
    """A line that ends in a raised mark; Helvetica's letters are about half as wide as high."""
    return [(top, line), (top + 4, str(number), 50 + 4.7 * len(line), MARK)]


def note(top: float, number: int, *lines: str) -> list[Placed]:
    """A note in small type, its mark raised."""
    below = [(top - 9 * at, line, 60.0, NOTE) for at, line in enumerate(lines)]
    return [(top + 3, str(number), 52, 5), *below]


def row(top: float, *cells: str) -> list[Placed]:
    """A row of a table."""
    return [(top, cell, left, 10.0) for cell, left in zip(cells, (50.0, 190.0, 330.0, 450.0), strict=False)]


def frame(number: int) -> list[Placed]:
    """What stands on every page."""
    return [(770, "Report of the Example Panel"), (770, "EX/2020/14", 480, 10), (30, f"{number}/5", 290, 10)]


PAGES: list[list[Placed]] = [
    [
        *frame(1),
        *text(730, "Final report of the Example Panel", size=18),
        *text(690, "I. Introduction ................................................ 2", "II. Transport ..... 3"),
    ],
    [
        *frame(2),
        *text(730, "I. Introduction", size=HEAD),
        *text(700, "1. The Panel was set up by the committee and has eight members, who met in the spring"),
        *text(688, "and again in the autumn of the year."),
        *text(664, "2. The Panel looked at three matters:"),
        *text(640, "(a) The ships that carried coal from Nampo to other ports of the region;"),
        *text(616, "(b) The companies that own these ships."),
        *text(592, "3. China supplied North Korea with rifles in March 2019, the Panel was told by a Member"),
        *mark(580, "State. The rifles came by rail through Dandong.", 1),
        *text(556, "4. In April 2019, the vessel Halde Star, which is owned by a company with an office in a"),
        *note(
            120, 1, "Letter to the Panel of 4 May 2019. Iran sold missiles to North Korea, the letter adds,", "but no."
        ),
    ],
    [
        *frame(3),
        *row(730, "Vessel", "Cargo", "Port", "Date"),
        *row(718, "Halde Star", "coal", "Nampo", "3 April 2019"),
        *row(706, "Orsa Pearl", "iron ore and", "Dalian", "9 April 2019"),
        *row(694, "", "zinc"),
        *row(682, "Merin Hope", "seafood", "Busan", "11 May 2019"),
        *text(650, "street of small shops, carried coal from Nampo to Dalian."),
        *text(620, "II. Transport", size=HEAD),
        *text(590, "A. Ships that changed their names", size=12),
        *text(560, "5. The vessel Orsa Pearl had borne two other names within one year."),
        *mark(536, "6. Its owner denied that the ship had ever called at Nampo.", 2),
        *note(120, 2, "Reply of 9 June 2019, which was sent to the Panel by the owner of the ship and says that the"),
    ],
    [
        *frame(4),
        *row(730, "Vessel", "Cargo", "Port", "Date"),
        *row(718, "Dalva Wind", "statues", "Nampo", "4 June 2019"),
        *row(706, "Farol Bright", "wine", "Dalian", "5 June 2019"),
        *text(670, "7. The Panel goes on with its inquiry."),
        *text(120, "crew had been paid in full.", left=60, size=NOTE),
        *note(108, 3, "See annex 1."),
    ],
    [
        *frame(5),
        *text(730, "Annex 1", size=HEAD),
        *text(700, "1. The owner of the Orsa Pearl wrote to the Panel on 9 June 2019."),
        *text(676, "2. He wrote that he had sold the ship to a buyer in Singapore."),
        *text(652, "3. North Korea exported coal to China in May 2019, he added."),
    ],
]


def panel_report() -> bytes:
    """The report as a PDF."""
    return pdf(PAGES, created="D:20200305101500Z")
