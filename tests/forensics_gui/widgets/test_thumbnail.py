"""Small pictures are evidence: nothing tints them."""

import pytest
from PySide6.QtGui import QColor, QIcon, QPixmap

from forensics_gui.widgets.thumbnail import SIZE, framed, unchanged


@pytest.mark.parametrize("icon_of", [unchanged, framed])
def test_a_selected_picture_has_its_own_colours(qtbot, icon_of):
    picture = QPixmap(SIZE)
    picture.fill(QColor("#c08060"))
    shown = icon_of(picture).pixmap(SIZE, QIcon.Mode.Selected).toImage()
    assert shown.pixelColor(SIZE.width() // 2, SIZE.height() // 2).name() == "#c08060"
