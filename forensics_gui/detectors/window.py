"""Window of the store's detectors and their operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.detector.bundle.card import card_page
from engine.detector.bundle.store import SHIPPED, BundleStore, Entry
from engine.detector.bundle.summary import compare_cards, summarize
from engine.detector.published.layouts import Layout
from engine.errors import EngineError
from engine.progress import CancelToken, ProgressCallback
from forensics_gui.detectors.cards import CompareDialog, EntryCard
from forensics_gui.detectors.model_card import CardView
from forensics_gui.detectors.published import CHECKPOINTS, LayoutDialog
from forensics_gui.failures.errors import log_once
from forensics_gui.help.pages import PROPERTY
from forensics_gui.language import WORDING, tr
from forensics_gui.widgets.dialogs import ask_words
from forensics_gui.widgets.labels import Label, plain
from forensics_gui.widgets.progress_dialog import ProgressDialog
from forensics_gui.widgets.wrapping_row import row_of
from forensics_gui.workers import tasks

_NAME = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _Shown:
    """Content of the window: entries with their facts, and what can be restored."""

    entries: list[tuple[Entry, dict[str, str]]]
    deleted: list[str]


class DetectorWindow(QWidget):
    """Cards on the left, the selected model card on the right.

    Signals:
        failed(EngineError): an operation failed; nothing was changed.
        chosen(Entry): use this detector by default.
        help_wanted(): F1.

    Attributes:
        entries: of the store, by name.
        busy: an operation is running.
    """

    failed = Signal(object)
    chosen = Signal(object)
    help_wanted = Signal()

    def __init__(self, parent: QWidget, store: BundleStore) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Detectors"))
        self.setProperty(PROPERTY, "detectors")
        self._store = store
        self.entries: dict[str, Entry] = {}
        self._deleted: list[str] = []
        self._uncalibrated: set[str] = set()
        #: Progress of the last calibration.
        self.progress: ProgressDialog | None = None
        self.busy = False
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Detectors"))
        self.list.setObjectName("framed")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._selected)
        self.card = CardView()
        self.state = Label()
        self.state.setObjectName("hint")
        self.buttons: dict[str, QPushButton] = {}
        for name, text, tip, does in self._acts():
            button = self.buttons[name] = QPushButton(text)
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, does=does: does())
        names = list(self.buttons)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(row_of(*(self.buttons[name] for name in names)))
        left.addWidget(self.state)
        layout = QHBoxLayout(self)
        layout.addLayout(left, 5)
        layout.addWidget(self.card, 6)
        QShortcut("F1", self, self.help_wanted.emit)
        QShortcut("Delete", self.list, self.delete)
        QShortcut("Ctrl+Z", self, self.restore)
        self.resize(self.sizeHint())
        self._allow()

    def _acts(self) -> list[tuple[str, str, str, Callable[[], None]]]:
        return [
            ("use", tr("&Use"), tr("Use this detector for the next clips"), self.use),
            ("compare", tr("&Compare"), tr("Compare two selected detectors"), self.compare),
            ("note", tr("&Notes …"), tr("Edit notes on this detector"), self.annotate),
            ("import", tr("&Import …"), tr("Import an exported detector; every part is checked "
                                             "first"), self.ask_import),
            ("calibrate", tr("Cali&brate …"), tr("Give a detector without likelihood ratios a "
                                                 "calibration, from clips with known labels"),
             self.ask_calibration),
            ("export", tr("&Export …"), tr("Export as a .zip that others can import"),
             self.ask_export),
            ("archive", tr("&Archive"), tr("Hide it from the lists; again: show it"),
             self.archive),
            ("delete", tr("&Delete"), tr("Delete; Restore undoes this"), self.delete),
            ("restore", tr("&Restore"), tr("Restore the last deleted detector"), self.restore),
        ]  # fmt: skip

    def sizeHint(self) -> QSize:
        return QSize(1080, 660)

    # --- what is shown ---

    def refresh(self, choose: str = "") -> None:
        """Read the store again.

        Args:
            choose: name of an entry to select.
        """
        self._do(lambda: None, choose)

    def _do(self, act: Callable[[], Any], choose: str = "") -> None:
        """Run an operation on the store in the background, then refresh."""
        wanted = choose or next(iter(self.names()), "")

        def work() -> tuple[Any, _Shown]:
            result = act()
            return result, _read(self._store)

        def done(result: tuple[Any, _Shown]) -> None:
            made, shown = result
            self.busy = False
            self._show(shown, made.name if isinstance(made, Entry) else wanted)

        def failed(error: EngineError) -> None:
            self.busy = False
            self._allow()
            self.failed.emit(error)

        self.busy = True
        self._allow()
        tasks.run(self, work, done, failed)

    def _show(self, shown: _Shown, wanted: str) -> None:
        self.entries = {entry.name: entry for entry, _ in shown.entries}
        self._deleted = shown.deleted
        self._uncalibrated = {e.name for e, facts in shown.entries if "calibration" in facts}
        self.list.blockSignals(True)
        self.list.clear()
        for entry, facts in shown.entries:
            card = EntryCard(entry, facts)
            item = QListWidgetItem()
            item.setData(_NAME, entry.name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.title)
            item.setToolTip(plain(f"{entry.path}\nSHA-256 {entry.digest}"))
            item.setSizeHint(card.sizeHint())
            self.list.addItem(item)
            self.list.setItemWidget(item, card)
            item.setSelected(entry.name == wanted)
        if not self.list.selectedItems() and self.list.count():
            self.list.item(0).setSelected(True)
        self.list.blockSignals(False)
        self._selected()

    def names(self) -> list[str]:
        """Names of the selected detectors."""
        return [str(item.data(_NAME)) for item in self.list.selectedItems()]

    def _selected(self) -> None:
        self._allow()
        names = self.names()
        if len(names) == 1 and names[0] in self.entries:
            entry = self.entries[names[0]]
            tasks.run(self, lambda: _page(entry), self._show_page, self.failed.emit)

    def _show_page(self, found: tuple[str, str]) -> None:
        name, markdown = found
        if self.names() == [name]:
            self.card.show_card(markdown)

    def _allow(self) -> None:
        chosen = [self.entries[name] for name in self.names() if name in self.entries]
        one = chosen[0] if len(chosen) == 1 else None
        own = one is not None and one.origin != SHIPPED
        usable = one is not None and not one.trouble
        allowed = {
            "use": usable and one is not None and not one.default and not one.archived,
            "compare": len(chosen) == 2,
            "note": own,
            "import": True,
            "calibrate": usable and one is not None and one.name in self._uncalibrated,
            "export": usable,
            "archive": own,
            "delete": own,
            "restore": bool(self._deleted),
        }
        for name, button in self.buttons.items():
            button.setEnabled(allowed[name] and not self.busy)
        back = one is not None and one.archived
        self.buttons["archive"].setText(tr("Take &back") if back else tr("&Archive"))
        self.state.setText(
            tr("Deleted, and can be restored: {names}").format(names=", ".join(self._deleted))
            if self._deleted
            else ""
        )

    # --- what is done ---

    def use(self) -> None:
        """Make the selected detector the default."""
        name = self.names()[0]
        self.chosen.emit(self.entries[name])

    def compare(self) -> None:
        """Compare the two selected detectors."""
        first, second = (self.entries[name] for name in self.names())

        def show(rows: list[tuple[str, str, str]]) -> None:
            CompareDialog(self, (first.title, second.title), rows).open()

        tasks.run(self, lambda: compare_cards(first, second), show, self.failed.emit)

    def annotate(self) -> None:
        """Edit the analyst's notes."""
        name = self.names()[0]
        text = ask_words(self, tr("Notes"), tr("Your own words on it"), self.entries[name].notes)
        if text is not None:
            self._do(lambda: self._store.annotate(name, text))

    def ask_import(self) -> None:
        """Ask for a bundle to import."""
        patterns = " ".join(f"*{suffix}" for suffix in CHECKPOINTS)
        kinds = (
            tr("Detectors and published checkpoints") + f" (*.zip detector.json {patterns})",
            tr("All files (*)"),
        )
        path, _ = QFileDialog.getOpenFileName(self, tr("Import a detector"), "", ";;".join(kinds))
        if not path:
            return
        place = Path(path)
        if place.suffix.lower() in CHECKPOINTS:
            self.ask_layout(place)
        else:
            self.import_bundle(place.parent if place.name == "detector.json" else place)

    def ask_layout(self, path: Path) -> None:
        """Ask for the layout of a published checkpoint, then import it."""
        dialog = LayoutDialog(self, path)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.import_checkpoint(path, dialog.layout_chosen))
        dialog.open()

    def import_checkpoint(self, path: Path, layout: Layout) -> None:
        """Import a published checkpoint."""

        def work() -> Entry:
            from engine.detector.published.importer import import_checkpoint

            detector = import_checkpoint(path, layout)
            return self._store.add_imported(layout.title, detector.save, came_from=path.name)

        self._do(work)
        self.state.setText(tr("Importing “{name}” …").format(name=path.name))

    def ask_calibration(self) -> None:
        """Ask for labelled clips and calibrate the selected detector on them."""
        folder = QFileDialog.getExistingDirectory(
            self, tr("Folder with labelled clips: real and fake, ten or more of each")
        )
        if folder:
            self.calibrate(Path(folder))

    def calibrate(self, data: Path) -> None:
        """Calibrate the selected detector on labelled clips, into a new detector."""
        entry = self.entries[self.names()[0]]

        def work(progress: ProgressCallback, token: CancelToken) -> Entry:
            return _calibrated(self._store, entry, data, progress, token)

        self.progress = ProgressDialog(
            self, tr("Calibrate a detector"), tr("Loading the detector …"), work,
            lambda made: self.refresh(made.name), self.failed.emit,
        )  # fmt: skip

    def import_bundle(self, place: Path) -> None:
        """Import a bundle if it passes validation."""
        self._do(lambda: self._store.import_bundle(place))

    def ask_export(self) -> None:
        """Ask for an archive name to export to."""
        name = self.names()[0]
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Export the detector"), str(Path.home() / f"{name}.zip"),
            tr("Archives (*.zip)"), options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if path:
            self.export(Path(path))

    def export(self, target: Path) -> None:
        """Export the selected detector to an archive."""
        name = self.names()[0]
        self._do(lambda: self._store.export(name, target))

    def archive(self) -> None:
        """Archive the selected detector, or undo it."""
        entry = self.entries[self.names()[0]]
        was_default = entry.default and not entry.archived
        self._do(lambda: self._store.archive(entry.name, not entry.archived))
        if was_default:
            self._fall_back()

    def delete(self) -> None:
        """Delete the selected detector; `restore` undoes it."""
        if not self.buttons["delete"].isEnabled():
            return
        entry = self.entries[self.names()[0]]
        self._do(lambda: self._store.delete(entry.name))
        if entry.default:
            self._fall_back()

    def restore(self) -> None:
        """Restore the last deleted detector."""
        if self._deleted and not self.busy:
            name = self._deleted[0]
            self._do(lambda: self._store.restore(name))

    def _fall_back(self) -> None:
        """Make the shipped detector the default after the default was removed."""
        shipped = next(entry for entry in self.entries.values() if entry.origin == SHIPPED)
        self.chosen.emit(shipped)


def _calibrated(
    store: BundleStore, entry: Entry, data: Path, progress: ProgressCallback, token: CancelToken
) -> Entry:
    """Calibrate in the background and add the result to the store."""
    from platformdirs import user_cache_dir

    from engine.detector.detector import Detector
    from engine.training.calibrate import calibrate_detector

    crops = Path(user_cache_dir("deepfake-forensics")) / "crops"
    made = calibrate_detector(Detector.load(entry.path), data, crops, progress, token)
    token.check()
    return store.add(made.name, made.save, came_from=entry.name)


def _read(store: BundleStore) -> _Shown:
    entries = []
    for entry in store.entries():
        try:
            facts = {} if entry.trouble else summarize(entry)
        except EngineError as error:
            log_once(error)
            facts = {}
        entries.append((entry, facts))
    return _Shown(entries, store.deleted())


def _page(entry: Entry) -> tuple[str, str]:
    try:
        return entry.name, card_page(entry.path, WORDING)
    except EngineError as error:
        log_once(error)
        return entry.name, " ".join(error.said(WORDING))
