"""Import a published checkpoint: which layout it has, and what its authors allow."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from engine.detector.published.layouts import Layout, published_layouts
from forensics_gui.detectors.cards import licence_words
from forensics_gui.language import tr
from forensics_gui.widgets.dialogs import ok_or_cancel
from forensics_gui.widgets.labels import Label, hint

#: Suffixes of checkpoints.
CHECKPOINTS = (".pth", ".pt", ".bin", ".ckpt", ".tar", ".safetensors")


#: Width of the dialog in pixels.
_WIDTH = 640


class LayoutDialog(QDialog):
    """Asks which published detector a checkpoint belongs to.

    Args:
        path: of the checkpoint.
    """

    def __init__(self, parent: QWidget, path: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import a published detector"))
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Published detector"))
        for layout in published_layouts().values():
            self.choice.addItem(layout.title, layout.name)
        self.file, self.paper, self.licence, self.unverified = (Label() for _ in range(4))
        form = QFormLayout()
        form.addRow(tr("Checkpoint"), Label(path.name))
        form.addRow(tr("Published as"), self.choice)
        form.addRow(tr("Its file"), self.file)
        form.addRow(tr("Paper"), self.paper)
        form.addRow(self.licence)
        form.addRow(tr("Not verified"), self.unverified)
        for label in (self.file, self.paper, self.licence, self.unverified):
            label.setWordWrap(True)
        outer = QVBoxLayout(self)
        outer.addLayout(form)
        note = hint(
            tr("The detector gives scores without likelihood ratios until you calibrate it on "
               "clips with known labels.")
        )  # fmt: skip
        note.setWordWrap(True)
        outer.addWidget(note)
        outer.addWidget(ok_or_cancel(self))
        self.choice.setCurrentIndex(_likely(path))
        self.choice.currentIndexChanged.connect(lambda _: self._show())
        self._show()

    @property
    def layout_chosen(self) -> Layout:
        """The selected layout."""
        return published_layouts()[str(self.choice.currentData())]

    def _show(self) -> None:
        chosen = self.layout_chosen
        self.file.setText(chosen.file)
        self.paper.setText(chosen.paper)
        self.licence.setText(licence_words(chosen.licence, chosen.commercial))
        self.unverified.setText(" ".join(chosen.unverified))
        layout = self.layout()
        assert layout is not None
        self.resize(_WIDTH, layout.heightForWidth(_WIDTH))


def _likely(path: Path) -> int:
    """Place of the layout whose file name starts like this one; the first if there is none."""
    layouts = list(published_layouts().values())
    for place, layout in enumerate(layouts):
        if layout.file.lower().startswith(path.name.lower()):
            return place
    return 0
