"""The errors that a user may meet.

PorosityError            anything we can explain: it names the place and the next step; exit code 2 on the command line
├── KnowledgeError       a file of the law, the cases, the goods or the acts is wrong
├── ListError            a sanctions list cannot be read
├── ReportError          a report cannot be read (empty, binary, broken, too large, not text)
├── StoreError           the store cannot be opened, read or written (foreign file, newer schema, full disk)
└── InputError           a request is wrong (unknown option value, malformed event, missing file)
"""

from __future__ import annotations


class PorosityError(Exception):
    """An error that we can explain: ``place`` says where, ``problem`` what, ``next_step`` what to do about it."""

    def __init__(self, place: str, problem: str, next_step: str = "") -> None:
        self.place = place
        self.problem = problem
        self.next_step = next_step
        super().__init__(f"{place}: {problem}" + (f" {next_step}" if next_step else ""))


class KnowledgeError(PorosityError):
    """A file under ``knowledge/`` breaks the rules of its kind."""


class ReportError(PorosityError):
    """A report cannot be turned into text."""


class ListError(PorosityError):
    """A sanctions list cannot be read as a whole; a single bad record is a skip and no error."""


class StoreError(PorosityError):
    """The store of the evidence cannot be opened, read or written; what was in it is still whole."""


class InputError(PorosityError):
    """The request itself is wrong."""
