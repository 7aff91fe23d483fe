"""Megabytes a second of finding 100,000 list names in text: our whole pass beside bare engines.

    python benchmarks/names_in_text.py --data DATA [--names 100000] [--rounds 5]

Names are those of the real lists under DATA, made up to the number with misspelt ones; the text is the articles of
``kcna``, joined. Ours is timed twice: the pass with word boundaries and the way back to the text as printed, and all of
it with the decision on every hit. The engines get the same patterns and a text in lower case, made beforehand, and
check no boundary. What is absent is said and skipped.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from porosity.bench.names_text import Search, articles, bare_rust, parties, rate
from porosity.screening.listed import Listed
from porosity.screening.spotting import Spotter


def bare_c(patterns: Sequence[str]) -> Search:
    """pyahocorasick, leftmost-longest, no boundaries."""
    import ahocorasick

    machine = ahocorasick.Automaton()
    for pattern in patterns:
        machine.add_word(pattern, pattern)
    machine.make_automaton()
    return lambda text: list(machine.iter_long(text))


def flash(patterns: Sequence[str]) -> Search:
    """flashtext, which checks boundaries in Python."""
    from flashtext import KeywordProcessor

    keywords = KeywordProcessor()
    keywords.add_keywords_from_list(list(patterns))
    return lambda text: keywords.extract_keywords(text, span_info=True)


def report(name: str, make: Callable[[], Search], text: str, rounds: int) -> None:
    """Print one line for an engine."""
    began = time.perf_counter()
    try:
        search = make()
    except ImportError as error:
        print(f"{name:46} skipped: {error.name} is not installed")
        return
    built = time.perf_counter() - began
    print(f"{name:46} {rate(search, text, rounds):7.1f} MB/s, ready in {built:5.2f} s")


def timed_spotter(listed: Iterable[Listed], path: Path) -> Spotter:
    """Build, save and load the spotter, and print how long each takes."""
    began = time.perf_counter()
    spotter = Spotter.build(listed)
    print(f"built in {time.perf_counter() - began:.1f} s, {len(spotter)} patterns")
    spotter.save(path)
    began = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    loaded = Spotter.load(path)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"loaded in {time.perf_counter() - began:.2f} s, file {path.stat().st_size / 1e6:.1f} MB, peak + {grown:.0f} MB"
    )
    return loaded


def main() -> None:
    """Time ours and every engine that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = os.environ.get("POROSITY_DATA")
    parser.add_argument("--data", type=Path, default=data and Path(data), required=data is None)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kept", type=Path, default=Path("names_in_text.gz"), help="where to save; removed afterwards")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    text = "\n\n".join(articles(options.data / "data/kcna/articles.jsonl.gz"))
    spotter = timed_spotter(parties(options.data / "lists", options.names), options.kept)
    options.kept.unlink()
    patterns = [pattern for pattern in spotter.patterns if len(pattern) > 3]
    print(f"{len(patterns)} patterns, {len(text.encode()) / 1e6:.1f} MB of text, one core")
    report("ours, boundaries and offsets (scan)", lambda: spotter.scan, text, options.rounds)
    report("ours, every hit decided (find)", lambda: spotter.find, text, options.rounds)
    low = text.lower()
    report("ahocorasick-rs, bare, text made ready", lambda: bare_rust(patterns), low, options.rounds)
    report("pyahocorasick, bare, text made ready", lambda: bare_c(patterns), low, options.rounds)
    report("flashtext, text made ready", lambda: flash(patterns), low, options.rounds)


if __name__ == "__main__":
    main()
