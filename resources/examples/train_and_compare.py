"""Train two detectors on labelled faces and compare them: `python train_and_compare.py DATA WORK`.

DATA has the folders `real` and `fake` with pictures or clips, one sub-folder a person. WORK keeps
both bundles; a run that was stopped goes on from there.
"""

import sys
from pathlib import Path

from engine import compare_data, find_experiment, train

#: Two heads on one frozen network; `forensics experiments` lists more.
CHANGES: dict[str, tuple[str, ...]] = {
    "short": ("learning.epochs=3",),
    "long": ("learning.epochs=30",),
}

data, work = map(Path, sys.argv[1:])
short, long = (
    train(data, work / f"{name}.bundle", find_experiment("quick", changes), device="cpu")
    for name, changes in CHANGES.items()
)
found = compare_data(short, long, data, "test", work / "crops")
for name, difference in found.differences.items():
    print(f"{name}: {difference.a:.3f} -> {difference.b:.3f}, p = {difference.p:.3f}")
print(found.recommendation.words)
