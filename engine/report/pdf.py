"""The PDF report: data and pictures for a Typst template, never markup."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image

from engine.analysis.gradcam import FaceEvidence, blend
from engine.analysis.result import Analysis
from engine.container.fact_sheet import fact_sheet
from engine.container.observation import Observation
from engine.errors import OutputError
from engine.files import write_atomic
from engine.report import plots
from engine.report.issue import Issue, new_issue
from engine.report.json_report import to_json
from engine.report.laboratory import Laboratory
from engine.report.language import Language, language
from engine.report.material import Material
from engine.report.signature import Seal, signed
from engine.report.typeset import frame, typeset, typeset_pictures
from engine.wording import mark

T = TypeVar("T")

#: Parts of the appendix that an analyst may leave out.
OPTIONAL_PARTS = ("glossary", "table_of_frames", "in_full")
#: Maximum number of printed rows in the table of frames; full frames shown of each track.
PRINTED_FRAMES, _WHOLE = 200, 2
_JPEG_QUALITY = 88


def write_pdf(
    analysis: Analysis,
    path: Path | str,
    material: Material | None = None,
    issue: Issue | None = None,
    code: str = "en",
    laboratory: Laboratory | None = None,
    seal: Seal | None = None,
    omitted: Collection[str] = (),
) -> None:
    """Typeset an analysis as a tagged PDF/A-2b.

    Args:
        analysis: finished or partial.
        path: the file to write, atomically.
        material: faces, neighbours and hashes, see `gather_material`; without it the report has
            numbers and plots only.
        issue: number, date and commission, see `issue_of`; a new number without a commission if
            None.
        code: of the language, one of `engine.report.language.LANGUAGES`.
        laboratory: letterhead.
        seal: signature; None leaves the report unsigned.
        omitted: of `OPTIONAL_PARTS`; the report names what it leaves out.

    Raises:
        OutputError: the report cannot be written.
        SignatureError: it cannot be signed.
    """
    document = pdf_bytes(
        analysis, material or Material(), issue or new_issue(), code, laboratory, seal, omitted
    )
    write_atomic(Path(path), document)


def pdf_bytes(
    analysis: Analysis,
    material: Material,
    issue: Issue,
    code: str = "en",
    laboratory: Laboratory | None = None,
    seal: Seal | None = None,
    omitted: Collection[str] = (),
) -> bytes:
    """The bytes that `write_pdf` writes; raises OutputError if it cannot be prepared."""

    def compose(folder: Path) -> bytes:
        data = report_data(analysis, material, issue, language(code), laboratory, folder, omitted)
        data["signed"] = seal is not None
        return typeset(folder, "report", data, datetime.fromisoformat(issue.issued))

    document = _prepared(compose)
    return document if seal is None else signed(document, issue, seal)


def page_pictures(
    analysis: Analysis,
    material: Material,
    issue: Issue,
    code: str = "en",
    laboratory: Laboratory | None = None,
    omitted: Collection[str] = (),
    ppi: float = 110.0,
) -> list[bytes]:
    """The pages of the unsigned report as PNG, for a preview.

    Args:
        ppi: pixels per inch; the other arguments are those of `write_pdf`.

    Raises:
        OutputError: the report cannot be prepared.
    """

    def compose(folder: Path) -> list[bytes]:
        data = report_data(analysis, material, issue, language(code), laboratory, folder, omitted)
        data["signed"] = False
        issued = datetime.fromisoformat(issue.issued)
        return typeset_pictures(folder, "report", data, issued, ppi)

    return _prepared(compose)


def _prepared(compose: Callable[[Path], T]) -> T:
    """Call with a private temporary folder."""
    try:
        with tempfile.TemporaryDirectory(prefix="report-") as name:
            return compose(Path(name))
    except OSError as error:
        raise OutputError(
            mark("The report could not be prepared: {why}."),
            mark(
                "Free some room on the disk that holds temporary files. The analysis itself is "
                "kept."
            ),
            repr(error),
            why=error.strerror or error,
        ) from error


def report_data(
    analysis: Analysis,
    material: Material,
    issue: Issue,
    tongue: Language,
    laboratory: Laboratory | None,
    folder: Path,
    omitted: Collection[str] = (),
) -> dict[str, Any]:
    """Data for the template; pictures and plots are written to `folder`."""
    framed = frame(issue, tongue, laboratory or Laboratory(), folder)
    texts = framed["texts"]
    result = to_json(analysis, issue, material, tongue.wording)
    for track in result["tracks"]:
        number = track["number"]
        track["curve"] = _curve(analysis, number, texts["seconds_axis"], tongue.decimal, folder)
        track["faces"] = [
            _pictures(face, i, folder) for i, face in enumerate(material.faces.get(number, []))
        ]
    for name, observations in analysis.beside.items():
        result[name]["observations"] = _observations(observations, tongue)
    result["clip"]["name"] = Path(result["clip"]["path"]).name
    examination = analysis.clip.examination
    frames, count = _table_of_frames(result["tracks"])
    return {
        **result,
        **framed,
        "omitted": [part for part in OPTIONAL_PARTS if part in omitted],
        "glossary": list(tongue.glossary.items()),
        "scale_picture": _scale(analysis, result, texts, tongue.decimal, folder),
        "scatter": _scatter(material, folder),
        "sheet": [asdict(section) for section in fact_sheet(examination, tongue.wording)]
        if examination
        else [],
        "observations": _observations(examination.observations, tongue) if examination else None,
        "coding_kinds": _coding_kinds(analysis),
        "bookmarks": _bookmarks(issue, folder),
        "table_of_frames": frames,
        "count_of_frames": count,
    }


def _observations(observations: tuple[Observation, ...], tongue: Language) -> list[dict[str, Any]]:
    """Observations with their texts in the language of the report."""
    return [asdict(seen) | asdict(seen.texts(tongue.code)) for seen in observations]


def _coding_kinds(analysis: Analysis) -> list[dict[str, Any]]:
    """Rows of the table of frame types; empty if the coding was not examined."""
    return [] if analysis.coding is None else [asdict(kind) for kind in analysis.coding.kinds]


def _curve(analysis: Analysis, number: int, caption: str, decimal: str, folder: Path) -> str | None:
    scores, track = analysis.scores.get(number), analysis.tracks[number]
    if scores is None or not len(scores.frames):
        return None
    start, end = float(track.times[0]), float(track.times[-1])
    values = analysis.suspicion(number)
    drawn = plots.score_curve(scores, values, start, end, caption, decimal, analysis.calibrated)
    return _svg(folder, f"curve-{number}.svg", drawn)


def _pictures(face: FaceEvidence, place: int, folder: Path) -> dict[str, Any]:
    names = {key: f"{key}-{face.track}-{place}.png" for key in ("crop", "heat")}
    Image.fromarray(face.crop).save(folder / names["crop"])
    Image.fromarray(blend(face.crop, face.heat, 0.6)).save(folder / names["heat"])
    names["picture"] = ""
    if place < _WHOLE:
        names["picture"] = f"picture-{face.track}-{place}.jpg"
        Image.fromarray(face.picture).save(folder / names["picture"], quality=_JPEG_QUALITY)
    return {
        **names,
        "frame": face.frame,
        "time": round(face.time, 2),
        "suspicion": round(face.suspicion, 4),
    }


def _bookmarks(issue: Issue, folder: Path) -> list[dict[str, Any]]:
    """Bookmarks with the name of their picture; None for a picture that cannot be read."""
    return [
        {**one.to_json(), "picture": _bookmark_picture(one.png, folder / f"bookmark-{place}.jpg")}
        for place, one in enumerate(issue.bookmarks)
    ]


def _bookmark_picture(png: bytes, path: Path) -> str | None:
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            picture.convert("RGB").save(path, quality=_JPEG_QUALITY)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        # A case from elsewhere may hold anything; its text is printed all the same.
        return None
    return path.name


def _scale(
    analysis: Analysis, result: dict[str, Any], texts: dict[str, str], decimal: str, folder: Path
) -> str:
    verdict, interval = analysis.verdict, None
    if verdict is not None and verdict.track is not None:
        deciding = next(t for t in result["tracks"] if t["number"] == verdict.track)
        interval = deciding.get("summary", {}).get("interval")
    captions = (texts["toward_pristine"], texts["scale_title"], texts["toward_forged"])
    drawn = plots.llr_scale(verdict.llr if verdict else None, interval, captions, decimal)
    return _svg(folder, "scale.svg", drawn)


def _scatter(material: Material, folder: Path) -> str | None:
    if material.scatter is None:
        return None
    return _svg(folder, "scatter.svg", plots.scatter(material.scatter))


def _table_of_frames(tracks: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """Printed rows and the total number; PTS is None if unknown."""
    rows = [
        {
            "track": track["number"],
            "index": index,
            "pts": track["frames"]["pts"][i] if "pts" in track["frames"] else None,
            **{key: track["frames"][key][i] for key in ("box", "score", "log10_lr", "usable")},
        }
        for track in tracks
        if "frames" in track
        for i, index in enumerate(track["frames"]["index"])
    ]
    return rows[:PRINTED_FRAMES], len(rows)


def _svg(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    return name
