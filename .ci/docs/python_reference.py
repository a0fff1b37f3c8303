"""Reference of the public Python names, and the example scripts."""

from __future__ import annotations

import ast
from pathlib import Path

import engine

ROOT = Path(__file__).resolve().parents[2]
#: Names by what they are for; each public name is in one list.
GROUPS = {
    "Judge a clip": ("VideoSource", "Detector", "default_bundle", "analyze", "AnalysisSettings",
                     "Analysis", "CancelToken"),
    "Events": ("Event", "AnalysisStarted", "StageStarted", "FacesFound", "FramesScored",
               "TrackJudged", "ClipJudged", "CodingExamined", "CameraCompared",
               "SurroundingsCompared", "StructureMatched", "FaceDrawn"),
    "Keep and report": ("Case", "record_analysis", "gather_material", "issue_of", "write_pdf"),
    "Train and compare": ("train", "find_experiment", "compare_data", "fit_calibration",
                          "frame_crop", "Reference"),
    "Errors": ("EngineError",),
}  # fmt: skip


def public_names() -> str:
    """Directives of mkdocstrings for each public name, in groups."""
    listed = [name for names in GROUPS.values() for name in names]
    if sorted(listed) != sorted(engine.__all__):
        raise LookupError(f"Not in one group: {sorted(set(listed) ^ set(engine.__all__))}")
    parts = []
    for title, names in GROUPS.items():
        parts.append(f"## {title}\n")
        for name in names:
            module = engine.PUBLIC_MODULES[name]
            parts.append(f"::: {module}.{name}\n    options:\n      heading_level: 3\n")
    return "\n".join(parts)


def scripts() -> str:
    """Each example script under the first line of its docstring."""
    parts = []
    for path in sorted((ROOT / "resources/examples").glob("*.py")):
        source = path.read_text("utf-8")
        about = ast.get_docstring(ast.parse(source)) or ""
        parts.append(f"## {path.name}\n\n{about}\n\n```python\n{source}```\n")
    return "\n".join(parts)
