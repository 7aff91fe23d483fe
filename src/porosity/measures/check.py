"""``python -m porosity.measures.check [ID...]``: load the law, run its cases, name the boundaries without a case."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from porosity.errors import PorosityError
from porosity.measures.cases import load_cases, missing_boundaries, run
from porosity.measures.loading import load_law


def main(ids: Sequence[str]) -> int:
    """Print what is wrong, a line each, and the sum; 0 if nothing is, 1 if something is, 2 if the law does not load."""
    try:
        law, cases = load_law(), load_cases(ids=ids)
    except PorosityError as error:
        print(error, file=sys.stderr)
        return 2
    wrong = 0
    for case in cases:
        problem = run(case, law)
        if problem is not None:
            print(f"{case.measure}: {case.name}: {problem}")
            wrong += 1
    gaps = 0
    for measure in law.measures:
        if not ids or measure.id in ids:
            for gap in missing_boundaries(measure, cases, law):
                print(f"{gap.measure}: no case for {gap.limb + ': ' if gap.limb else ''}{gap.says}")
                gaps += 1
    print(f"{len(law.measures)} measures, {len(cases)} cases, {wrong} wrong, {gaps} boundaries without a case")
    return 1 if wrong or gaps else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
