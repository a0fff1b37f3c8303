"""Pages of the guide, and the mapping from widgets and errors to pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from engine import errors
from engine.errors import EngineError
from engine.shipped import resource
from forensics_gui.actions import ACTIONS, plain
from forensics_gui.language import ENGLISH, code, tr

#: Property of widgets with the name of their page; children inherit it.
PROPERTY = "help"
KEYS = "keys"


#: Names of the pages, in order; each is a file `NAME.md` in `resources/help`, and in `de` below it.
PAGES = (
    "start", "player", "faces", "timeline", "verdict", "likelihood-ratio", "embedding", "file",
    "case", "report", "calibration", "training", "detectors", "mistakes", "glossary", "errors",
    KEYS,
)  # fmt: skip


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
    errors.CameraError: "No sensor pattern can be estimated",
    errors.MissingPackageError: "This edition cannot train",
    errors.LibraryError: "A library of structures cannot be used",
    errors.CancelledError: "Something was cancelled",
}
_UNEXPECTED = "Something unexpected"


def page_text(name: str, keys: dict[str, str]) -> str:
    """A page in Markdown, in the window's language.

    Args:
        keys: shortcuts by action name, from `CommandSet.keys`; listed on the page of keys.
    """
    if name == KEYS:
        return _keys(keys)
    return (folder() / f"{name}.md").read_text("utf-8")


def folder() -> Path:
    """Folder of the pages in the window's language."""
    pages = resource("help")
    return pages if code() == ENGLISH else pages / code()


def page_title(name: str) -> str:
    """Heading of a page."""
    return tr("Keys") if name == KEYS else _headings(name, "# ")[0]


def _headings(name: str, mark: str) -> list[str]:
    lines = page_text(name, {}).splitlines()
    return [line.removeprefix(mark) for line in lines if line.startswith(mark)]


def page_of(widget: QWidget | None) -> str:
    """Page of the panel that contains a widget; the first page if there is none."""
    while widget is not None:
        name = widget.property(PROPERTY)
        if name:
            return str(name)
        widget = widget.parentWidget()
    return PAGES[0]


def place_of(error: EngineError) -> str:
    """Page and heading on an error, as `HelpWindow.show_page` accepts them."""
    # Pages of all languages have the same headings in the same order.
    place = [*ERRORS.values(), _UNEXPECTED].index(ERRORS.get(type(error), _UNEXPECTED))
    return f"errors#{_headings('errors', '## ')[place]}"


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
