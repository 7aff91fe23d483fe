"""Average checkpoints: a long run with a short one, or an epoch with a later one.

    python -m porosity_training.average --out runs/open.pt runs/long/mean.pt runs/long/mean-8.pt runs/short/mean.pt

All runs start from the same weights, so their means lie in one valley, and the middle of it reads better than any of
them: what one run has learned by heart, another has not.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(checkpoints: list[Path]) -> dict[str, object]:
    """One checkpoint whose every weight is the mean of those given; they must have the same labels."""
    kept = [torch.load(path, weights_only=True) for path in checkpoints]
    if any(one["labels"] != kept[0]["labels"] for one in kept):
        raise SystemExit("The checkpoints name their outputs differently; they are of different corpora or versions.")
    network = {name: sum(one["network"][name] for one in kept) / len(kept) for name in kept[0]["network"]}
    return {"labels": kept[0]["labels"], "network": network}


def main() -> None:
    """Parse the command line and average."""
    parser = argparse.ArgumentParser(description="Average checkpoints.")
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.save(average(options.checkpoints), options.out)


if __name__ == "__main__":
    main()
