"""Crops that a small model can tell apart within seconds: no faces, but learnable."""

from pathlib import Path

import numpy as np

from engine.faces.align import Alignment
from engine.training.crops import CropSet
from engine.training.face_cache import FACTS
from engine.training.records import FORGED, PRISTINE, FaceRecord


def made_crops(people=12, faces=1, size=64, seed=0, easy=True):
    """Blocks of colour; forged ones are tinted and carry a fine checkerboard.

    Args:
        people: each has one pristine and one forged clip; splits are 2 train : 1 val : 1 test.
        faces: of each clip, at frames 0, 5, 10, ...
        size: of the crops without their border of a tenth.
        easy: False leaves the checkerboard out, so that nothing can be learned.
    """
    alignment = Alignment(size=size, margin=0.1)
    side = alignment.side
    rng = np.random.default_rng(seed)
    board = (np.indices((side, side)).sum(0) % 2 * 2 - 1)[:, :, None] * 30.0
    pictures, records, places = [], [], []
    for person in range(people):
        split = ("train", "train", "val", "test")[person % 4]
        base = np.kron(rng.uniform(60, 190, (4, 4, 3)), np.ones((side // 4 + 1, side // 4 + 1, 1)))
        for label in (PRISTINE, FORGED):
            method = "checkered" if label else "pristine"
            for face in range(faces):
                picture = base[:side, :side] + rng.normal(0, 4, (side, side, 3))
                if label and easy:
                    picture = picture * (1.2, 0.8, 0.8) + board
                pictures.append(np.clip(picture, 0, 255).astype(np.uint8))
                records.append(
                    FaceRecord(
                        name=f"{person}-{method}", path=Path(f"{person}-{method}.mp4"), member=None,
                        label=label, identity=f"p{person}", source=f"p{person}",
                        clip=f"{person}-{method}", method=method, origin="made", split=split,
                    )
                )  # fmt: skip
                places.append(face * 5)
    facts = np.zeros(len(records), FACTS)
    facts["frame"] = places
    facts["time"] = np.array(places) / 25
    facts["face_size"] = size
    facts["landmarks"] = alignment.template()
    return CropSet(np.stack(pictures), np.arange(len(records)), records, [], facts, alignment)
