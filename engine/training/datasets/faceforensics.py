"""Reader of FaceForensics++ (Rössler et al. 2019) and DeepFakeDetection, as downloaded."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from engine.errors import TrainingDataError
from engine.files import read_small
from engine.training.datasets.media import CLIPS, TORN, DataSet, media_below
from engine.training.datasets.splits import groups, hashed_split
from engine.training.records import FORGED, PRISTINE, SPLITS, FaceRecord
from engine.wording import Phrase, mark

ORIGINALS, MANIPULATED = "original_sequences", "manipulated_sequences"
_NUMBERED = re.compile(r"(\d+)(?:_(\d+))?")
_ACTED = re.compile(r"(\d+)(?:_(\d+))?__(.+)")


def is_faceforensics(folder: Path) -> bool:
    """Whether a folder has the layout of FaceForensics++."""
    return (folder / ORIGINALS).is_dir() or (folder / MANIPULATED).is_dir()


@dataclass(frozen=True)
class _Clip:
    """A clip described by its path; `donor` gave its face to a forgery, "" for an original."""

    path: Path
    label: int
    method: str
    compression: str
    acted: bool
    target: str
    donor: str
    scene: str

    @property
    def people(self) -> list[str]:
        kind = "actor" if self.acted else "youtube"
        return [f"{kind}/{person}" for person in (self.target, self.donor) if person]


def read_faceforensics(folder: Path, compressions: tuple[str, ...] = ()) -> DataSet:
    """Read originals and manipulations.

    A forgery `a_b` shows clip a with the face of b. Splits come from `splits/train.json` and its
    siblings if present; otherwise clips connected by forgeries are assigned together by a hash.
    Scenes with actors have no official split: actors are assigned by a hash, and forgeries that
    join actors of two splits are left out.

    Args:
        compressions: which of "c0", "c23", "c40" to read; empty for all.

    Raises:
        TrainingDataError: a split file is unreadable, or a compression is missing.
    """
    clips = _clips(folder)
    present = {clip.compression for clip in clips}
    if missing := set(compressions) - present:
        raise TrainingDataError(
            mark("'{folder}' has no clips of compression {names}."),
            mark("It has {present}."),
            folder=folder,
            names=", ".join(sorted(missing)),
            present=", ".join(sorted(present)) or "–",
        )
    clips = [c for c in clips if not compressions or c.compression in compressions]
    official = _official(folder)
    tied = groups(tuple(clip.people) for clip in clips if not clip.acted)
    records: list[FaceRecord] = []
    unlisted = torn = 0
    for clip in clips:
        if clip.acted or official:
            draw = hashed_split if clip.acted else official.get
            splits = {draw(person) for person in clip.people}
        else:
            splits = {hashed_split(tied[clip.people[0]])}
        if len(splits) > 1:
            torn += 1
        elif split := splits.pop():
            records.append(_record(clip, folder, split))
        else:
            unlisted += 1
    notes = []
    if unlisted:
        words = mark("Clips left out because they are in no official split: {count}.")
        notes.append(Phrase(words, {"count": unlisted}))
    if torn:
        notes.append(Phrase(TORN, {"count": torn}))
    if not official and any(not clip.acted for clip in clips):
        words = mark(
            "There are no official split files; splits were drawn by a hash, with pairs kept "
            "together."
        )
        notes.append(Phrase(words))
    return DataSet("FaceForensics++", records, tuple(notes))


def _clips(folder: Path) -> list[_Clip]:
    found = []
    for top, label in ((ORIGINALS, PRISTINE), (MANIPULATED, FORGED)):
        for path in media_below(folder / top, CLIPS) if (folder / top).is_dir() else ():
            parts = path.relative_to(folder / top).parts
            if len(parts) != 4 or parts[2] != "videos":
                continue
            numbered, acted = _NUMBERED.fullmatch(path.stem), _ACTED.fullmatch(path.stem)
            match = acted or numbered
            if match is None or (label == FORGED) != bool(match[2]):
                continue
            # A forgery's name ends in "__" and a suffix that its original lacks.
            scene = acted[3].rsplit("__", label)[0] if acted else ""
            compression = "c0" if parts[1] == "raw" else parts[1]
            people = match[1], match[2] or ""
            found.append(_Clip(path, label, parts[0], compression, bool(acted), *people, scene))
    return found


def _official(folder: Path) -> dict[str, str]:
    """Official split of each id, in the format of `_Clip.people`."""
    found: dict[str, str] = {}
    for split in SPLITS:
        file = folder / "splits" / f"{split}.json"
        if not file.exists():
            continue
        try:
            pairs = json.loads(read_small(file))
            found.update({f"youtube/{name!s}": split for pair in pairs for name in pair})
        except (ValueError, TypeError, OSError) as error:
            raise TrainingDataError(
                mark("The split file '{file}' cannot be read."),
                mark("It must hold a list of pairs of ids; download it again, or remove it."),
                str(error),
                file=file,
            ) from error
    return found


def _record(clip: _Clip, folder: Path, split: str) -> FaceRecord:
    name = clip.path.relative_to(folder).as_posix()
    target = clip.people[0]
    original = f"{target}/{clip.scene}" if clip.scene else target
    return FaceRecord(
        name=name,
        path=clip.path,
        member=None,
        label=clip.label,
        identity=target,
        source=original,
        clip=name,
        method="pristine" if clip.label == PRISTINE else clip.method,
        origin="FaceForensics++",
        split=split,
        pair=original,
        compression=clip.compression,
    )
