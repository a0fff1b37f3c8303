"""Video forensics without a GUI: clip -> tracks -> embeddings -> verdict -> report.

    from engine import Detector, VideoSource, analyze, default_bundle

    detector = Detector.load(default_bundle())
    with VideoSource.open("clip.mp4") as video:
        for event in analyze(video, detector):
            print(event)

The public API consists of the names in `__all__`, `__version__`, the errors of `engine.errors`,
their documented methods and attributes, and the objects that these return. Everything else may
change in any version. The scripts in `resources/examples` use public names only.

`import engine` is fast: each name loads its module on first use.
"""

import logging
import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

__version__ = "0.1.0"

# Libraries read these settings when they are loaded, so set them before importing other modules.
# Without this one, ONNX Runtime sends an id of the computer to its vendor and keeps its own files.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# By default torch creates a folder in the temporary directory, and fails to load if it cannot.
_cache = Path(platformdirs.user_cache_dir("deepfake-forensics")) / "torch"
if os.access(next(place for place in _cache.parents if place.exists()), os.W_OK):
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(_cache))

# The application that uses the engine configures logging.
logging.getLogger(__name__).addHandler(logging.NullHandler())

__all__ = [
    "Analysis",
    "AnalysisSettings",
    "AnalysisStarted",
    "CameraCompared",
    "CancelToken",
    "Case",
    "ClipJudged",
    "CodingExamined",
    "Detector",
    "EngineError",
    "Event",
    "FaceDrawn",
    "FacesFound",
    "FramesScored",
    "Reference",
    "StageStarted",
    "StructureMatched",
    "SurroundingsCompared",
    "TrackJudged",
    "VideoSource",
    "analyze",
    "compare_data",
    "default_bundle",
    "find_experiment",
    "fit_calibration",
    "frame_crop",
    "gather_material",
    "issue_of",
    "record_analysis",
    "train",
    "write_pdf",
]

if TYPE_CHECKING:
    from engine.analysis.events import (
        AnalysisStarted,
        CameraCompared,
        ClipJudged,
        CodingExamined,
        Event,
        FaceDrawn,
        FacesFound,
        FramesScored,
        StageStarted,
        StructureMatched,
        SurroundingsCompared,
        TrackJudged,
    )
    from engine.analysis.pipeline import analyze
    from engine.analysis.result import Analysis
    from engine.analysis.settings import AnalysisSettings
    from engine.case.case import Case
    from engine.case.recorder import record_analysis
    from engine.detector.calibration import fit_calibration
    from engine.detector.detector import Detector
    from engine.detector.reference import Reference
    from engine.errors import EngineError
    from engine.faces.align import frame_crop
    from engine.progress import CancelToken
    from engine.report.issue import issue_of
    from engine.report.material import gather_material
    from engine.report.pdf import write_pdf
    from engine.shipped import default_bundle
    from engine.training.evaluation import compare_data
    from engine.training.experiments import find_experiment
    from engine.training.train import train
    from engine.video.source import VideoSource
else:
    PUBLIC_MODULES = {
        "Analysis": "engine.analysis.result",
        "AnalysisSettings": "engine.analysis.settings",
        "AnalysisStarted": "engine.analysis.events",
        "CancelToken": "engine.progress",
        "Case": "engine.case.case",
        "ClipJudged": "engine.analysis.events",
        "CameraCompared": "engine.analysis.events",
        "SurroundingsCompared": "engine.analysis.events",
        "CodingExamined": "engine.analysis.events",
        "Detector": "engine.detector.detector",
        "EngineError": "engine.errors",
        "Event": "engine.analysis.events",
        "FaceDrawn": "engine.analysis.events",
        "FacesFound": "engine.analysis.events",
        "FramesScored": "engine.analysis.events",
        "Reference": "engine.detector.reference",
        "StageStarted": "engine.analysis.events",
        "StructureMatched": "engine.analysis.events",
        "TrackJudged": "engine.analysis.events",
        "VideoSource": "engine.video.source",
        "analyze": "engine.analysis.pipeline",
        "compare_data": "engine.training.evaluation",
        "default_bundle": "engine.shipped",
        "find_experiment": "engine.training.experiments",
        "fit_calibration": "engine.detector.calibration",
        "frame_crop": "engine.faces.align",
        "gather_material": "engine.report.material",
        "issue_of": "engine.report.issue",
        "record_analysis": "engine.case.recorder",
        "train": "engine.training.train",
        "write_pdf": "engine.report.pdf",
    }

    def __getattr__(name):
        """Load a public name on first use."""
        if name not in PUBLIC_MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(PUBLIC_MODULES[name]), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
