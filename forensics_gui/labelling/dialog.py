"""Dialog for labelling candidates, most useful first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.progress import Progress
from forensics_gui.case.controller import CaseController
from forensics_gui.help.pages import PROPERTY
from forensics_gui.labelling.offer import LabellingPool, offered, resumed
from forensics_gui.labelling.strip import FaceStrip
from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label, heading, hint, plain
from forensics_gui.widgets.wrapping_row import row_of
from forensics_gui.wizard.page import ProgressRow
from forensics_gui.wizard.retraining_worker import RetrainingWorker
from forensics_gui.workers.tasks import TaskQueue

if TYPE_CHECKING:
    from engine.training.retrain.active_learning import Help
    from engine.training.retrain.labelling import Candidate, Says
    from engine.training.retrain.session import Retraining


def why(help: Help) -> str:
    """Why a candidate is suggested; the detector's opinion is hidden to avoid bias."""
    if help.unsure and help.unlike:
        return tr("The detector is uncertain, and the face is unlike labelled ones.")
    if help.unsure:
        return tr("The detector is uncertain.")
    if help.unlike:
        return tr("The face is unlike labelled ones.")
    return tr("Its label helps most among those left, but little.")


def tally(count: Counter[Says], left: int) -> str:
    """Summary of the answers so far, and the number of remaining candidates."""
    labelled = tr("{pristine} pristine and {forged} forged.").format(
        pristine=count["pristine"], forged=count["forged"]
    )
    rest = tr("%n left", "", left)
    if unknown := count["unknown"]:
        unclear = tr("%n skipped as unknown", "", unknown)
        return f"{labelled} {unclear}; {rest}."
    return f"{labelled} {rest}."


class LabelDialog(QDialog):
    """Stores answers as they are given; closing adds them to the data.

    Args:
        worker: of the retraining that the labels are for.
        cases: the open case can supply faces.

    Signals:
        labelled(LabellingPool): the dialog was closed; add these answers.

    Attributes:
        waiting: candidates, the current one first.
        pool: that they and their answers belong to; None before it is read.
        saving: queue that writes the answers.
    """

    labelled = Signal(object)

    def __init__(self, parent: QWidget, worker: RetrainingWorker, cases: CaseController) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What to label next"))
        self.setProperty(PROPERTY, "training")
        self._worker, self._cases = worker, cases
        self.pool: LabellingPool | None = None
        self._gone: list[Candidate] = []
        self._fetching = False
        self.waiting: list[Candidate] = []
        self.saving = TaskQueue(self)
        self.from_folder = QPushButton(tr("From a &folder …"))
        self.from_folder.setToolTip(tr("Clips and pictures that you can label"))
        self.from_folder.clicked.connect(self._ask_folder)
        self.from_case = QPushButton(tr("From the open &case"))
        self.from_case.setToolTip(tr("Faces of its clips, as the present detector found them"))
        self.from_case.clicked.connect(self._take_case)
        self.place = Label()
        self.strip = FaceStrip()
        self.strip.failed.connect(worker.failed)
        self.name = heading()
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.why = Label()
        self.why.setWordWrap(True)
        self.pristine = self._answer(tr("Pristine"), "1", "pristine", tr("Authentic, as filmed"))
        self.forged = self._answer(tr("Forged"), "2", "forged", tr("Manipulated or generated"))
        self.unknown = self._answer(
            tr("Cannot tell"), "3", "unknown", tr("Do not suggest it again")
        )
        self.skip = self._answer(
            tr("Skip"), "4", "skipped", tr("Suggest it again after all others")
        )
        self.back = QPushButton(tr("Undo") + "  ←")
        self.back.setToolTip(tr("Undo the last answer (Backspace)"))
        self.back.clicked.connect(self.take_back)
        for keys in ("Backspace", QKeySequence.StandardKey.Undo):
            QShortcut(QKeySequence(keys), self, self.take_back)
        self.moving = moving = ProgressRow(worker)
        self.bar, self.at, self.halt = moving.bar, moving.at, moving.halt
        self.tally = hint()
        self.done_button = QPushButton()
        self.done_button.setObjectName("primary")
        self.done_button.setAutoDefault(False)
        self.done_button.clicked.connect(self.accept)
        self._lay_out()
        self.resize(self.sizeHint())
        worker.moved.connect(self._move)
        worker.stopped.connect(self._stopped)
        self.finished.connect(self._leave)
        self._fetch(resumed)

    def sizeHint(self) -> QSize:
        return QSize(960, 560)

    def _answer(self, text: str, key: str, says: Says, tip: str) -> QPushButton:
        button = QPushButton(f"{text}  {key}")
        # A button's own shortcut clicks it with a delay, in which quick answers would be lost.
        shortcut = QShortcut(QKeySequence(key), self, lambda: self.say(says))
        shortcut.setAutoRepeat(False)
        button.setToolTip(plain(f"{tip} ({key})"))
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.say(says))
        return button

    def _lay_out(self) -> None:
        for button in (self.from_folder, self.from_case, self.back, self.halt):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        for widget in (self.bar, self.at, self.halt):
            foot.addWidget(widget)
        foot.addWidget(self.tally, 1)
        foot.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(
            hint(
                tr(
                    "Label by what you know, not by how it looks. A detector trained on guesses "
                    "repeats them."
                )
            )
        )
        layout.addLayout(row_of(self.from_folder, self.from_case, self.place))
        layout.addWidget(self.strip, 1)
        layout.addWidget(self.name)
        layout.addWidget(self.why)
        layout.addLayout(row_of(self.pristine, self.forged, self.unknown, self.skip, self.back))
        layout.addLayout(foot)

    # --- where the candidates come from ---

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Folder of clips without labels"))
        if name:
            self.take(Path(name))

    def _take_case(self) -> None:
        if self._cases.view is not None:
            self.take(self._cases.view.path)

    def take(self, place: Path) -> None:
        """Offer the content of a folder or a case; answers on another place become data."""
        offer = self.pool
        if offer is None:
            return
        if offer.answers.last is not None:
            self.labelled.emit(offer)
        self._fetch(lambda worker: offered(worker, place, offer.answers))

    def _fetch(self, call: Callable[[Retraining], LabellingPool]) -> None:
        self._fetching, self.waiting = True, []
        self._worker.ask(call, self._begin)
        self._show()

    def _begin(self, offer: LabellingPool) -> None:
        self._fetching = False
        self.pool, self._gone = offer, []
        self.waiting = list(offer.candidates)
        self._show()

    # --- what the analyst says ---

    def say(self, says: Says) -> None:
        """Answer for the current candidate and show the next."""
        if self.pool is None or not self.waiting:
            return
        shown = self.waiting.pop(0)
        self._gone.append(shown)
        if says == "skipped":
            self.waiting.append(shown)
        self.pool.answers.give(shown.key, says)
        self._keep()

    def take_back(self) -> None:
        """Undo the last answer and show its candidate again."""
        offer = self.pool
        last = offer.answers.take_back() if offer is not None and not self._fetching else None
        if offer is None or last is None:
            return
        found = next((one for one in reversed(self._gone) if one.key == last.key), None)
        if found is not None:
            rest = [one for one in self.waiting if one.key != last.key]
            self.waiting = [found, *rest]
        elif offer.pool is not None:
            # The answer is from an earlier session.
            self._worker.ask(lambda _: offer.again(last.key), self._offer_again)
        self._keep()

    def _offer_again(self, found: tuple[Candidate, ...]) -> None:
        self.waiting = list(found)
        self._show()

    def _keep(self) -> None:
        assert self.pool is not None
        self.saving.call(self.pool.answers.write, lambda _: None, self._worker.failed.emit)
        self._show()

    # --- what is shown ---

    def _show(self) -> None:
        offer = self.pool
        shown = self.waiting[0] if self.waiting else None
        words = why(shown.help) if shown is not None else self._nothing()
        self.name.setText(shown.title if shown is not None else "")
        self.name.setVisible(shown is not None)
        self.why.setText(words)
        self.strip.describe(self.name.text(), words)
        pool = offer.pool if offer is not None else None
        self.strip.show_faces(pool, shown, self.waiting[1] if len(self.waiting) > 1 else None)
        for button in (self.pristine, self.forged, self.unknown, self.skip):
            button.setEnabled(shown is not None)
        self.from_folder.setEnabled(not self._fetching)
        self.from_case.setEnabled(not self._fetching and self._cases.view is not None)
        place = offer.place if offer is not None else None
        self.place.setText(str(place or ""))
        last = offer.answers.last if offer is not None else None
        self.back.setEnabled(last is not None and not self._fetching)
        said = offer.answers.count() if offer is not None else Counter()
        self.tally.setText(tally(said, len(self.waiting)) if place is not None else "")
        new = len(offer.answers.new_labels) if offer is not None else 0
        self.done_button.setText(tr("Add %n to the data", "", new) if new else tr("Close"))
        self._settle()

    def _nothing(self) -> str:
        if self._fetching:
            return tr("Detecting faces and ranking them …")
        if self.pool is None or self.pool.place is None:
            return tr("Choose a source of clips or faces.")
        return tr("Nothing left to label.")

    def _settle(self) -> None:
        for widget in (self.bar, self.at, self.halt):
            widget.setVisible(self._fetching)

    def _move(self, at: Progress) -> None:
        self.moving.show_progress(at)

    def _stopped(self) -> None:
        self._fetching = False
        self._show()

    def _leave(self) -> None:
        self.strip.stop()
        if self._fetching:
            self._worker.cancel()
        elif self.pool is not None and self.pool.answers.last is not None:
            self.labelled.emit(self.pool)
