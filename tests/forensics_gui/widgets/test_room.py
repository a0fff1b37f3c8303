"""Everything fits: small screens, long words, large text."""

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

from forensics_gui import language, theme
from forensics_gui.main_window import MainWindow
from forensics_gui.widgets.wrapping_row import row_of


@pytest.fixture(params=[language.ENGLISH, language.GERMAN])
def any_language(request, spoken):
    spoken(request.param)
    return request.param


@pytest.fixture
def sized(qapp):
    """Sets the size of text, in per cent, for what is made after."""
    before = qapp.font()
    yield lambda percent: theme.set_text_size(qapp, percent)
    qapp.setFont(before)


def cut_off(window):
    """Words of buttons, labels and tabs in sight that have less room than they need."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        within_tabs = isinstance(widget.parentWidget(), QTabBar)
        plain = isinstance(widget, QLabel) and not widget.wordWrap() and widget.minimumWidth() > 1
        if (isinstance(widget, QAbstractButton) and not within_tabs) or plain:
            hint, size = widget.sizeHint(), widget.size()
            if size.width() < hint.width() - 1 or size.height() < hint.height() - 1:
                found.append((widget.text(), size.toTuple(), hint.toTuple()))
        elif isinstance(widget, QComboBox):
            if widget.width() < widget.minimumSizeHint().width():
                found.append((widget.currentText(), widget.width()))
        elif isinstance(widget, QTabBar):
            needed = sum(widget.tabRect(tab).width() for tab in range(widget.count()))
            if needed > widget.width() + 1:
                found.append(([widget.tabText(tab) for tab in range(widget.count())], needed))
    return found


def test_nothing_is_cut_off_on_a_small_screen(any_language, analysed, qtbot):
    analysed.resize(1366, 768)
    analysed.examine.show_usual()
    qtbot.wait(50)
    assert (analysed.width(), analysed.height()) == (1366, 768)
    assert cut_off(analysed) == []
    for dock in reversed(analysed.examine.docks):
        dock.raise_()
    analysed.batch.show()
    qtbot.wait(50)
    assert cut_off(analysed) == []
    analysed.show_clip_page()
    analysed.player.second.choose("clip")
    qtbot.wait(50)
    assert cut_off(analysed) == []


@pytest.mark.parametrize(("percent", "width"), [(100, 1024), (150, 1200), (200, 1366)])
def test_large_text_needs_no_larger_screen(
    any_language, sized, host, preferences, qtbot, percent, width
):
    sized(percent)
    window = MainWindow(host, preferences)
    qtbot.addWidget(window)
    window.show()
    least = window.minimumSizeHint()
    assert least.width() <= width
    assert least.height() <= 768
    window.close()


def test_text_is_as_large_as_asked_for(sized, host, preferences, qtbot):
    sized(200)
    window = MainWindow(host, preferences)
    qtbot.addWidget(window)
    window.show()
    assert window.welcome.findChild(QPushButton).font().pixelSize() == 26
    assert window.timeline.plane.ruler == 2 * 19
    assert window.verdict.headline.font().pixelSize() == 34
    window.close()


def test_a_long_row_wraps_into_a_second_one(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    buttons = [QPushButton("a button of some width") for _ in range(3)]
    row = row_of(*buttons[:2])
    row.add_spring()
    row.addWidget(buttons[2])
    holder.setLayout(row)
    holder.resize(row.sizeHint().width() + 40, 200)
    holder.show()
    assert len({button.y() for button in buttons}) == 1
    assert buttons[2].geometry().right() >= holder.contentsRect().right() - 12
    holder.resize(row.sizeHint().width() - 20, 200)
    QApplication.processEvents()
    assert buttons[0].y() == buttons[1].y() < buttons[2].y()
    holder.resize(row.minimumSize().width(), 400)
    QApplication.processEvents()
    assert len({button.y() for button in buttons}) == 3
    assert row.heightForWidth(holder.width()) > 2 * buttons[0].height()


def test_hidden_widgets_take_no_room_in_a_row(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    first, second = QLineEdit(), QLineEdit()
    row = row_of(first, second)
    holder.setLayout(row)
    holder.show()
    both = row.sizeHint().width()
    first.hide()
    assert row.sizeHint().width() < both
