"""The page of labelled data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)

from engine.progress import CancelToken
from forensics_gui.case.controller import CaseController
from forensics_gui.language import WORDING, decimal, tr, whole
from forensics_gui.widgets.labels import Label, heading, hint, name_choice, plain
from forensics_gui.widgets.wrapping_row import row_of
from forensics_gui.wizard.contact_sheet import ContactSheetList
from forensics_gui.wizard.counts import Balance, CountTable
from forensics_gui.wizard.page import Page
from forensics_gui.wizard.retraining_worker import RetrainingWorker
from forensics_gui.wizard.sources import ForgeBox, SourceList, manifest_of_case
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.training.records import FaceRecord
    from engine.training.retrain.session import Retraining
    from engine.training.retrain.summary import Summary
    from forensics_gui.labelling.offer import LabellingPool

#: Sample pictures of each label.
_SAMPLE = 12


class DataPage(Page):
    """Accepts folders and shows counts, balance, duration and samples."""

    name = "data"

    def __init__(self, worker: RetrainingWorker, cases: CaseController) -> None:
        super().__init__(worker)
        self._cases = cases
        self._cancel = CancelToken()
        self._known: Summary | None = None
        self.sources = SourceList()
        self.sources.dropped.connect(self.add)
        self.add_folder = QPushButton(tr("Add a &folder …"))
        self.add_folder.clicked.connect(self._ask_folder)
        self.add_manifest = QPushButton(tr("Add a &manifest …"))
        self.add_manifest.setToolTip(tr("A CSV or Parquet table of files and labels"))
        self.add_manifest.clicked.connect(self._ask_manifest)
        self.add_case = QPushButton(tr("Add the &tagged clips of the case"))
        self.add_case.setToolTip(
            tr("Clips of the open case that are tagged “pristine” or “forged”")
        )
        self.add_case.clicked.connect(self._add_case)
        self.label_first = QPushButton(tr("&Suggest what to label next …"))
        self.label_first.setToolTip(
            tr("Unlabelled clips or faces whose labels help the detector most")
        )
        self.label_first.clicked.connect(self.show_labelling)
        self.remove = QPushButton(tr("&Remove"))
        self.remove.clicked.connect(self._remove)
        self.sources.itemSelectionChanged.connect(self._allow)
        self.present = QComboBox()
        self.present.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.present.setMinimumContentsLength(24)
        self.present.activated.connect(
            lambda _: self._change(present=str(self.present.currentData()))
        )
        self.forge = ForgeBox()
        self.forge.wanted.connect(lambda made: self._change(forge=made))
        self.counts = CountTable()
        self.balance = Balance()
        self.length = hint()
        self.notes = hint()
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sheet = ContactSheetList(tr("Some of the items"))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.sources, 1)
        buttons = (self.add_folder, self.add_manifest, self.add_case, self.label_first, self.remove)
        left.addLayout(row_of(*buttons))
        left.addWidget(self.forge)
        better = Label(tr("Detector to improve"))
        name_choice(self.present, better.text())
        left.addLayout(row_of(better, self.present))
        self.found = Label()
        self.found.setWordWrap(True)
        for widget in (heading(tr("Contents")), self.found, self.balance, self.counts):
            right.addWidget(widget)
        right.addWidget(self.length)
        right.addWidget(self.notes)
        right.addWidget(self.sheet, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 5)
        columns.addLayout(right, 5)
        self.body.addLayout(columns)
        self._show(None, [])

    def enter(self) -> None:
        self.worker.ask(_detectors, self._offer)
        self.worker.ask(_summary, lambda found: self._show(*found))

    def leave(self) -> None:
        self._cancel.cancel()
        self.sheet.stop()

    @property
    def complete(self) -> bool:
        return self._known is not None and bool(self._known.counts)

    # --- what the analyst does ---

    def add(self, places: list[Path]) -> None:
        """Add sources to the plan."""
        plan = self.worker.plan
        before = list(plan.sources) if plan is not None else []
        new = [str(p.resolve()) for p in places]
        if wanted := [p for p in dict.fromkeys(new) if p not in before]:
            self._change(sources=[*before, *wanted])

    def _ask_folder(self) -> None:
        title = tr("Folder with “real” and “fake” inside, or a data set")
        name = QFileDialog.getExistingDirectory(self, title)
        if name:
            self.add([Path(name)])

    def _ask_manifest(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Add a manifest"), "", tr("Manifests (*.csv *.parquet)")
        )
        if name:
            self.add([Path(name)])

    def _add_case(self) -> None:
        view = self._cases.view
        if view is not None:
            case = view.path
            self.worker.ask(
                lambda retraining: manifest_of_case(retraining, case), lambda path: self.add([path])
            )

    def show_labelling(self) -> None:
        """Open the labelling dialog."""
        from forensics_gui.labelling.dialog import LabelDialog
        from forensics_gui.labelling.offer import add_labels

        def add(offer: LabellingPool) -> None:
            add_labels(self.worker, self._cases, offer, self._take)

        dialog = LabelDialog(self, self.worker, self._cases)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.labelled.connect(add)
        dialog.open()

    def _take(self, sources: list[str]) -> None:
        self._change(sources=sources)

    def _remove(self) -> None:
        plan, gone = self.worker.plan, set(self.sources.chosen())
        if plan is not None and gone:
            self._change(sources=[place for place in plan.sources if place not in gone])

    def _change(self, **fields: Any) -> None:
        self._cancel.cancel()
        self._known = None
        self.completed.emit()
        self.worker.change(**fields)
        self.enter()

    # --- what is shown ---

    def _offer(self, detectors: list[tuple[str, str]]) -> None:
        self.present.clear()
        self.present.addItem(tr("the one in use"), "default")
        for name, title in detectors:
            self.present.addItem(title, name)
        plan = self.worker.plan
        assert plan is not None
        if self.present.findData(plan.present) < 0:
            self.present.addItem(plan.present, plan.present)
        self.present.setCurrentIndex(self.present.findData(plan.present))
        # Unreadable sources are listed too, so that they can be removed.
        self.sources.show_sources(list(plan.sources), {})

    def _allow(self) -> None:
        self.remove.setEnabled(bool(self.sources.chosen()))
        self.add_case.setEnabled(self._cases.view is not None)

    def _show(self, found: Summary | None, records: list[FaceRecord]) -> None:
        self._known = found
        plan = self.worker.plan
        layouts = {one.place: one for one in found.layouts} if found else {}
        if plan is not None:
            read = {
                place: tr("{layout}, {items} items").format(
                    layout=layout.name, items=whole(layout.items)
                )
                for place, layout in layouts.items()
            }
            self.sources.show_sources(list(plan.sources), read)
            self.forge.show_plan(plan.forge)
        self.forge.setEnabled(found is not None and bool(found.clips(0)))
        self._allow()
        self._tell(found)
        self.completed.emit()
        self._cancel.cancel()
        if records:
            self.sheet.show_records(_sample(records))
            self._measure(records)
        else:
            self.sheet.stop()
            self.sheet.clear()

    def _tell(self, found: Summary | None) -> None:
        self.counts.show_counts(found.counts if found else [])
        self.counts.setVisible(found is not None)
        self.balance.show_counts(*(found.clips(label) if found else 0 for label in (0, 1)))
        self.length.hide()
        if found is None:
            self.found.setText(
                tr("No data yet. A new head needs at least 20 pristine and 20 forged clips of "
                   "different people.")
            )  # fmt: skip
            self.notes.hide()
            return
        methods = ", ".join(f"{name} ({count})" for name, count in found.methods.items())
        said = tr("{pristine} pristine and {forged} forged clips of {people} people.").format(
            pristine=whole(found.clips(0)), forged=whole(found.clips(1)), people=whole(found.people)
        )
        told = tr("Forged by: {methods}.").format(methods=methods) if methods else ""
        self.found.setText(" ".join(filter(None, (said, told, _shortage(found)))))
        notes = [note.said(WORDING) for layout in found.layouts for note in layout.notes]
        notes += [
            tr("Not forged: {reason}").format(reason=reason.said(WORDING))
            for reason in found.skipped
        ]
        self.notes.setText("\n".join(notes[:4]))
        self.notes.setVisible(bool(notes))
        self.notes.setToolTip(plain("\n".join(notes)))

    def _measure(self, records: list[FaceRecord]) -> None:
        """Measure the duration of all clips in the background."""
        token = self._cancel = CancelToken()

        def length() -> Iterator[float]:
            from engine.training.retrain.summary import hours

            yield hours(records, cancel=token)

        def each(found: float) -> None:
            if found and not token.cancelled:
                shown = decimal(found, 1) if found >= 0.1 else decimal(found, 3)
                self.length.setText(tr("{hours} hours of video.").format(hours=shown))
                self.length.show()

        tasks.stream(self, length, each, lambda _: None)


def _shortage(found: Summary) -> str:
    """What a new head lacks, by the counts that its training uses; "" if nothing."""
    from engine.training.retrain.learned import LEAST

    pristine, forged = found.learned(0), found.learned(1)
    if min(pristine, forged) >= LEAST:
        return ""
    return tr(
        "Too few to train a new head: it needs at least {least} pristine and {least} forged clips "
        "beside those held out; there are {pristine} and {forged}."
    ).format(least=LEAST, pristine=whole(pristine), forged=whole(forged))


def _detectors(retraining: Retraining) -> list[tuple[str, str]]:
    """Name and title of each detector that can be improved."""
    entries = retraining.store.entries(archived=False)
    return [(entry.name, entry.title) for entry in entries if not entry.trouble]


def _summary(retraining: Retraining) -> tuple[Summary | None, list[FaceRecord]]:
    if not retraining.plan.sources:
        return None, []
    found = retraining.summary()
    return found, retraining.records()


def _sample(records: list[FaceRecord]) -> list[FaceRecord]:
    """Evenly spaced items of each label."""
    chosen = []
    for label in (0, 1):
        part = [r for r in records if r.label == label]
        step = max(1, len(part) // _SAMPLE)
        chosen += part[::step][:_SAMPLE]
    return chosen
