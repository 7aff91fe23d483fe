"""``porosity bench``: every yardstick of the design that this version has, with its floors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from porosity import batches, yaml_strict
from porosity.bench import agency, breadth, casebook, duplicates, incidents, longform, quiet, speed
from porosity.bench.scoring import NO_DATA, Figures
from porosity.errors import InputError


def main(
    what: str | None,
    *,
    data: Path | None,
    oracle: bool,
    ablate: bool,
    domain: Path | None,
    errors: int,
) -> int:
    """Run one yardstick or all, print tables, and return 1 if a floor is missed."""
    if data is None:
        raise InputError("porosity bench", "does not know where the data sets are.", NO_DATA)
    if not data.is_dir():
        raise InputError(str(data), "is no folder.", NO_DATA)
    jobs = batches.cores()
    yardsticks = _yardsticks(data, jobs, oracle=oracle, ablate=ablate, domain=domain, errors=errors)
    if what is not None and what not in yardsticks:
        raise InputError("porosity bench", f"'{what}' is unknown.", f"Known: {', '.join(yardsticks)}.")
    chosen = [what] if what is not None else list(yardsticks)
    return max([yardsticks[name]() for name in chosen], default=0)


def _yardsticks(
    data: Path, jobs: int, *, oracle: bool, ablate: bool, domain: Path | None, errors: int
) -> Mapping[str, Callable[[], int]]:
    def casebooks() -> int:
        if ablate:
            return _side_by_side("casebook, dev half, with parts taken away", casebook.ablations(data))
        if oracle:
            return _scored("casebook-oracle", casebook.oracle(data, errors=errors), errors)
        return _scored("casebook", casebook.from_text(data, jobs=jobs, errors=errors), errors)

    def oracles() -> int:
        return _scored("casebook-oracle", casebook.oracle(data, errors=errors), errors)

    def quiets() -> int:
        figures, lines = quiet.polnear(data, jobs=jobs)
        for line in lines:
            print(line)
        return _table("quiet", figures)

    def agencies() -> int:
        figures, lines = agency.measured(data, jobs=jobs)
        for line in lines[:errors]:
            print(line)
        return _table("kcna", figures)

    def breadths(which: str, name: str) -> int:
        figures, lines = breadth.measured(which, jobs=jobs)
        for line in lines[:errors]:
            print(line)
        return _table(name, figures)

    def longforms() -> int:
        return _scored("longform", longform.from_text(data, jobs=jobs, errors=errors), errors)

    def joined() -> int:
        figures, lines = incidents.measured(data, jobs=jobs)
        for line in lines[:errors]:
            print(line)
        return _table("incidents", figures)

    def copied() -> int:
        figures, lines = duplicates.measured(data)
        for line in lines[:errors]:
            print(line)
        return _table("duplicates", figures)

    def named() -> int:
        from porosity.bench import names

        figures, columns = names.measured(data)
        _side_by_side("names, beside others on a part of the cases", columns)
        return _table("names", figures)

    def readings() -> int:
        from porosity.bench import reading

        return _rows(reading.run(data / "data", domain_file=domain))

    return {
        "casebook-oracle": oracles,
        "casebook": casebooks,
        "breadth": lambda: breadths("reports", "breadth"),
        "oblique": lambda: breadths("oblique", "oblique"),
        "quiet": quiets,
        "kcna": agencies,
        "longform": longforms,
        "incidents": joined,
        "duplicates": copied,
        "reading": readings,
        "names": named,
        "speed": lambda: _table("speed", speed.measured(data, jobs=jobs)),
    }


def floors() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """The floors of ``floors.yml``: by yardstick and figure, ``least`` or ``most``."""
    loaded: Any = yaml_strict.load(Path(__file__).parent / "floors.yml")
    return loaded  # type: ignore[no-any-return]


def _scored(name: str, scored: tuple[Figures, str], errors: int) -> int:
    figures, output = scored
    if errors:
        print(output)
    return _table(name, figures)


def _table(name: str, figures: Figures) -> int:
    """Print figures beside their floors; 1 if one is missed."""
    limits = floors().get(name, {})
    table = Table(title=name, title_justify="left", title_style="bold")
    table.add_column("figure")
    table.add_column("value", justify="right")
    table.add_column("floor", justify="right")
    missed = 0
    for figure, value in figures.items():
        limit = limits.get(figure, {})
        miss = value < limit.get("least", value) or value > limit.get("most", value)
        missed |= miss
        table.add_row(figure, f"{value:g}", _limit(limit) + (" missed" if miss else ""))
    for figure in limits.keys() - figures.keys():  # a figure that its scorer no longer prints holds no floor
        missed = 1
        table.add_row(figure, "absent", _limit(limits[figure]) + " missed")
    Console().print(table)
    return int(missed)


def _limit(limit: Mapping[str, float]) -> str:
    return " ".join(f"{'>=' if kind == 'least' else '<='} {value:g}" for kind, value in limit.items())


def _side_by_side(title: str, figures: Mapping[str, Figures]) -> int:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("figure")
    for name in figures:
        table.add_column(name, justify="right")
    for figure in dict.fromkeys(name for column in figures.values() for name in column):
        table.add_row(figure, *(f"{found.get(figure, float('nan')):g}" for found in figures.values()))
    Console().print(table)
    return 0


def _rows(result: Mapping[str, Any]) -> int:
    """The reading's rows: corpus, measure, value, floor."""
    table = Table(title="reading", title_justify="left", title_style="bold")
    for column in ("set", "measure", "value", "floor"):
        table.add_column(column)
    missed = 0
    for row in result["rows"]:
        value, floor = row["value"], row["floor"]
        miss = floor is not None and value < floor
        missed |= miss
        limit = "" if floor is None else f">= {floor:g}" + (" missed" if miss else "")
        table.add_row(row["corpus"], row["measure"], f"{value:g}", limit)
    for corpus in result["absent"]:
        table.add_row(corpus, "absent", "", "")
    Console().print(table)
    return int(missed)
