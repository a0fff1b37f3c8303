"""The detector of this program run, and the engine calls that the window makes.

Functions here run on worker threads; the engine's heavy modules are imported inside them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.analysis.events import AnalysisStarted, Event
from engine.analysis.result import Analysis
from engine.errors import EngineError
from engine.progress import CancelToken
from engine.shipped import default_bundle

if TYPE_CHECKING:
    from engine.analysis.projection import Projection
    from engine.detector.detector import Detector


class EngineHost:
    """Loads the detector once, on the first thread that needs it.

    Args:
        bundle: detector to use; the shipped one if None.
        case_folder: where case files are kept; None keeps none.
    """

    def __init__(self, bundle: Path | None = None, case_folder: Path | None = None) -> None:
        self.bundle = bundle or default_bundle()
        self._case_folder = case_folder
        self._lock = threading.Lock()
        self._detector: Detector | None = None
        self._pool: ProcessPoolExecutor | None = None

    def detector(self) -> Detector:
        with self._lock:
            if self._detector is None:
                from engine.detector.detector import Detector

                self._detector = Detector.load(self.bundle)
            return self._detector

    def analyse(self, path: Path, cancel: CancelToken) -> Iterator[Event | EngineError]:
        """Events of an analysis, written to the clip's case file as they arrive.

        A case that cannot be written is yielded once as an error and does not stop the
        analysis.
        """
        from engine.analysis.pipeline import analyze
        from engine.case.case import Case
        from engine.video.source import VideoSource

        case: Case | None = None
        with VideoSource.open(path) as video:
            try:
                for event in analyze(video, self.detector(), cancel=cancel):
                    try:
                        if isinstance(event, AnalysisStarted) and self._case_folder:
                            case = self._case(event.clip.sha256)
                        if case is not None:
                            case.add(event)
                    except EngineError as error:
                        case = None
                        yield error
                    yield event
            finally:
                if case is not None:
                    case.close()

    def _case(self, sha256: str) -> Any:
        from engine.case.case import Case

        assert self._case_folder is not None
        try:
            self._case_folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EngineError(
                f"The folder for case files cannot be made: {error}.",
                "The analysis goes on, but is kept only until the window is closed; export it.",
            ) from error
        path = self._case_folder / f"{sha256[:16]}.fcase"
        return Case.open(path) if path.exists() else Case.create(path)

    def heat(self, path: Path, analysis: Analysis, number: int, frame: int) -> np.ndarray:
        """uint8 (H, W, 4) RGBA: Grad-CAM of a track's face over its frame."""
        from engine.analysis.evidence import face_heat
        from engine.analysis.gradcam import colourise
        from engine.video.source import VideoSource

        with VideoSource.open(path) as video:
            return colourise(face_heat(video, self.detector(), analysis, number, frame))

    def project(self, embeddings: np.ndarray, method: str) -> tuple[Projection, np.ndarray]:
        """The projection, and the reference's labels (int64, 0 pristine, 1 forged).

        A process of its own computes it: UMAP's compiler would hold up the window.
        """
        from engine.analysis.projection import project

        reference = self.detector().reference
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
            pool = self._pool
        return pool.submit(project, embeddings, reference, method).result(), reference.labels

    def close(self) -> None:
        """Let the helper process go."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def write_pdf(self, analysis: Analysis, clip: Path, target: Path) -> None:
        from engine.analysis.evidence import track_evidence
        from engine.report.pdf import write_pdf
        from engine.video.source import VideoSource

        detector = self.detector()
        with VideoSource.open(clip) as video:
            shown = {n: track_evidence(video, detector, analysis, n) for n in analysis.scores}
        write_pdf(analysis, target, shown)

    def write_json(self, analysis: Analysis, target: Path) -> None:
        from engine.report.json_report import write_json

        write_json(analysis, target)
