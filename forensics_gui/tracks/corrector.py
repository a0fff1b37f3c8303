"""Corrections of the selected face, applied through the case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QInputDialog,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from engine.analysis.correction import (
    Correction,
    ExcludeFrames,
    ExcludeTrack,
    MergeTracks,
    RenameTrack,
    RestoreTrack,
    SplitTrack,
    SwapTracks,
)
from forensics_gui.case.controller import CaseController
from forensics_gui.language import tr
from forensics_gui.session import Session, title_of
from forensics_gui.widgets.dialogs import ok_or_cancel
from forensics_gui.widgets.labels import Label, plain


class TrackCorrector(QObject):
    """Asks for the details of a correction and applies it.

    Args:
        marked: returns the range marked in the player, None without one.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        cases: CaseController,
        marked: Callable[[], tuple[int, int] | None],
    ) -> None:
        super().__init__(window)
        self._marked = marked
        self._window = window
        self._session = session
        self._cases = cases

    @property
    def _title(self) -> str:
        return title_of(self._session.analysis, self._session.selected)

    def rename(self) -> None:
        """Ask for a name; an empty one removes it."""
        number = self._session.selected
        before = self._session.analysis.names.get(number, "")
        name, agreed = QInputDialog.getText(
            self._window,
            tr("Rename"),
            tr("Name of track {number}, such as “speaker left”").format(number=number),
            text=before,
        )
        if agreed and name.strip() != before:
            self._correct(RenameTrack(number, name.strip()))

    def exclude(self) -> None:
        """Ask for a reason and exclude the track from the verdict."""
        reason, agreed = QInputDialog.getText(
            self._window,
            tr("Exclude"),
            plain(tr("Reason to exclude {face} from the verdict").format(face=self._title)),
        )
        if agreed and reason.strip():
            self._correct(ExcludeTrack(self._session.selected, reason.strip()))

    def exclude_frames(self) -> None:
        """Ask for a range and a reason, and exclude the frames from the track's verdict."""
        track = self._session.analysis.tracks[self._session.selected]
        first, last = int(track.frames[0]), int(track.frames[-1])
        chosen = self._marked() or (self._session.frame, last)
        dialog = RangeDialog(self._window, self._title, (first, last), chosen)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            reason = dialog.reason.text().strip()
            self._correct(
                ExcludeFrames(track.number, dialog.first.value(), dialog.last.value(), reason)
            )

    def merge(self) -> None:
        """Ask for another track of the same face."""
        number = self._session.selected
        others = [n for n in sorted(self._session.analysis.tracks) if n != number]
        other = self._ask_other(tr("Merge"), tr("Merge {face} with"), others)
        if other:
            self._correct(MergeTracks(max(number, other), min(number, other)))

    def swap(self) -> None:
        """Ask for the track that the selected one was confused with, from the current frame on."""
        number, frame = self._session.selected, self._session.frame
        others = [
            track.number for track, _ in self._session.tracks_at(frame) if track.number != number
        ]
        other = self._ask_other(tr("Swap"), tr("From this frame on, swap {face} with"), others)
        if other:
            self._correct(SwapTracks(number, other, frame))

    def _ask_other(self, title: str, words: str, others: list[int]) -> int:
        """Ask for one of some tracks; 0 if the user cancels."""
        titles = [title_of(self._session.analysis, n) for n in others]
        chosen, agreed = QInputDialog.getItem(
            self._window, title, plain(words.format(face=self._title)), titles, 0, False
        )
        return others[titles.index(chosen)] if agreed and chosen in titles else 0

    def split(self) -> None:
        """Split the track at the current frame."""
        self._correct(SplitTrack(self._session.selected, self._session.frame))

    def restore(self) -> None:
        """Include the track and all its frames again."""
        self._correct(RestoreTrack(self._session.selected))

    def _correct(self, correction: Correction) -> None:
        self._cases.correct(correction)


class RangeDialog(QDialog):
    """Asks for first and last frame and a reason, which is required.

    Args:
        title: of the track.
        bounds: its first and last frame.
        chosen: proposed range, clamped to the bounds.
    """

    def __init__(
        self, parent: QWidget, title: str, bounds: tuple[int, int], chosen: tuple[int, int]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Exclude frames"))
        self.first, self.last = QSpinBox(), QSpinBox()
        for box in (self.first, self.last):
            box.setRange(*bounds)
        self.first.setValue(chosen[0])
        self.last.setValue(chosen[1])
        self.first.valueChanged.connect(self.last.setMinimum)
        self.last.setMinimum(self.first.value())
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Example: a hand covers the face"))
        self.buttons = ok_or_cancel(self)
        agree = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        agree.setEnabled(False)
        self.reason.textChanged.connect(lambda text: agree.setEnabled(bool(text.strip())))
        form = QFormLayout(self)
        form.addRow(Label(tr("Frames of {face} to exclude from its verdict").format(face=title)))
        form.addRow(tr("From frame"), self.first)
        form.addRow(tr("to frame"), self.last)
        form.addRow(tr("Reason"), self.reason)
        form.addRow(self.buttons)
        self.setMinimumWidth(420)
