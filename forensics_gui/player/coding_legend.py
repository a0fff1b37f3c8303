"""Legend of the coding views, and the words beside them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter

from engine.coding.view_colours import (
    KIND_COLOURS,
    VECTOR_COLOURS,
    quantiser_colours,
    quantiser_range,
    shows,
)
from engine.container.coded_frame import BlockKind, CodedFrame
from engine.container.coding_series import Exports
from forensics_gui.colours import ON_DARK
from forensics_gui.language import decimal, mark, tr, whole
from forensics_gui.theme import scaled

#: What each kind of block is called.
_KINDS = {
    BlockKind.INTRA: mark("intra"),
    BlockKind.INTRA_SPLIT: mark("intra, 4 × 4 or 8 × 8"),
    BlockKind.FORWARD: mark("from earlier frames"),
    BlockKind.BACKWARD: mark("from later frames"),
    BlockKind.BOTH: mark("from both"),
    BlockKind.DIRECT: mark("direct"),
    BlockKind.SKIPPED: mark("skipped"),
}
_MISSING = {
    "block_types": mark("{codec} does not tell the types of its blocks."),
    "quantiser": mark("{codec} does not tell its quantisers."),
    "motion_vectors": mark("{codec} does not tell its motion vectors."),
}
_PAD = 6
#: Colour stops of the quantiser's scale.
_STOPS = 9


def untold(view: str, exports: Exports) -> str:
    """Why a view of this codec shows nothing; "" if it shows something."""
    return "" if shows(view, exports) else tr(_MISSING[view]).format(codec=exports.codec)


def caption(coded: CodedFrame) -> str:
    """Type, size, quantiser and shares of blocks of a frame in one line."""
    told = [tr("{kind} frame, {size} bytes").format(kind=coded.kind, size=whole(coded.size))]
    if np.isfinite(coded.quantiser):
        told.append(tr("quantiser {mean}").format(mean=decimal(coded.quantiser, 1)))
    intra = coded.share(BlockKind.INTRA, BlockKind.INTRA_SPLIT)
    if np.isfinite(intra):
        skipped = coded.share(BlockKind.SKIPPED)
        words = tr("{intra}% intra, {skipped}% skipped")
        told.append(words.format(intra=whole(100 * intra), skipped=whole(100 * skipped)))
    return "   ".join(told)


def draw_coding_legend(
    painter: QPainter, target: QRectF, view: str, coded: CodedFrame, exports: Exports
) -> None:
    """Explain the colours of a view at the lower left of the picture."""
    font = QFont(painter.font())
    font.setPixelSize(scaled(11))
    painter.setFont(font)
    seen = target & QRectF(painter.viewport())
    if view == "quantiser":
        _draw_scale(painter, seen, exports)
        return
    if view == "block_types":
        present = set(coded.kinds.tolist())
        entries = [
            (KIND_COLOURS[kind], tr(words)) for kind, words in _KINDS.items() if kind in present
        ]
        lines = [tr("Thin lines: macroblocks and their parts")]
    else:
        entries = [
            (VECTOR_COLOURS[-1], tr("to an earlier frame")),
            (VECTOR_COLOURS[1], tr("to a later frame")),
        ]
        lines = [tr("From a block to the place it is copied from; none: intra or no motion")]
    _draw_entries(painter, seen, entries, lines)


def _draw_entries(
    painter: QPainter, seen: QRectF, entries: list[tuple[str, str]], lines: list[str]
) -> None:
    metrics = painter.fontMetrics()
    height = metrics.height()
    swatch = height - 4
    room = max(seen.width() - 4 * _PAD, 1.0)
    rows: list[list[tuple[float, str, str]]] = [[]]
    at = widest = 0.0
    for colour, words in entries:
        width = swatch + _PAD + metrics.horizontalAdvance(words) + 2 * _PAD
        if rows[-1] and at + width > room:
            rows.append([])
            at = 0.0
        rows[-1].append((at, colour, words))
        at += width
        widest = max(widest, at)
    widest = max([widest, *(float(metrics.horizontalAdvance(line)) for line in lines)])
    count = len(rows) + len(lines)
    box = _box(painter, seen, min(widest, room), count * height)
    top = box.top() + _PAD
    for row in rows:
        for left, colour, words in row:
            x = box.left() + _PAD + left
            shown = QRectF(x, top + 2, swatch, swatch)
            painter.fillRect(shown, QColor(colour))
            # Dark colours need an outline on the legend.
            painter.drawRect(shown)
            painter.drawText(QPointF(x + swatch + _PAD, top + metrics.ascent()), words)
        top += height
    for line in lines:
        painter.drawText(QPointF(box.left() + _PAD, top + metrics.ascent()), line)
        top += height


def _draw_scale(painter: QPainter, seen: QRectF, exports: Exports) -> None:
    low, high = quantiser_range(exports)
    metrics = painter.fontMetrics()
    height, bar = metrics.height(), scaled(110)
    fine = tr("fine  {quantiser}").format(quantiser=low)
    coarse = tr("{quantiser}  coarse").format(quantiser=high)
    note = (
        tr("Quantiser of each block")
        if exports.quantiser == "blocks"
        else tr("Quantiser of the frame's header; blocks may deviate")
    )
    before = metrics.horizontalAdvance(fine) + _PAD
    width = max(before + bar + _PAD + metrics.horizontalAdvance(coarse),
                metrics.horizontalAdvance(note))  # fmt: skip
    box = _box(painter, seen, width, 2 * height)
    left, top = box.left() + _PAD, box.top() + _PAD
    painter.drawText(QPointF(left, top + metrics.ascent()), fine)
    gradient = QLinearGradient(left + before, 0, left + before + bar, 0)
    places = np.linspace(0, 1, _STOPS)
    for place, (red, green, blue) in zip(places, quantiser_colours(places).tolist(), strict=True):
        gradient.setColorAt(float(place), QColor(red, green, blue))
    painter.fillRect(QRectF(left + before, top + 2, bar, height - 4), gradient)
    painter.drawText(QPointF(left + before + bar + _PAD, top + metrics.ascent()), coarse)
    painter.drawText(QPointF(left, top + height + metrics.ascent()), note)


def _box(painter: QPainter, seen: QRectF, width: float, height: float) -> QRectF:
    """Dark background of a legend at the lower left."""
    box = QRectF(
        seen.left() + _PAD, seen.bottom() - height - 3 * _PAD, width + 2 * _PAD, height + 2 * _PAD
    )
    painter.fillRect(box, QColor(21, 23, 26, 200))
    painter.setPen(QColor(ON_DARK))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return box
