"""Labelled items of a retraining, from all sources and from generated forgeries."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from engine.errors import ForgeryError, TrainingDataError
from engine.files import write_atomic
from engine.forgery.produce import ForgeSettings, Skipped, produce
from engine.forgery.subjects import Source
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.datasets.manifest import read_manifest, record_of, write_manifest
from engine.training.datasets.media import CLIPS
from engine.training.datasets.recognise import recognise
from engine.training.records import PRISTINE, FaceRecord
from engine.training.retrain.plan import Forge
from engine.wording import Phrase, mark

_MANIFEST, _NOTE = "manifest.csv", "forgeries.json"


@dataclass(frozen=True)
class Layout:
    """Layout of one source.

    Attributes:
        place: the source.
        name: display name of the layout.
        items: number of labelled items.
        notes: omissions and decisions of the reader.
    """

    place: str
    name: str
    items: int
    notes: tuple[Phrase, ...]


def read_sources(places: list[Path]) -> tuple[list[FaceRecord], list[Layout]]:
    """Read all sources; names are made unique.

    Raises:
        TrainingDataError: there is no source, or one is unreadable.
    """
    if not places:
        raise TrainingDataError(
            mark("The plan names no labelled data."),
            mark("Add folders with 'real' and 'fake' inside, or other labelled data."),
        )
    parts, layouts = [], []
    for place in places:
        found = recognise(place)
        parts.append(found.records)
        layouts.append(Layout(str(place), found.layout, len(found.records), found.notes))
    return _apart(parts), layouts


def _apart(parts: list[list[FaceRecord]]) -> list[FaceRecord]:
    """Prefix items and clips with a source number where names collide.

    Names of people are kept: treating equal names as one person is the safe assumption.
    """
    counts = Counter(name for part in parts for name in {r.name for r in part})
    clips = Counter(clip for part in parts for clip in {r.clip for r in part})
    return [
        replace(
            record,
            name=f"{number}:{record.name}" if counts[record.name] > 1 else record.name,
            clip=f"{number}:{record.clip}" if clips[record.clip] > 1 else record.clip,
        )
        for number, part in enumerate(parts, 1)
        for record in part
    ]


def add_forgeries(
    records: list[FaceRecord],
    forge: Forge,
    folder: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> tuple[list[FaceRecord], list[Phrase]]:
    """Add forgeries of the pristine items; returns the records, and reasons for failures.

    Forgeries keep the person, source and split of their originals. They are generated once for the
    same items and settings.

    Args:
        folder: of the forgeries.

    Raises:
        ForgeryError: none could be generated.
        OutputError: the folder cannot be written.
        CancelledError: `cancel` was set.
    """
    if not forge.kinds:
        return records, []
    pristine = [r for r in records if r.label == PRISTINE and r.member is None]
    key = _key(pristine, forge)
    note = folder / _NOTE
    if not note.exists() or msgspec.json.decode(note.read_bytes()).get("key") != key:
        _make(pristine, forge, folder, key, progress, cancel)
    made = read_manifest(folder / _MANIFEST).records
    reasons = [Phrase.from_json(one) for one in msgspec.json.decode(note.read_bytes())["skipped"]]
    return [*records, *made], reasons


def _make(
    pristine: list[FaceRecord],
    forge: Forge,
    folder: Path,
    key: str,
    progress: ProgressCallback,
    cancel: CancelToken | None,
) -> None:
    settings = ForgeSettings(tuple(forge.kinds), forge.count, forge.seed, forge.clips)
    by_name = {f"{number:05d}": record for number, record in enumerate(pristine)}
    sources = [
        Source(r.path, name, r.path.suffix.lower() in CLIPS, r.identity, r.split)
        for name, r in by_name.items()
    ]
    made, skipped = [], []
    for item in produce(sources, folder, settings, None, progress, cancel):
        if isinstance(item, Skipped):
            words = mark("{name}: {reason}")
            skipped.append(Phrase(words, {"name": item.source.path.name, "reason": item.reason}))
            continue
        original = by_name[item.source.name]
        record = record_of(item, folder)
        made.append(replace(record, source=original.source, pair=f"made:{item.pair}"))
    if not any(r.label != PRISTINE for r in made):
        raise ForgeryError(
            mark("No forgery could be made: {reason}")
            if skipped
            else mark("No forgery could be made: no pristine file is there."),
            mark("Give pristine pictures or clips with faces at least 40 pixels wide, as files."),
            reason=skipped[0] if skipped else "",
        )
    write_manifest(made, folder / _MANIFEST)
    told = {"key": key, "skipped": [reason.to_json() for reason in skipped]}
    write_atomic(folder / _NOTE, msgspec.json.encode(told), make_folder=True)


def _key(pristine: list[FaceRecord], forge: Forge) -> str:
    digest = hashlib.sha256(msgspec.json.encode(forge))
    for record in pristine:
        digest.update(f"{record.path}|{record.identity}|{record.split}\n".encode())
    return digest.hexdigest()
