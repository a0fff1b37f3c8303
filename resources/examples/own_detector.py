"""Make a detector with a classifier of your own: `python own_detector.py LABELLED BUNDLE CLIP`.

LABELLED has the folders `real` and `fake` with clips. The shipped network embeds their faces. The
classifier learns from every other clip; the clips between them calibrate its scores.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.neighbors import KNeighborsClassifier

from engine import Analysis, Detector, Reference, VideoSource, analyze, default_bundle
from engine import fit_calibration as fit

labelled, bundle, clip = map(Path, sys.argv[1:])
shipped = Detector.load(default_bundle())


def analysis_of(path: Path, detector: Detector) -> Analysis:
    with VideoSource.open(path) as video:
        return Analysis.of(analyze(video, detector))


clips = [(path, name == "fake") for name in ("real", "fake") for path in labelled.glob(f"{name}/*")]
tracks = [list(analysis_of(path, shipped).scores.values()) for path, _ in clips]
faces = [np.concatenate([track.embeddings for track in found]) for found in tracks]
labels = np.array([int(forged) for _, forged in clips])

points, classes = np.concatenate(faces[::2]), np.repeat(labels[::2], [len(f) for f in faces[::2]])
own = replace(
    shipped, name="k-NN", digest="", card={}, threshold=0.0, rehearsal=None,
    out_of_distribution=None, classifier=KNeighborsClassifier(3).fit(points, classes),
    reference=Reference(points, classes, [("pristine", "forged")[i] for i in classes]),
)  # fmt: skip
scores = np.array([own.score(part).mean() for part in faces[1::2]])
replace(own, calibration=fit(scores, labels[1::2])).save(bundle)
print(analysis_of(clip, Detector.load(bundle)).verdict)
