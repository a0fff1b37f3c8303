"""The window's access to the engine: detector, open case, clip and projections.

Methods run on worker threads; the engine's heavy modules are imported inside them.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.apply_corrections import corrected
from engine.analysis.events import Event
from engine.analysis.local_calibration import (
    LocalCalibration,
    calibrated,
    calibration_bytes,
    read_calibration,
)
from engine.analysis.reference_comparison import KnownCase, nearest_references
from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Verdict
from engine.errors import BundleError, CaseError, EngineError
from engine.faces.track import FaceTrack
from engine.progress import CancelToken, ProgressCallback
from engine.shipped import default_bundle
from forensics_gui.language import mark
from forensics_gui.workers.clip_lease import ClipLease
from forensics_gui.workers.open_case import OpenCase
from forensics_gui.workers.projector import Projector

if TYPE_CHECKING:
    from engine.analysis.drawn_face import DrawnFace
    from engine.analysis.reference_comparison import Projection
    from engine.camera.findings import CameraFindings
    from engine.camera.fingerprint import Fingerprint
    from engine.case.case import Case
    from engine.case.recorder import Recorder
    from engine.coding.examine import CodingColumns
    from engine.coding.findings import CodingFindings
    from engine.container.facts import ClipFacts
    from engine.container.gop import SizeSeries
    from engine.detector.detector import Detector
    from engine.detector.reference import Reference
    from engine.structure.compare import Row
    from engine.structure.library import Match, StructureLibrary
    from engine.structure.properties import Structure
    from engine.surroundings.findings import SurroundingsFindings
    from engine.training.datasets.collect import Collected
    from engine.video.source import VideoSource

logger = logging.getLogger(__name__)

#: Shorter clips are analysed about as fast as a quick verdict is made.
_GLANCE_FROM = 200


@dataclass(frozen=True)
class FirstFaces:
    """Faces on the first frame, before tracking and scoring.

    Attributes:
        boxes: float32 (N, 4), x0, y0, x1, y1 in pixels of the upright picture.
    """

    boxes: np.ndarray


@dataclass(frozen=True)
class QuickVerdict:
    """Verdict from a few frames, while the whole clip is being analysed.

    Attributes:
        verdict: on the clip.
        faces: number of tracks.
        frames: number of scored faces.
    """

    verdict: Verdict
    faces: int
    frames: int


@dataclass(frozen=True)
class StoredAnalysis:
    """Numbers of an analysis and its clip in the open case."""

    analysis: int
    clip: int


#: Items of an analysis in the window. An EngineError does not end it; an Analysis replaces the
#: preceding events after corrections.
Item = FirstFaces | QuickVerdict | StoredAnalysis | Event | Analysis | EngineError


class EngineHost:
    """Loads the detector once, on first use.

    Args:
        bundle: of the detector; None for the shipped one.
        case_folder: of unnamed cases; None stores none.
        detector: used instead of loading the bundle.

    Attributes:
        projector: computes the embedding plots.
        local: local calibration for the next analysis, or None.
    """

    def __init__(
        self,
        bundle: Path | None = None,
        case_folder: Path | None = None,
        detector: Detector | None = None,
    ) -> None:
        self.bundle = bundle or default_bundle()
        self.cases = OpenCase(case_folder)
        self._lock = threading.Lock()
        self._detector = detector
        self._earlier: Detector | None = None
        self.projector = Projector()
        self.lease = ClipLease()
        self.local: LocalCalibration | None = None

    def detector(self) -> Detector:
        with self._lock:
            if self._detector is None:
                from engine.detector.detector import Detector

                self._detector = Detector.load(self.bundle)
            return self._detector

    def _digest(self) -> str:
        """Digest of the detector, without loading its networks."""
        from engine.detector.bundle.format import read_manifest

        # Without the lock, which is held while the networks are loaded.
        detector = self._detector
        return detector.digest if detector is not None else read_manifest(self.bundle)[1]

    def use(self, bundle: Path) -> None:
        """Use another detector from the next analysis; it is loaded on first use."""
        with self._lock:
            self.bundle, self._detector = bundle, None

    def detector_of(self, analysis: Analysis) -> Detector:
        """The detector that made an analysis, which may not be the current one.

        Raises:
            BundleError: it is no longer in the user's store.
        """
        used, digest = self.detector(), analysis.detector.digest
        if used.digest == digest:
            return used
        with self._lock:
            if self._earlier is None or self._earlier.digest != digest:
                self._earlier = _stored(digest, analysis.detector.name)
            return self._earlier

    def warm_up(self) -> None:
        """Load the detector in the background; errors are raised on first use."""

        def load() -> None:
            try:
                self.detector()
            except Exception:
                logger.warning("The detector could not be loaded ahead", exc_info=True)

        threading.Thread(target=load, daemon=True).start()

    def analyse(
        self,
        path: Path,
        cancel: CancelToken,
        again: bool = False,
        settings: AnalysisSettings | None = None,
    ) -> Iterator[Item]:
        """Analyse a clip and store events in the open case as they arrive.

        Yields the faces on the first frame first, and a quick verdict if the whole of a long clip
        is examined. If the case holds an analysis of the same clip, detector and settings, it is
        replayed, unless `again`.

        An error of the case is yielded once and does not stop the analysis.
        """
        from engine.analysis.pipeline import analyze
        from engine.case.recorder import record_analysis
        from engine.container.clip_file import sha256_of
        from engine.faces.finder import faces_on
        from engine.video.source import VideoSource

        local, settings = self.local, settings or AnalysisSettings()
        sha256, index = sha256_of(path, cancel=cancel), self.lease.index_of(path)
        case: Case | None = None
        recorder: Recorder | None = None
        try:
            case = self.cases.for_clip(sha256)
            if case is not None:
                stream = None if index is None else index.stream
                done = {} if again else case.finished(self._digest(), settings, local, stream)
                if sha256 in done:
                    case.readmit(sha256)
                    yield from self.replay(done[sha256])
                    return
                recorder = case.recorder()
        except EngineError as error:
            yield error
        with VideoSource.open(path, cancel=cancel, index=index, sha256=sha256) as video:
            yield FirstFaces(faces_on(video.frame(0)).boxes)
            events = analyze(video, self.detector(), settings, cancel, local)
            started = next(events)
            recorded: Iterator[Event] = chain([started], events)
            failures: list[EngineError] = []
            if recorder is not None:
                recorded = record_analysis(recorded, recorder, failures.append)
            for event in recorded:
                # Closing the case meanwhile is not an error.
                if failures and self.cases.case is case:
                    yield failures.pop()
                if event is started:
                    if recorder is not None and recorder.analysis:
                        yield StoredAnalysis(recorder.analysis, recorder.clip)
                    if settings.whole and len(video) >= _GLANCE_FROM:
                        yield self._glance(video, cancel, local)
                yield event

    def replay(self, analysis: int) -> Iterator[Item]:
        """Events of a stored analysis, then the analyst's corrections."""
        case = self.cases.case
        if case is None:
            raise CaseError(mark("The case was closed."), mark("Open it again."))
        clips = {entry.id: entry.number for entry in case.analyses(removed=True)}
        yield StoredAnalysis(analysis, clips[analysis])
        events = list(case.events(analysis))
        yield from events
        made = case.state().corrections.get(analysis)
        if made:
            yield corrected(Analysis.of(events), made)

    def _glance(
        self, video: VideoSource, cancel: CancelToken, local: LocalCalibration | None
    ) -> QuickVerdict:
        from engine.analysis.pipeline import analyze

        quick = AnalysisSettings(quick=True)
        seen = Analysis.of(analyze(video, self.detector(), quick, cancel, local))
        assert seen.verdict is not None
        return QuickVerdict(seen.verdict, len(seen.verdicts), seen.verdict.scored)

    def heat(self, path: Path, analysis: Analysis, number: int, frame: int) -> np.ndarray:
        """Grad-CAM of a track's face over its frame, uint8 (H, W, 4) RGBA."""
        from engine.analysis.gradcam import colourise, face_heat

        with self.lease.lend(path) as video:
            return colourise(face_heat(video, self.detector_of(analysis), analysis, number, frame))

    def draw_face(
        self,
        path: Path,
        analysis: Analysis,
        frame: int,
        box: tuple[float, float, float, float],
        track: int,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> DrawnFace:
        """See `engine.analysis.drawn_face.measure_drawn_face`."""
        from engine.analysis.drawn_face import measure_drawn_face
        from engine.video.source import VideoSource

        # Opens the clip separately, because the shared one would be blocked for long.
        index, stream = self.lease.index_of(path), analysis.clip.stream
        with VideoSource.open(path, cancel=cancel, index=index, stream=stream) as video:
            detector = self.detector_of(analysis)
            return measure_drawn_face(
                video, detector, analysis, frame, box, track, progress, cancel
            )

    def project(self, embeddings: np.ndarray, method: str) -> tuple[Projection, Reference]:
        """Project embeddings together with the reference."""
        reference = self.detector().reference
        if method == "pca":
            from engine.analysis.reference_comparison import project

            return project(embeddings, reference, method), reference
        return self.projector.project(embeddings, reference, method), reference

    def close(self) -> None:
        """End helper processes and close the case."""
        self.projector.close()
        self.lease.close()
        self.cases.close()

    def thumbnail(self, path: Path, track: FaceTrack) -> np.ndarray:
        """Face in the detected frame nearest the middle of a track, uint8 (h, w, 3) RGB."""
        rows = np.flatnonzero(track.detected)
        row = int(rows[np.argmin(np.abs(rows - len(track) // 2))])
        return self.face(path, track, row)

    def face(self, path: Path, track: FaceTrack, row: int) -> np.ndarray:
        """Small picture of the face in a row of its track, uint8 (h, w, 3) RGB."""
        x0, y0, x1, y1 = (float(v) for v in track.boxes[row])
        margin = 0.15 * (y1 - y0)
        with self.lease.lend(path) as video:
            face = video.frame(int(track.frames[row])).region(
                int(x0 - margin), int(y0 - margin), int(x1 + margin), int(y1 + margin)
            )
        step = max(1, min(face.shape[:2]) // 128)
        return np.ascontiguousarray(face[::step, ::step])

    def sizes(self, path: Path) -> SizeSeries:
        """Kind and size of each frame of a clip."""
        with self.lease.lend(path) as video:
            return video.sizes()

    def examine_coding(
        self, path: Path, stream: int | None, progress: ProgressCallback, cancel: CancelToken
    ) -> tuple[CodingColumns, CodingFindings]:
        """Read a clip's coding; see `engine.coding.examine`."""
        from engine.coding.examine import examine_coding, read_columns

        columns = read_columns(path, progress, cancel, stream, self.lease.index_of(path))
        return columns, examine_coding(path, columns, cancel)

    def estimate_fingerprint(
        self, paths: list[Path], progress: ProgressCallback, cancel: CancelToken
    ) -> Fingerprint:
        """Fingerprint of the camera that recorded the files; see `engine.camera.estimate`."""
        from engine.camera.estimate import estimate_fingerprint

        return estimate_fingerprint(paths, progress, cancel)

    def compare_cameras(
        self,
        path: Path,
        stream: int | None,
        others: list[Path],
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> CameraFindings:
        """Compare a clip with the camera of other files, or with all cameras of the case."""
        from engine.camera.compare_clip import compare_clip, name_of

        if others:
            cameras = [(name_of(others), self.estimate_fingerprint(others, progress, cancel))]
            return compare_clip(path, cameras, progress, cancel, stream)
        case = self.cases.require()
        kept = ((name, case.fingerprint(name)) for name in case.state().fingerprints)
        return compare_clip(path, kept, progress, cancel, stream)

    def camera_threshold(self) -> float:
        """Peak-to-correlation energy from which patterns of sensors match."""
        from engine.camera.rates import shipped_camera_rates

        return shipped_camera_rates().threshold

    def examine_surroundings(
        self,
        path: Path,
        tracks: list[FaceTrack],
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> SurroundingsFindings:
        """Compare faces with the picture around them; see `engine.surroundings.examine`."""
        from engine.surroundings.examine import examine_surroundings
        from engine.video.source import VideoSource

        # Opens the clip separately, because the shared one would be blocked for long.
        index = self.lease.index_of(path)
        with VideoSource.open(path, cancel=cancel, index=index) as video:
            return examine_surroundings(video, tracks, progress, cancel)

    def structures(self) -> StructureLibrary:
        """The analyst's library of structures."""
        from engine.structure.library import StructureLibrary

        return StructureLibrary()

    def match_structure(
        self, path: Path, facts: ClipFacts, progress: ProgressCallback, cancel: CancelToken
    ) -> tuple[Structure, tuple[Match, ...]]:
        """Structure of an analysed clip, and its matches in the library, the best first."""
        from engine.structure.properties import read_structure

        structure = read_structure(path, progress, cancel, facts)
        return structure, self.structures().match(structure)

    def compare_files(
        self,
        path: Path,
        facts: ClipFacts,
        other: Path,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> tuple[Row, ...]:
        """Compare an analysed clip with another file."""
        from engine.structure.compare import compare_structures
        from engine.structure.properties import read_structure

        first = read_structure(path, progress, cancel, facts)
        return compare_structures(first, read_structure(other, progress, cancel))

    def nearest_references(self, embedding: np.ndarray) -> tuple[KnownCase, ...]:
        """The reference faces nearest to a face; see `engine.analysis.reference_comparison`."""
        return nearest_references(embedding, self.detector().reference)

    def collect(
        self,
        path: Path,
        analysis: Analysis,
        faces: list[tuple[int, int]],
        folder: Path,
        label: int,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> Collected:
        """See `engine.training.datasets.collect.collect_faces`."""
        from engine.training.datasets.collect import collect_faces
        from engine.video.source import VideoSource

        # Opens the clip separately, because the shared one would be blocked for long.
        index = self.lease.index_of(path)
        with VideoSource.open(path, cancel=cancel, index=index) as video:
            return collect_faces(video, analysis, faces, folder, label, progress, cancel)

    def first_picture(self, path: Path, width: int, cancel: CancelToken) -> np.ndarray:
        """First frame of a clip, about `width` pixels wide, uint8 (h, w, 3) RGB."""
        from engine.video.source import VideoSource

        with VideoSource.open(path, cancel=cancel) as video:
            return np.ascontiguousarray(video.frame(0).rgb(2 * width))

    def pictures_over(
        self, path: Path, count: int, side: int, cancel: CancelToken
    ) -> Iterator[np.ndarray]:
        """Up to `count` frames spread over a clip, uint8 (h, w, 3) RGB, at most `side` pixels."""
        from engine.video.source import VideoSource

        with VideoSource.open(path, cancel=cancel) as video:
            places = np.linspace(0, len(video) - 1, min(count, len(video))).round()
            for frame in places.astype(int):
                cancel.check()
                yield np.ascontiguousarray(video.frame(int(frame)).rgb(side))

    def frame_png(self, path: Path, frame: int) -> bytes:
        """A full frame as PNG, for a bookmark."""
        with self.lease.lend(path) as video:
            return png_bytes(video.frame(frame).rgb())

    def calibrate(
        self, folder: Path, progress: ProgressCallback, cancel: CancelToken
    ) -> LocalCalibration:
        """See `engine.analysis.known_pristine.calibrate_locally`."""
        from engine.analysis.known_pristine import calibrate_locally

        return calibrate_locally(self.detector(), folder, progress=progress, cancel=cancel)

    def read_calibration(self, path: Path) -> LocalCalibration:
        """Read a calibration of this detector; CalibrationError otherwise."""
        local = read_calibration(path)
        calibrated(self.detector(), local)
        return local

    def write_calibration(self, local: LocalCalibration, target: Path) -> None:
        from engine.files import write_atomic

        write_atomic(target, calibration_bytes(local))


def _stored(digest: str, name: str) -> Detector:
    """Load the store's detector with this hash."""
    from engine.detector.bundle.store import BundleStore
    from engine.detector.detector import Detector

    for entry in BundleStore().entries():
        if entry.digest == digest and not entry.trouble:
            return Detector.load(entry.path)
    raise BundleError(
        mark("This clip was judged by “{name}”, which is not among your detectors."),
        mark("Restore or import that detector, or analyse the clip again (F5)."),
        name=name,
    )


def png_bytes(pixels: np.ndarray) -> bytes:
    """Encode uint8 (H, W, 3) RGB as PNG."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=3)
    return file.getvalue()
