"""Pages of the guide, and the mapping from widgets and errors to pages."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from engine import errors
from engine.errors import EngineError
from engine.shipped import resource
from forensics_gui.actions import ACTIONS, plain
from forensics_gui.language import tr

#: Property of widgets with the name of their page; children inherit it.
PROPERTY = "help"
KEYS = "keys"


@dataclass(frozen=True)
class Page:
    """A page of the guide: name and title."""

    name: str
    title: str


PAGES = (
    Page("start", "First steps"),
    Page("player", "Picture and playback"),
    Page("faces", "Faces"),
    Page("timeline", "Score over time"),
    Page("verdict", "The verdict"),
    Page("likelihood-ratio", "What a likelihood ratio means"),
    Page("embedding", "The embedding"),
    Page("file", "The file"),
    Page("case", "Cases"),
    Page("report", "Reports"),
    Page("calibration", "Local calibration"),
    Page("training", "Train a detector"),
    Page("detectors", "Detectors"),
    Page("mistakes", "Common mistakes"),
    Page("glossary", "Glossary"),
    Page("errors", "When something goes wrong"),
    Page(KEYS, "Keys"),
)


#: Heading on the page about errors for each kind of error.
ERRORS: dict[type[EngineError], str] = {
    errors.ClipUnreadableError: "The clip cannot be read",
    errors.NotAVideoError: "The file is not a video",
    errors.DamagedFrameError: "A frame is damaged",
    errors.DecoderError: "The decoder crashed or hung",
    errors.BundleError: "The detector cannot be loaded",
    errors.OutputError: "A file cannot be written",
    errors.TrainingDataError: "The labelled data cannot be used",
    errors.TrainingError: "Training cannot go on",
    errors.WeightsError: "Pretrained weights are missing",
    errors.CaseError: "The case is damaged or altered",
    errors.PackageError: "An evidence package is damaged or altered",
    errors.ReportError: "A report cannot be read or repeated",
    errors.SignatureError: "A signature cannot be made or does not hold",
    errors.UntrustedSignerError: "A signer is not trusted",
    errors.CorrectionError: "A correction does not fit",
    errors.SystemLibraryError: "A system library is missing",
    errors.ForgeryError: "No forgery can be made",
    errors.ResourceError: "A file of the program is missing",
    errors.CalibrationError: "A local calibration cannot be used",
    errors.PlanError: "A plan cannot be gone on with",
    errors.SettingsError: "The settings do not fit the clip",
    errors.CancelledError: "Something was cancelled",
}
_UNEXPECTED = "Something unexpected"


def page_text(name: str, keys: dict[str, str]) -> str:
    """A page in Markdown.

    Args:
        keys: shortcuts by action name, from `CommandSet.keys`; listed on the page of keys.
    """
    if name == KEYS:
        return _keys(keys)
    return resource(f"help/{name}.md").read_text("utf-8")


def page_of(widget: QWidget | None) -> str:
    """Page of the panel that contains a widget; the first page if there is none."""
    while widget is not None:
        name = widget.property(PROPERTY)
        if name:
            return str(name)
        widget = widget.parentWidget()
    return PAGES[0].name


def place_of(error: EngineError) -> str:
    """Page and heading on an error, as `HelpWindow.show_page` accepts them."""
    return f"errors#{ERRORS.get(type(error), _UNEXPECTED)}"


def _keys(keys: dict[str, str]) -> str:
    menus: dict[str, list[str]] = {}
    for entry in ACTIONS:
        shown = QKeySequence(keys[entry.name]).toString(QKeySequence.SequenceFormat.NativeText)
        if shown:
            menus.setdefault(tr(entry.menu).replace("&", ""), []).append(
                f"| {plain(entry)} | {shown} | {tr(entry.tip)} |"
            )
    columns = " | ".join((tr("Action"), tr("Keys"), tr("Function")))
    head = f"| {columns} |\n| --- | --- | --- |\n"
    title, note = tr("Keys"), tr("Change them under Tools, Keyboard shortcuts.")
    tables = (f"## {menu}\n\n{head}" + "\n".join(rows) for menu, rows in menus.items())
    return f"# {title}\n\n{note}\n\n" + "\n\n".join(tables)
