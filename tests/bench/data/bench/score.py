"""A small scorer in the manner of the casebook's: figures a line, exit code 1 if a case has no prediction."""

import argparse
import json
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("gold", type=Path)
parser.add_argument("predictions", type=Path)
parser.add_argument("--errors", type=int, default=0)
args = parser.parse_args()
gold, found = (
    {(one.get("report") or one)["id"]: one for one in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    for path in (args.gold, args.predictions)
)
wrong = [name for name in gold if name not in found or found[name]["verdict"] not in gold[name]["gold"]["verdict"]]
share = 1 - len(wrong) / len(gold)
print(f"cases               {len(gold)}")
print(f"verdict accuracy    {share:.3f}  (interval {share:.3f} to {share:.3f})")
print(f"on agreed cases     {share:.3f}")
print(f"family F1           {share:.3f}")
print("  | a table | that is no figure |")
for name in wrong[: args.errors]:
    print(f"wrong: {name}")
raise SystemExit(1 if set(gold) - set(found) else 0)
