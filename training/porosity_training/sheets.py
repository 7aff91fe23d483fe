"""Sheets: the short notation in which sentences of the corpus are annotated by hand, made into its JSON lines.

    = q001 wire
    Turkey delivered drones to Mali's army in January, two officials said.
    Turkey/place; drones/weapon; Mali/place; army/organisation; January/time; two/quantity; officials/person
    ! said | 7 | Turkey delivered drones to Mali's army in January
    * transfer delivered | agent=1 recipient=4 item=2 time=5 | asserts certain 7

A block has its id and style, the text, its things (numbered in order), then a line for each saying (cue, source,
content) and each act (act and trigger, roles, stance with certainty and source); ``-`` is no source and no role.
``text@2`` is the second occurrence of a string. Prints all that is wrong, with its place; writes nothing then.

    python -m porosity_training.sheets SHEET... --out training/corpus/NAME.jsonl
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from porosity.bench.reading_corpora import find
from porosity_training.labels import ACTS, CERTAINTIES, ROLES, STANCES, TYPES

LIKE = 0.45  # of their runs of three words: two sentences of one skeleton
Object = dict[str, Any]


class SheetError(ValueError):
    """Something in a sheet that cannot be right; the message names the sentence, and says what."""


def read(text: str) -> Iterator[Object | SheetError]:
    """The sentences of a sheet in the form of the corpus, or what is wrong with one."""
    seen: dict[str, set[tuple[str, ...]]] = {}
    for block in re.split(r"^(?==\s)", text, flags=re.MULTILINE):
        lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if not lines:
            continue
        name = lines[0].removeprefix("=").strip()
        try:
            found = _sentence(lines)
            words = re.findall(r"[\w'’-]+", found["text"].lower())
            runs = set(zip(words, words[1:], words[2:], strict=False))
            _check(found["id"] not in seen, "has an id that another sentence has")
            for other, others in seen.items():
                _check(not runs or len(runs & others) <= LIKE * len(runs | others), f"is too like {other}")
            seen[found["id"]] = runs
            yield found
        except SheetError as error:
            yield SheetError(f"{name}: {error}")


def _sentence(lines: list[str]) -> Object:
    head = lines[0].split()
    _check(len(head) == 3 and head[0] == "=" and len(lines) >= 2, "begins with '= ID STYLE' and has a text")
    text = lines[1]
    rest = lines[2:]
    things = [] if not rest or rest[0][:2] in ("! ", "* ") else _things(rest.pop(0), text)
    sayings = [_saying(line[2:], text, len(things)) for line in rest if line.startswith("! ")]
    acts = [_act(line[2:], text, len(things)) for line in rest if line.startswith("* ")]
    odd = [line for line in rest if line[:2] not in ("! ", "* ")]
    _check(not odd, f"has a line that begins neither with '! ' nor with '* ': {odd[:1]}")
    return {"id": head[1], "style": head[2], "text": text, "entities": things, "sayings": sayings, "acts": acts}


def _things(line: str, text: str) -> list[Object]:
    found = []
    for number, one in enumerate(filter(None, (part.strip() for part in line.split(";"))), 1):
        quoted, _, type_ = one.rpartition("/")
        _check(type_ in TYPES, f"has no type of thing {type_!r} in {one!r}")
        _check(find(text, quoted) is not None, f"does not hold the thing {quoted!r}")
        found.append({"i": number, "type": type_, "text": quoted})
    return found


def _saying(line: str, text: str, things: int) -> Object:
    parts = [part.strip() for part in line.split("|")]
    _check(len(parts) == 3, f"has a saying that is not 'cue | source | content': {line!r}")
    cue, source, content = parts
    for quoted in (cue, content):
        _check(find(text, quoted) is not None, f"does not hold {quoted!r}")
    return {"cue": cue, "source": _number(source, things), "content": content}


def _act(line: str, text: str, things: int) -> Object:
    parts = [part.strip() for part in line.split("|")]
    _check(len(parts) == 3, f"has an act that is not 'act trigger | roles | stance certainty source': {line!r}")
    act, _, trigger = parts[0].partition(" ")
    how = parts[2].split()
    _check(act in ACTS, f"has no act {act!r}")
    _check(find(text, trigger) is not None, f"does not hold the trigger {trigger!r}")
    known = len(how) == 3 and how[0] in STANCES and how[1] in CERTAINTIES
    _check(known, f"has {parts[2]!r} for stance, certainty, source")
    roles: dict[str, list[int]] = {}
    for pair in [] if parts[1] in ("", "-") else parts[1].split():
        role, _, numbers = pair.partition("=")
        _check(role in ROLES, f"has no role {role!r}")
        roles[role] = [_thing(number, things) for number in numbers.split(",")]
    return {
        "act": act,
        "trigger": trigger,
        "roles": roles,
        "stance": how[0],
        "certainty": how[1],
        "source": _number(how[2], things),
    }


def _number(text: str, things: int) -> int | None:
    return None if text == "-" else _thing(text, things)


def _thing(text: str, things: int) -> int:
    _check(text.isdecimal() and 1 <= int(text) <= things, f"has no thing {text!r}")
    return int(text)


def _check(holds: bool, problem: str) -> None:
    if not holds:
        raise SheetError(problem)


def main() -> None:
    """Read sheets, and write them in the form of the corpus if nothing is wrong with them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("sheets", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    found = list(read("\n".join(path.read_text(encoding="utf-8") for path in options.sheets)))
    wrong = [one for one in found if isinstance(one, SheetError)]
    for one in wrong:
        print(one, file=sys.stderr)
    right = [one for one in found if not isinstance(one, SheetError)]
    print(f"{len(right)} sentences, {sum(len(one['acts']) for one in right)} acts, {len(wrong)} wrong", file=sys.stderr)
    if wrong:
        sys.exit(2)
    if options.out:
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in right)
        options.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
