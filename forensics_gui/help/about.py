"""The About dialog: version, licence and installed plug-ins."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtWidgets import QWidget

from engine import __version__
from engine.errors import EngineError
from engine.registry import Plugin, plugins
from forensics_gui.language import tr
from forensics_gui.widgets.dialogs import TextDialog
from forensics_gui.workers import tasks


def show_about(window: QWidget, failed: Callable[[EngineError], None]) -> None:
    """Show the dialog once the plug-ins are known, which takes a moment."""
    html = tr(
        "<h2>Deepfake forensics {version}</h2><p>Finds, explains and reports manipulated "
        "faces in video. MIT licence.</p><p>After A. Kumar and A. Bhavsar, <i>Detecting "
        "Deepfakes with Metric Learning</i>, 2020.</p>"
    ).format(version=__version__)

    def show(found: list[Plugin]) -> None:
        names = ", ".join(sorted({f"{one.package} {one.version}" for one in found}))
        more = tr("Plug-ins: {names}").format(names=escape(names)) if found else ""
        TextDialog(window, tr("About"), f"{html}<p>{more}</p>").open()

    tasks.run(window, plugins, show, failed)
