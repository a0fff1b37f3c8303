"""Fills the face cache in parallel, in shards."""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from engine import log
from engine.container.clip_file import sha256_of
from engine.errors import ClipUnreadableError, EngineError
from engine.faces.align import Alignment
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.datasets.media import CLIPS, Place, members
from engine.training.extract import ExtractionSettings, Item, extract
from engine.training.face_cache import Extracted, FaceCache, KnownFile, Stored
from engine.training.records import FaceRecord
from engine.wording import mark

#: Increase to invalidate cached crops when extraction changes.
_VERSION = 3
#: Cost of a shard; a picture costs 1, a clip this many.
_SHARD, _CLIP = 48, 12
#: Files hashed between two writes of their digests.
_HASHED_AT_ONCE = 64
_FINDING, _READING = "Finding faces in the training data", "Recognising files"


@dataclass(frozen=True)
class Prepared:
    """Crops on disk: for each record its faces, or None and the reason."""

    store: np.ndarray
    found: list[tuple[Stored | None, str]]


def prepare(
    records: list[FaceRecord],
    alignment: Alignment,
    folder: Path,
    settings: ExtractionSettings,
    workers: int,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> Prepared:
    """See `engine.training.crops.prepare_crops`."""
    cache = _cache(folder, alignment, settings)
    items, reasons = _items(records, cache, workers, progress, cancel)
    known = cache.known()
    missing = {item.key: item for item in items if item is not None and item.key not in known}
    failed: dict[str, str] = {}
    done = 0
    progress(Progress(_FINDING, 0, len(missing)))
    for size, failures in _extract_all(
        list(missing.values()), folder, alignment, settings, workers, cancel
    ):
        done += size
        failed.update(failures)
        progress(Progress(_FINDING, done, len(missing)))
    if missing:
        known = cache.known()
    found: list[tuple[Stored | None, str]] = []
    for item, reason in zip(items, reasons, strict=True):
        stored = known.get(item.key) if item is not None else None
        if stored is not None:
            reason = stored.reason
        elif item is not None:
            reason = failed[item.key]
        found.append((stored, reason))
    return Prepared(cache.pictures(), found)


def _cache(folder: Path, alignment: Alignment, settings: ExtractionSettings) -> FaceCache:
    described = {
        "version": _VERSION, "alignment": asdict(alignment), "extraction": asdict(settings),
    }  # fmt: skip
    return FaceCache(folder, alignment.side, described)


# --- what the records hold ---


def _items(
    records: list[FaceRecord],
    cache: FaceCache,
    workers: int,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> tuple[list[Item | None], list[str]]:
    """The source of each record's faces, or None and the reason."""
    content = _content(sorted({r.path for r in records}), cache, workers, progress, cancel)
    archives: dict[Path, dict[str, Place]] = {}
    items: list[Item | None] = []
    reasons: list[str] = []
    for record in records:
        sha256, reason = content[record.path]
        item = None
        if sha256 and record.member is not None:
            if record.path not in archives:
                archives[record.path] = members(record.path)
            place = archives[record.path].get(record.member)
            if place is None:
                reason = "it is not in its archive"
            else:
                key = hashlib.sha256(f"{sha256}|{record.member}".encode()).hexdigest()
                item = Item(f"member:{key}", record.path, place, is_clip=False)
        elif sha256:
            is_clip = record.path.suffix.lower() in CLIPS
            item = Item(f"{'clip' if is_clip else 'picture'}:{sha256}", record.path, None, is_clip)
        items.append(item)
        reasons.append(reason)
    return items, reasons


def _content(
    paths: list[Path],
    cache: FaceCache,
    workers: int,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> dict[Path, tuple[str, str]]:
    """SHA-256 of each file, or "" and the reason; unchanged files are not read again."""
    known = cache.files()
    found: dict[Path, tuple[str, str]] = {}
    unread: list[tuple[Path, KnownFile]] = []
    for path in paths:
        try:
            status = path.stat()
        except OSError as error:
            found[path] = "", f"it may not be read: {error.strerror}"
            continue
        name = os.fsencode(path.absolute())
        before = known.get(name)
        now = KnownFile(name, status.st_size, status.st_mtime_ns, before.sha256 if before else "")
        if before == now:
            found[path] = now.sha256, ""
        else:
            unread.append((path, now))
    with ThreadPoolExecutor(workers) as pool:
        for start in range(0, len(unread), _HASHED_AT_ONCE):
            cancel.check()
            part = unread[start : start + _HASHED_AT_ONCE]
            fresh = []
            for (path, now), answer in zip(
                part, pool.map(_hash, (p for p, _ in part)), strict=True
            ):
                found[path] = answer
                if answer[0]:
                    fresh.append(KnownFile(now.path, now.size, now.mtime, answer[0]))
            cache.remember(fresh)
            progress(Progress(_READING, start + len(part), len(unread)))
    return found


def _hash(path: Path) -> tuple[str, str]:
    try:
        return sha256_of(path), ""
    except (ClipUnreadableError, OSError) as error:
        return "", f"it may not be read: {error}"


# --- taking faces ---

Failures = dict[str, str]


def _extract_all(
    items: list[Item],
    folder: Path,
    alignment: Alignment,
    settings: ExtractionSettings,
    workers: int,
    cancel: CancelToken,
) -> Iterator[tuple[int, Failures]]:
    """For each finished shard, its size and its temporary failures."""
    if workers == 1 or len(items) < 2:
        cache = _cache(folder, alignment, settings)
        for shard in _shards(items, 1):
            yield len(shard), _extract_shard(shard, cache, alignment, settings, cancel)
        return
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    shards = _shards(items, workers)
    # Shards differ in cost, so each is dispatched separately.
    pool = Parallel(
        workers, return_as="generator_unordered", batch_size=1, pre_dispatch=workers + 1
    )
    finished = pool(
        delayed(_work)(shard, folder, alignment, settings, log.folder_in_use()) for shard in shards
    )
    try:
        for answer in finished:
            yield answer
            cancel.check()
    except TerminatedWorkerError as error:
        raise EngineError(
            mark(
                "A process that finds faces was ended from outside, perhaps because memory was "
                "short."
            ),
            mark("Start again with fewer workers; what was found before is kept."),
            str(error),
        ) from error
    finally:
        with warnings.catch_warnings():
            # Closing the generator cancels the rest on purpose.
            warnings.simplefilter("ignore", UserWarning)
            finished.close()


def _shards(items: list[Item], workers: int) -> list[list[Item]]:
    """Split items into shards of similar cost, several for each worker."""
    total = sum(_CLIP if item.is_clip else 1 for item in items)
    room = min(_SHARD, max(1, total // (4 * workers))) if workers > 1 else _SHARD
    shards: list[list[Item]] = []
    filled = room
    for item in items:
        if filled >= room:
            shards.append([])
            filled = 0
        shards[-1].append(item)
        filled += _CLIP if item.is_clip else 1
    return shards


def _work(
    shard: list[Item],
    folder: Path,
    alignment: Alignment,
    settings: ExtractionSettings,
    log_folder: Path | None,
) -> tuple[int, Failures]:
    """Process a shard in a worker and write its crops to the cache."""
    log.join(log_folder)
    cache = _cache(folder, alignment, settings)
    failures = _extract_shard(shard, cache, alignment, settings, CancelToken())
    return len(shard), failures


def _extract_shard(
    shard: list[Item],
    cache: FaceCache,
    alignment: Alignment,
    settings: ExtractionSettings,
    cancel: CancelToken,
) -> Failures:
    found: list[Extracted] = []
    try:
        for item in shard:
            cancel.check()
            found.append(extract(item, alignment, settings))
    finally:
        cache.add(found)
    return {one.key: one.reason for one in found if not one.lasting}
