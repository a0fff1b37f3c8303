"""The second picture: a view of the current frame, or another clip in sync."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.container.coded_frame import CodedFrame
from engine.container.coding_series import Exports
from engine.video.index import FrameIndex
from forensics_gui.language import mark, tr
from forensics_gui.player.canvas import Canvas, to_image
from forensics_gui.player.coding_legend import caption, draw_coding_legend, untold
from forensics_gui.player.decode_requests import CODING_VIEWS, ServedFrame, Wanted
from forensics_gui.player.filter_sliders import FilterSliders
from forensics_gui.player.frame_server import Decoding
from forensics_gui.player.levels import Levels
from forensics_gui.player.overlays import Overlays
from forensics_gui.player.positions import time_code
from forensics_gui.player.viewport import Viewport
from forensics_gui.session import Session
from forensics_gui.widgets.dialogs import CLIP_FILES
from forensics_gui.widgets.labels import Label, name_choice, plain
from forensics_gui.widgets.wrapping_row import row_of
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.analysis.picture_filters import PictureFilter

#: Kind, label and explanation.
KINDS = (
    ("original", mark("Original"), mark("The picture without overlays")),
    ("heat", "Grad-CAM",
     mark("Regions that raised the score of the selected face; computed while paused")),
    ("error_level", mark("Error level"),
     mark("Difference to a copy saved as JPEG, amplified. Shows where to look; edges and text are "
          "bright in pristine pictures too")),
    ("noise_residual", mark("Noise residual"),
     mark("Noise and finest detail, amplified. Generated faces are often smoother than their "
          "surroundings; strong compression hides this")),
    ("noise_map", mark("Noise map"),
     mark("Noise of each block, from black for the least to white for the most. A face with "
          "another history may differ from its surroundings; texture counts too")),
    ("band", mark("Details of one size"),
     mark("One band of frequencies, amplified. Blended and enlarged parts lack the finest details "
          "of their surroundings")),
    ("sharpen", mark("Sharpened"), mark("The picture with its details strengthened")),
    ("motion", mark("Difference to previous"),
     mark("Difference to the previous frame, amplified. Repeated frames are black")),
    ("block_types", mark("Block types"),
     mark("How each block is predicted: from its own frame, from others, or copied unchanged")),
    ("quantiser", mark("Quantiser"),
     mark("How coarsely each block is stored. A part with another history may differ from its "
          "surroundings; encoders vary it with the content too")),
    ("motion_vectors", mark("Motion vectors"),
     mark("Where each block is copied from")),
    ("held", mark("This frame, held"),
     mark("Holds this frame to compare it with others")),
    ("clip", mark("Another clip"), mark("A reference clip, synchronised with this one")),
)  # fmt: skip

_CHOOSE = mark("Choose a clip to compare with")

#: Kinds that the decoding thread computes from the frame.
MADE = (
    "error_level", "noise_residual", "noise_map", "band", "sharpen", "motion", *CODING_VIEWS,
)  # fmt: skip


class SecondView(QWidget):
    """Hidden until a kind is chosen; zooms and pans with the first picture.

    Signals:
        chosen(kind): one of KINDS, "" after closing.
        failed(EngineError): the other clip cannot be decoded.

    Attributes:
        head: its controls; separate, so that both pictures have the same height.
        kind: one of KINDS, "" while hidden.
        other: the other clip, or None.
        heat: RGBA Grad-CAM of the frame, or None.
    """

    chosen = Signal(str)
    failed = Signal(object)

    def __init__(
        self, session: Session, viewport: Viewport, overlays: Overlays, levels: Levels
    ) -> None:
        super().__init__()
        self._session = session
        self._overlays = overlays
        self.other: Path | None = None
        self._times = np.zeros(0)
        self._served: ServedFrame | None = None
        self._index: FrameIndex | None = None
        self._held = 0
        self.kind = ""
        self._plugins: frozenset[str] = frozenset()
        self.heat: QImage | None = None
        self.canvas = Canvas(viewport, tr("Second picture"), self._draw, levels)
        self.decoding = Decoding(self)
        self.decoding.opened.connect(self._opened)
        self.decoding.served.connect(self._show_other)
        self.decoding.failed.connect(self._failed)
        session.frame_changed.connect(self._follow)
        viewport.changed.connect(self._follow)
        overlays.changed.connect(self.canvas.update)
        self._build()
        self.hide()

    def _build(self) -> None:
        self.kinds = QComboBox()
        name_choice(self.kinds, tr("What the second picture shows"))
        for kind, words, tip in KINDS:
            self.kinds.addItem(tr(words), kind)
            self.kinds.setItemData(self.kinds.count() - 1, tr(tip), Qt.ItemDataRole.ToolTipRole)
        self.kinds.activated.connect(lambda row: self.choose(self.kinds.itemData(row)))
        self.open_button = QToolButton()
        self._name_button(tr("Open …"))
        self.open_button.clicked.connect(self._choose_file)
        self.step = QComboBox()
        name_choice(self.step, tr("Synchronisation with the other clip"))
        self.step.addItems([tr("by time"), tr("by frame")])
        self.step.currentIndexChanged.connect(self._step_changed)
        self.offset = QDoubleSpinBox()
        self.offset.setAccessibleName(tr("Offset of the other clip"))
        self.offset.setToolTip(tr("Offset of the other clip; negative if it is behind"))
        self.offset.setKeyboardTracking(False)
        self.offset.valueChanged.connect(self._follow)
        # Return the focus, because the entry consumes the player's keys.
        self.offset.lineEdit().returnPressed.connect(self.canvas.setFocus)
        self._step_changed()
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setAccessibleName(tr("Close the second picture"))
        self.close_button.setToolTip(tr("Close the second picture (Alt+0)"))
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self.choose_none)
        self._for_clip = (self.open_button, self.step, self.offset)
        self.sliders = FilterSliders()
        self.caption = Label()
        self.caption.setObjectName("hint")
        self.head = QWidget()
        self.head.hide()
        row = row_of(self.kinds, *self._for_clip, self.sliders, self.caption, spacing=4)
        row.setContentsMargins(4, 2, 0, 0)
        row.add_spring()
        row.addWidget(self.close_button)
        self.head.setLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)

    @property
    def made(self) -> str:
        """Name of the view to compute in the decoding thread, "" for none."""
        return self.kind if self._is_made else ""

    @property
    def _is_made(self) -> bool:
        return self.kind in MADE or self.kind in self._plugins

    def look_for_plugins(self) -> None:
        """Offer the filters of plug-ins, which are found in the background."""

        def found() -> dict[str, PictureFilter]:
            from engine.analysis.picture_filters import FILTERS

            return {name: FILTERS[name] for name in FILTERS.of_plugins()}

        tasks.run(self, found, self._offer, self.failed.emit)

    def _offer(self, filters: Mapping[str, PictureFilter]) -> None:
        self._plugins = frozenset(filters)
        for name, one in filters.items():
            self.kinds.addItem(one.title or name, name)
            self.kinds.setItemData(self.kinds.count() - 1, one.about, Qt.ItemDataRole.ToolTipRole)

    def choose(self, kind: str) -> None:
        """Show another kind; "" hides the view."""
        self.kind = kind
        self.setVisible(bool(kind))
        self.head.setVisible(bool(kind))
        for widget in self._for_clip:
            widget.setVisible(kind == "clip")
        self.sliders.show_for(kind if self._is_made else "")
        self.canvas.size_of = None
        self.canvas.clear()
        self.caption.clear()
        if kind:
            self.kinds.setCurrentIndex(self.kinds.findData(kind))
            self.kinds.setToolTip(self.kinds.currentData(Qt.ItemDataRole.ToolTipRole) or "")
        if kind != "clip":
            self._leave_other()
        elif self.other is None:
            self.canvas.clear(tr(_CHOOSE))
        if kind == "held" and self._session.path is not None:
            self._held = self._session.frame
            self.decoding.open(self._session.path, self._index)
        if self._served is not None and kind != "clip":
            self.show_served(self._served, False)
        self.chosen.emit(kind)

    def choose_none(self) -> None:
        """Hide the second picture."""
        self.choose("")

    def ask_other(self) -> None:
        """Show another clip, asking for it first."""
        self.choose("clip")
        if self.other is None:
            self._choose_file()

    def know(self, index: FrameIndex) -> None:
        """Keep the index of an opened clip for reuse."""
        self._index = index
        if self.kind == "held":
            self.choose_none()

    def clear(self) -> None:
        """Reset after the clip was closed."""
        self._served = self.heat = self._index = None
        if self.kind == "held":
            self.choose_none()
        elif self.kind != "clip":
            self.canvas.clear()

    # --- of the frame on screen ---

    def show_served(self, served: ServedFrame, backwards: bool) -> None:
        """Show a reply of the decoding thread."""
        if self._served is not None and served.frame != self._served.frame:
            self.heat = None
        self._served = served
        if self.kind in ("original", "heat"):
            self.canvas.show_picture(served.frame, served.picture)
        elif self.kind in CODING_VIEWS and served.coded is not None:
            self._show_coding(served, *served.coded)
        elif self._is_made and served.view is not None:
            self.canvas.show_picture(served.frame, served.view)
        elif self._is_made and backwards:
            self.canvas.clear(tr("Not available during backwards playback."))

    def _show_coding(self, served: ServedFrame, coded: CodedFrame, exports: Exports) -> None:
        self.caption.setText(caption(coded))
        missing = untold(self.kind, exports)
        if missing or served.view is None:
            self.canvas.clear(missing)
        else:
            self.canvas.show_picture(served.frame, served.view)

    def show_heat(self, heat: QImage | None) -> None:
        self.heat = heat
        self.canvas.update()

    def _draw(self, painter: QPainter, target: QRectF, frame: int, size: tuple[int, int]) -> None:
        if self.kind == "heat" and self.heat is not None:
            painter.setOpacity(self._overlays.opacity)
            painter.drawImage(target, self.heat)
            painter.setOpacity(1.0)
        elif self._is_made or self.kind == "held":
            self._overlays.draw_faces(painter, target, frame, size)
        if self.kind in CODING_VIEWS and self._served is not None and self._served.coded:
            draw_coding_legend(painter, target, self.kind, *self._served.coded)

    def still(self) -> QImage | None:
        """The computed view as it is shown, with its legend; None for other kinds.

        At most SCREEN_SIDE pixels, unlike stills of the frame itself.
        """
        if not self._is_made or self.canvas.pixels is None:
            return None
        image = to_image(self.canvas.pixels.whole)
        painter = QPainter(image)
        target = QRectF(image.rect())
        self._draw(painter, target, self.canvas.shown, self.canvas.viewport.size)
        painter.end()
        return image

    # --- another clip ---

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr(_CHOOSE), "", tr(CLIP_FILES))
        if name:
            self.open_other(Path(name))

    def open_other(self, path: Path) -> None:
        """Show another clip in sync with the open one."""
        if self.kind != "clip":
            self.choose("clip")
        self.other = path
        self._times = np.zeros(0)
        self.canvas.clear(tr("Reading {file} …").format(file=path.name))
        self._name_button(path.name)
        self.decoding.open(path)

    def other_frame(self) -> int:
        """Frame of the other clip that matches the current one, clamped to the clip."""
        if self.kind == "held":
            return self._held
        frame, offset = self._session.frame, self.offset.value()
        if self.step.currentIndex() == 1 or not len(self._session.times):
            found = frame + round(offset)
        else:
            at = float(self._session.times[frame]) + offset
            found = int(np.searchsorted(self._times, at + 1e-6, side="right")) - 1
        return max(0, min(found, len(self._times) - 1))

    def _leave_other(self) -> None:
        self.decoding.close()
        self.other = None
        self._name_button(tr("Open …"))

    def _name_button(self, words: str) -> None:
        metrics = self.open_button.fontMetrics()
        self.open_button.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, 150))
        self.open_button.setToolTip(
            plain(tr("{file}: choose another").format(file=words)) if self.other else tr(_CHOOSE)
        )

    def _step_changed(self) -> None:
        by_frame = self.step.currentIndex() == 1
        self.offset.setDecimals(0 if by_frame else 3)
        self.offset.setRange(-1e6, 1e6)
        self.offset.setSingleStep(1 if by_frame else 0.04)
        self.offset.setSuffix(tr(" frames") if by_frame else " s")
        self.offset.setValue(0)
        self._follow()

    def _opened(self, index: FrameIndex, width: int, height: int) -> None:
        self._times = np.array(index.times)
        self.canvas.size_of = (width, height)
        self._follow()

    def _follow(self, _: object = None) -> None:
        if self.kind in ("clip", "held") and len(self._times):
            self.decoding.want(Wanted(self.other_frame(), self.canvas.wanted_part()))

    def _show_other(self, served: ServedFrame) -> None:
        self.canvas.show_picture(served.frame, served.picture)
        time = float(self._times[min(served.frame, len(self._times) - 1)])
        self.caption.setText(
            tr("frame {frame}   {time}").format(frame=served.frame, time=time_code(time))
        )

    def _failed(self, error: object) -> None:
        if not len(self._times):
            self._leave_other()
            self.canvas.clear(tr(_CHOOSE))
            self.caption.clear()
        self.failed.emit(error)
