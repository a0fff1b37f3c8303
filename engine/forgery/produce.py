"""Generate a folder of forgeries, masks and pristine originals from pictures and clips.

    real/NAME.png            the original after its own distribution chain
    fake/KIND/NAME.png       a forgery after its chain
    masks/KIND/NAME.png      the changed region, white on black

Clips have the suffix .mp4 and their masks .mkv (lossless).
"""

from __future__ import annotations

import contextlib
import zlib
from collections import defaultdict
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from engine.errors import EngineError, ForgeryError, OutputError
from engine.faces.mtcnn import MTCNN
from engine.faces.networks import Networks
from engine.forgery.clip import ClipForger, main_track, write_forged, write_pristine
from engine.forgery.distribution_chain import Life, LifeSettings
from engine.forgery.face_geometry import SIDE, place
from engine.forgery.make import KINDS, FacePicture, Forgery, forge_as
from engine.forgery.subjects import Source, Subject, choose_partner, find_subjects
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.video.source import VideoSource
from engine.wording import Phrase, mark

_CELL, _HEAD, _BESIDE = 180, 22, 110
_TITLES = ("original", "forged", "mask", "after life")


class Sheet:
    """Rows of four face pictures; the first `most` are kept."""

    def __init__(self, most: int = 40) -> None:
        self._most = most
        self._rows: list[np.ndarray] = []

    def add(
        self, original: np.ndarray, landmarks: np.ndarray, forgery: Forgery, lived: np.ndarray
    ) -> None:
        """Add a forgery; pictures are uint8 (H, W, 3) RGB of one size."""
        if len(self._rows) >= self._most:
            return
        white = np.rint(forgery.mask * 255).astype(np.uint8)
        face = place(original, landmarks)
        # The canonical picture plus a sixth on each side.
        corner = face.rigid[:, :2] @ np.full(2, -SIDE / 6) + face.rigid[:, 2] + face.corner
        matrix = np.column_stack([face.rigid[:, :2] * (SIDE * 4 / 3 / _CELL), corner])
        cells = [
            cv2.warpAffine(p, matrix, (_CELL, _CELL), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
            for p in (original, forgery.picture, cv2.merge([white] * 3), lived)
        ]
        label = np.full((_CELL, _BESIDE, 3), 255, np.uint8)
        _write(label, forgery.kind, 20)
        for line, (key, value) in enumerate(list(forgery.details.items())[:8]):
            _write(label, f"{key}: {value}", 40 + 16 * line, 0.32)
        self._rows.append(np.hstack([label, *cells]))

    def picture(self) -> np.ndarray | None:
        """The sheet, uint8 (H, W, 3) RGB; None if it is empty."""
        if not self._rows:
            return None
        head = np.full((_HEAD, self._rows[0].shape[1], 3), 255, np.uint8)
        for column, title in enumerate(_TITLES):
            _write(head[:, _BESIDE + column * _CELL :], title, 16)
        return np.vstack([head, *self._rows])


def _write(picture: np.ndarray, text: str, y: int, size: float = 0.42) -> None:
    cv2.putText(picture, text, (4, y), cv2.FONT_HERSHEY_SIMPLEX, size, (0, 0, 0), 1, cv2.LINE_AA)


@dataclass(frozen=True)
class ForgeSettings:
    """What to generate.

    Attributes:
        kinds: names of `engine.forgery.make.KINDS`.
        count: forgeries of each kind from each picture or clip.
        seed: for reproducibility.
        clips: whole clips instead of single frames; stills are left out.
        smallest_face: in pixels.
        life: ranges of the distribution chain.
    """

    kinds: tuple[str, ...] = KINDS
    count: int = 1
    seed: int = 0
    clips: bool = False
    smallest_face: int = 40
    life: LifeSettings = field(default_factory=LifeSettings)


@dataclass(frozen=True)
class Made:
    """A written file.

    Attributes:
        path: of the picture or clip.
        source: its source.
        pair: shared by a forgery and its original.
        kind: of the forgery, "" for an original.
        mask: path of the mask, None for an original.
        details: drawn parameters: the forgery's seed and details, and the distribution chain.
    """

    path: Path
    source: Source
    pair: str
    kind: str = ""
    mask: Path | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Skipped:
    """A source or forgery that was left out, with the reason in one sentence."""

    source: Source
    reason: Phrase


def produce(
    sources: Sequence[Source],
    folder: Path,
    settings: ForgeSettings | None = None,
    sheet: Sheet | None = None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Generator[Made | Skipped, None, None]:
    """Find all faces, then write forgeries and originals.

    A seed reproduces the pixels for the same sources, settings, FFmpeg and OpenCV.

    Args:
        folder: created if missing.
        sheet: collects pictures for a contact sheet; None for none.

    Yields:
        Written files and omissions, in the order of the sources.

    Raises:
        OutputError: a file cannot be written.
        CancelledError: `cancel` was set; complete files stay.
    """
    settings, cancel = settings or ForgeSettings(), cancel or CancelToken()
    mtcnn = MTCNN(Networks(), settings.smallest_face)
    subjects: dict[str, list[Subject]] = defaultdict(list)
    for done, source in enumerate(sources, 1):
        cancel.check()
        progress(Progress("Finding faces", done, len(sources)))
        if settings.clips and not source.is_clip:
            words = mark("'{name}' is a picture; whole clips are made from clips.")
            yield Skipped(source, Phrase(words, {"name": source.path.name}))
            continue
        try:
            frames = 1 if settings.clips else settings.count
            subjects[source.name] = find_subjects(source, mtcnn, frames)
        except EngineError as error:
            yield Skipped(source, error.phrases[0])
    workshop = _Workshop(folder, settings, [s for found in subjects.values() for s in found], sheet)
    usable = [source for source in sources if subjects[source.name]]
    for done, source in enumerate(usable, 1):
        cancel.check()
        progress(Progress("Making forgeries", done, len(usable)))
        make = workshop.clips if settings.clips else workshop.stills
        yield from make(source, subjects[source.name], cancel)


class _Workshop:
    def __init__(
        self, folder: Path, settings: ForgeSettings, pool: list[Subject], sheet: Sheet | None
    ) -> None:
        self._folder, self._settings = folder, settings
        self._pool, self._looks = pool, [subject.look for subject in pool]
        self._sheet = sheet

    def stills(
        self, source: Source, subjects: list[Subject], cancel: CancelToken
    ) -> Generator[Made | Skipped, None, None]:
        """Single pictures: originals once, and forgeries of each kind."""
        try:
            faces = [subject.load() for subject in subjects]
        except EngineError as error:
            yield Skipped(source, error.phrases[0])
            return
        for subject, (picture, _) in zip(subjects, faces, strict=True):
            life = self._life(self._rng("life", subject.name))
            path = self._folder / "real" / f"{subject.name}.png"
            _save(path, life.live(picture))
            yield Made(path, source, subject.name, details={"life": life.details()})
        for kind in self._settings.kinds:
            for number in range(self._settings.count):
                cancel.check()
                row = number % len(subjects)
                try:
                    yield self._still(subjects[row], faces[row], kind, number // len(subjects))
                except ForgeryError as error:
                    yield Skipped(source, error.phrases[0])

    def _still(self, subject: Subject, face: FacePicture, kind: str, number: int) -> Made:
        name = f"{subject.name}_{number + 1}" if number else subject.name
        rng = self._rng(kind, name)
        donor, donor_name = self._donor(subject, kind, rng)
        forgery = forge_as(*face, kind, int(rng.integers(2**32)), donor)
        life = self._life(rng)
        lived = life.live(forgery.picture)
        path, mask = (self._folder / top / kind / f"{name}.png" for top in ("fake", "masks"))
        _save(path, lived)
        _save(mask, np.rint(life.mask(forgery.mask) * 255).astype(np.uint8))
        if self._sheet is not None:
            self._sheet.add(*face, forgery, lived)
        return Made(
            path, subject.source, subject.name, kind, mask, _details(forgery, life, donor_name)
        )

    def clips(
        self, source: Source, subjects: list[Subject], cancel: CancelToken
    ) -> Generator[Made | Skipped, None, None]:
        """Whole clips: the largest face is tracked once and changed in each."""
        try:
            with VideoSource.open(source.path) as video:
                track = main_track(video, cancel)
                yield self._pristine_clip(source, video, cancel)
                for kind in self._settings.kinds:
                    for number in range(self._settings.count):
                        name = f"{source.name}_{number + 1}" if number else source.name
                        rng = self._rng(kind, name)
                        donor, donor_name = self._donor(subjects[0], kind, rng)
                        seed = int(rng.integers(2**32))
                        forger = ClipForger.of(kind, seed, track, video.fps, donor)
                        yield self._clip(source, video, forger, name, self._life(rng), donor_name,
                                         cancel)  # fmt: skip
        except OutputError:
            raise
        except EngineError as error:
            cancel.check()
            yield Skipped(source, error.phrases[0])

    def _pristine_clip(self, source: Source, video: VideoSource, cancel: CancelToken) -> Made:
        life = self._life(self._rng("life", source.name))
        path = _ready(self._folder / "real" / f"{source.name}.mp4")
        with _whole(path):
            write_pristine(video, life, path, cancel.check)
        return Made(path, source, source.name, details={"life": life.details()})

    def _clip(
        self, source: Source, video: VideoSource, forger: ClipForger, name: str, life: Life,
        donor_name: str, cancel: CancelToken,
    ) -> Made:  # fmt: skip
        path = _ready(self._folder / "fake" / forger.kind / f"{name}.mp4")
        mask = _ready(self._folder / "masks" / forger.kind / f"{name}.mkv")
        with _whole(path, mask):
            face, forgery = write_forged(video, forger, life, path, mask, cancel.check)
        if self._sheet is not None:
            self._sheet.add(*face, forgery, life.live(forgery.picture))
        details = _details(forgery, life, donor_name)
        return Made(path, source, source.name, forger.kind, mask, details)

    def _donor(
        self, subject: Subject, kind: str, rng: np.random.Generator
    ) -> tuple[FacePicture | None, str]:
        """A donor and its name; regions use another picture of the same person."""
        own = [s for s in self._pool if s.look.person == subject.look.person and s is not subject]
        if kind == "region" and own:
            chosen = own[int(rng.integers(len(own)))]
        elif kind in ("region", "swap"):
            row = choose_partner(subject.look, self._looks, rng)
            if row is None:
                return None, ""
            chosen = self._pool[row]
        else:
            return None, ""
        return chosen.load(), chosen.name

    def _life(self, rng: np.random.Generator) -> Life:
        return Life.draw(rng, self._settings.life, self._settings.clips)

    def _rng(self, *names: str) -> np.random.Generator:
        """Generator of one output, independent of the other outputs."""
        words = [zlib.crc32(name.encode()) for name in names]
        return np.random.default_rng([self._settings.seed, *words])


def _details(forgery: Forgery, life: Life, donor: str) -> dict[str, Any]:
    return {
        "seed": forgery.seed, "donor": donor, **forgery.details, "life": life.details(),
    }  # fmt: skip


def _ready(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def _whole(*paths: Path) -> Generator[None, None, None]:
    """Delete incomplete files on failure."""
    try:
        yield
    except BaseException as error:
        for path in paths:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritten(paths[0], error) from error
        raise


def _save(path: Path, picture: np.ndarray) -> None:
    from PIL import Image

    try:
        Image.fromarray(picture).save(_ready(path), compress_level=3)
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> OutputError:
    return OutputError(
        mark("'{path}' cannot be written: {why}."),
        mark("Choose a folder with room that you may write to."),
        repr(error),
        path=path,
        why=error.strerror or error,
    )
