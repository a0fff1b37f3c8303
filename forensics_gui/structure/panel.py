"""The Structure tab: which known devices and platforms write files like the open one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.events import StructureMatched
from engine.structure.findings import StructureFindings
from engine.structure.library import LIMIT, Match, StructureLibrary
from engine.structure.properties import Structure
from engine.structure.property_names import property_name
from forensics_gui.evidence.fact_view import Fact, FactView, block
from forensics_gui.evidence.request import Request
from forensics_gui.language import WORDING, mark, tr, whole
from forensics_gui.session import Session
from forensics_gui.structure.bytes_window import BytesWindow
from forensics_gui.structure.compare_window import CompareWindow
from forensics_gui.widgets.dialogs import CLIP_FILES, ok_or_cancel
from forensics_gui.widgets.labels import hint, name_choice
from forensics_gui.widgets.wrapping_row import row_of
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

_LIBRARY_FILES = mark("Libraries of structures (*.json)")
#: Number of entries, and of differing fields of each, that are listed.
_ENTRIES, _FIELDS = 10, 12


class StructurePanel(QWidget):
    """Compares the open clip with the library when the tab is shown.

    Signals:
        failed(EngineError).
        matched(): the matches are shown.
        compared(StructureMatched): new findings, to be kept in the case.
    """

    failed = Signal(object)
    matched = Signal()
    compared = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session, self._host = session, host
        self._request = Request(self)
        self._structure: Structure | None = None
        self._names: list[str] = []
        self._findings: StructureFindings | None = None
        self.compare_button = QPushButton(tr("Compare with file …"))
        self.compare_button.setToolTip(tr("Show another file beside the open clip"))
        self.compare_button.clicked.connect(self.choose_other)
        self.bytes_button = QPushButton(tr("Show bytes …"))
        self.bytes_button.setToolTip(tr("Show the boxes of the file and their bytes"))
        self.bytes_button.clicked.connect(self.show_bytes)
        self.add_button = QPushButton(tr("Add to library …"))
        self.add_button.setToolTip(tr("Keep the structure of a file whose origin you know"))
        self.add_button.clicked.connect(self._ask_name)
        self.library_button = QPushButton(tr("Library"))
        self.menu = QMenu(self.library_button)
        self.remove_action = self.menu.addAction(tr("Remove an entry …"), self._remove)
        self.menu.addAction(tr("Import …"), self._import)
        self.export_action = self.menu.addAction(tr("Export …"), self._export)
        self.library_button.setMenu(self.menu)
        self.told = hint()
        self.results = FactView()
        self.results.setAccessibleName(tr("Known structures"))
        buttons = (self.compare_button, self.bytes_button, self.add_button, self.library_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 4)
        layout.addLayout(row_of(*buttons))
        layout.addWidget(self.told)
        layout.addWidget(self.results, 1)
        self._request.failed.connect(self.failed)
        self._request.changed.connect(self._refresh)
        session.clip_opened.connect(self._clear)
        session.started.connect(self._look)
        session.clip_judged.connect(self._keep)
        self._refresh()

    def choose_other(self) -> None:
        """Ask for a file and compare it with the open clip."""
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Compare with another file"), "", tr(CLIP_FILES)
        )
        if name:
            self.compare_with(Path(name))

    def compare_with(self, other: Path) -> CompareWindow | None:
        """Show the open clip and another file side by side."""
        path = self._session.path
        if path is None or self._session.analysis.started is None:
            return None
        facts, host = self._session.analysis.clip, self._host
        window = CompareWindow(
            self.window(), (path.name, other.name),
            lambda *how: host.compare_files(path, facts, other, *how),
        )  # fmt: skip
        window.failed.connect(self.failed)
        window.show()
        return window

    def show_bytes(self) -> BytesWindow | None:
        """Show the layout and the bytes of the open clip's file."""
        if self._session.path is None:
            return None
        window = BytesWindow(self.window(), self._session.path)
        window.failed.connect(self.failed)
        window.show()
        return window

    def add(self, name: str, note: str) -> None:
        """Add the open clip to the library, as an entry or to one of this name."""
        structure = self._structure
        if structure is not None:
            self._change(lambda library: library.add(name, [structure], note))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _clear(self, _: object = None) -> None:
        self._request.stop()
        self._structure = self._findings = None
        self.results.show_facts(())
        self._refresh()

    def _look(self) -> None:
        """Read the structure of the clip once it is needed."""
        path = self._session.path
        if not self.isVisible() or self._structure is not None or path is None:
            self._refresh()
            return
        if self._session.analysis.started is None:
            return
        facts, host = self._session.analysis.clip, self._host

        def done(found: tuple[Structure, Sequence[Match]]) -> None:
            if self._session.path == path:
                self._structure = found[0]
                self._show(found[1])

        self._request.run(lambda *how: host.match_structure(path, facts, *how), done)

    def _show(self, matches: Sequence[Match]) -> None:
        self._names = [one.entry.name for one in matches]
        facts = [_fact(one) for one in matches[:_ENTRIES]]
        if facts:
            meaning = tr("What this means")
            facts.append(Fact(meaning, tr(LIMIT), block(tr(LIMIT), "hint")))
        self.results.show_facts(facts)
        self._findings = StructureFindings.of(matches) if matches else None
        self._keep()
        self._refresh()
        self.matched.emit()

    def _keep(self) -> None:
        """Add the findings to a finished analysis, unless it holds the same."""
        found, analysis = self._findings, self._session.analysis
        if found is None or analysis.verdict is None or found == analysis.structure:
            return
        event = StructureMatched(found)
        self._session.add(event)
        self.compared.emit(event)

    def _refresh(self) -> None:
        begun = self._session.analysis.started is not None
        self.compare_button.setEnabled(begun)
        self.bytes_button.setEnabled(self._session.path is not None)
        self.add_button.setEnabled(self._structure is not None)
        self.library_button.setEnabled(self._structure is not None)
        for action in (self.remove_action, self.export_action):
            action.setEnabled(bool(self._names))
        self.results.setVisible(bool(self._names) and self._structure is not None)
        if self._request.busy:
            self.told.setText(tr("Reading the structure …"))
        elif self._structure is not None and not self._names:
            self.told.setText(
                tr("Your library is empty. Open files of known devices and platforms, and add "
                   "them; clips are then compared with them feature by feature.")
            )  # fmt: skip
        else:
            self.told.setText(
                tr("Compares boxes, parameter sets, groups of pictures and metadata with files of "
                   "known devices and platforms. The verdict does not change.")
            )  # fmt: skip

    # --- the library ---

    def _change(
        self, change: Callable[[StructureLibrary], Any], said: Callable[[Any], str] | None = None
    ) -> None:
        """Change the library in the background, then compare again.

        Args:
            said: what to tell about the result of `change`.
        """
        structure, host = self._structure, self._host

        def work() -> tuple[Any, Sequence[Match]]:
            library = host.structures()
            result = change(library)
            return result, () if structure is None else library.match(structure)

        def done(found: tuple[Any, Sequence[Match]]) -> None:
            if structure is self._structure:
                self._show(found[1])
                if said is not None:
                    self.told.setText(said(found[0]))

        tasks.run(self, work, done, self.failed.emit)

    def _ask_name(self) -> None:
        dialog = AddDialog(self, self._names)
        dialog.accepted.connect(lambda: self.add(dialog.name.currentText(), dialog.note.text()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove(self) -> None:
        name, agreed = QInputDialog.getItem(
            self, tr("Remove an entry"), tr("Entry"), self._names, editable=False
        )
        if agreed:
            self._change(lambda library: library.remove(name))

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Import"), "", tr(_LIBRARY_FILES))
        if name:
            self._change(lambda library: library.import_from(Path(name)), _imported)

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export"), "structures.json", tr(_LIBRARY_FILES)
        )
        if name:
            self._change(lambda library: library.export(Path(name)))


def _imported(result: tuple[int, list[str]]) -> str:
    added, left_out = result
    told = tr("%n entry(ies) imported.", "", added)
    if left_out:
        names = ", ".join(left_out)
        told += " " + tr("Left out, because the name is in use: {names}").format(names=names)
    return told


def _listed(names: Iterable[str]) -> str:
    return ", ".join(property_name(name, WORDING) for name in names)


def _fact(one: Match) -> Fact:
    section = tr("Looks like") if one.complete else tr("Differs from")
    count = tr("{agree} of {total} features").format(
        agree=whole(len(one.agree)), total=whole(one.total)
    )
    title = f"{one.entry.name}: {count}"
    lines = [one.entry.note] if one.entry.note else []
    if one.agree:
        lines.append(tr("Agree: {names}").format(names=_listed(one.agree)))
    if one.lacks:
        lines.append(tr("Not in this clip: {names}").format(names=_listed(one.lacks)))
    for name, theirs, ours in one.differ[:_FIELDS]:
        words = tr("{name}: {theirs} in the library, {ours} here")
        name = property_name(name, WORDING)
        lines.append(words.format(name=name, theirs=theirs, ours="–" if ours is None else ours))
    if len(one.differ) > _FIELDS:
        lines.append(tr("%n more field(s)", "", len(one.differ) - _FIELDS))
    html = block(title, "title") + "".join(f'<p class="hint">{escape(line)}</p>' for line in lines)
    return Fact(section, "\n".join([title, *lines]), html)


class AddDialog(QDialog):
    """Asks for the device or platform that a file comes from.

    Args:
        names: of the entries, which can be extended.
    """

    def __init__(self, parent: QWidget, names: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Add to library"))
        self.name = QComboBox(editable=True)
        name_choice(self.name, tr("Device or platform"))
        self.name.addItems(list(names))
        self.name.setCurrentText("")
        self.note = QLineEdit(placeholderText=tr("for example model, app version, settings"))
        self.note.setAccessibleName(tr("Note"))
        self.buttons = ok_or_cancel(self)
        layout = QFormLayout(self)
        layout.addRow(tr("Device or platform"), self.name)
        layout.addRow(tr("Note"), self.note)
        layout.addRow(
            hint(
                tr("Several files of one name make one entry, which keeps what they have in "
                   "common. Add recordings of different length, place and day.")
            )
        )  # fmt: skip
        layout.addRow(self.buttons)
        agree = self.buttons.button(self.buttons.StandardButton.Ok)
        agree.setEnabled(False)
        self.name.editTextChanged.connect(lambda text: agree.setEnabled(bool(text.strip())))
        self.name.setFocus()
