"""The window of bytes: the tree of boxes, fields, and a view that reads only what it shows."""

import struct

import clips
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.container.layout import read_layout
from forensics_gui.structure.bytes_window import BytesWindow
from forensics_gui.structure.hex_view import PAGE, FileBytes, HexView
from forensics_gui.structure.layout_model import LayoutModel


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    return clips.ordinary(tmp_path_factory.mktemp("bytes"), "b_frames.mp4", 30)


@pytest.fixture
def window(qtbot, clip):
    parent = QWidget()
    qtbot.addWidget(parent)
    window = BytesWindow(parent, clip)
    with qtbot.waitSignal(window.ready, timeout=20000):
        window.show()
    yield window
    parent.close()


def kinds(model, parent=None):
    parent = parent or QModelIndex()
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def rows(window):
    table = window.table
    return {
        table.item(row, 0).text(): [table.item(row, c).text() for c in (1, 2, 3)]
        for row in range(table.rowCount())
    }


def find(window, text):
    window.search.setText(text)
    window.look()


def test_boxes_are_a_tree_with_offset_size_and_meaning(window):
    model = window.model
    assert kinds(model) == ["ftyp", "moov", "free", "mdat"]
    moov = model.index(1, 0)
    assert kinds(model, moov) == ["mvhd", "trak", "udta"]
    trak = model.index(1, 0, moov)
    assert model.parent(trak) == moov
    assert [b.kind for b in model.parents(model.index(0, 0, trak))] == ["moov", "trak"]
    assert [model.index(0, column).data() for column in range(4)] == [
        "ftyp", "File type and brands", "0", "32",
    ]  # fmt: skip


def test_a_box_is_found_by_type_with_its_fields(qtbot, window, clip):
    find(window, "mvhd")
    qtbot.waitUntil(lambda: "timescale" in rows(window), timeout=20000)
    value, offset, size = rows(window)["timescale"]
    assert (value, size) == ("1000", "4")
    window.table.setCurrentCell(list(rows(window)).index("timescale"), 0)
    chosen = window.bytes.selection
    assert (chosen.start, len(chosen)) == (int(offset), 4)
    assert "4 bytes selected" in window.told.text()
    qtbot.mouseClick(window.copy_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "00 00 03 e8", timeout=20000)


def test_the_search_continues_to_the_next_box_and_around(qtbot, window):
    seen = []
    for _ in range(3):
        find(window, "hdlr")
        index = window.tree.currentIndex()
        seen.append([box.kind for box in window.model.parents(index)])
    assert seen[0] == seen[2] == ["moov", "trak", "mdia"]
    assert seen[1] == ["moov", "udta", "meta"]
    find(window, "beam")
    assert window.told.text() == "No box of this type."


def test_an_offset_leads_to_the_innermost_box(window, clip):
    at = clip.read_bytes().index(b"avcC")
    for text in (str(at), hex(at)):
        find(window, text)
        assert window.tree.currentIndex().data() == "avcC"
        assert window.bytes.cursor_offset == at


def test_a_file_of_another_kind_has_bytes_only(qtbot, tmp_path):
    path = tmp_path / "clip.ts"
    path.write_bytes(b"\x47" + bytes(187))
    parent = QWidget()
    qtbot.addWidget(parent)
    window = BytesWindow(parent, path)
    with qtbot.waitSignal(window.ready, timeout=20000):
        window.show()
    assert len(window.model) == 0
    assert "is not read" in window.told.text()
    find(window, "180")
    assert window.bytes.cursor_offset == 180


def test_a_file_that_is_gone_is_reported(qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    window = BytesWindow(parent, tmp_path / "gone.mp4")
    with qtbot.waitSignal(window.failed, timeout=20000):
        window.show()


# --- bytes ---


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A sparse file of 50 GB."""
    path = tmp_path_factory.mktemp("large") / "large.mp4"
    with path.open("wb") as file:
        file.write(struct.pack(">I4s4s4x", 16, b"ftyp", b"isom"))
        file.write(struct.pack(">I4sQ", 1, b"mdat", (50 << 30) - 16))
        file.truncate(50 << 30)
        file.seek((50 << 30) - 4)
        file.write(b"last")
    return path


@pytest.fixture
def view(qtbot, large):
    view = HexView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    source = FileBytes(view, large)
    view.show_file(source, 50 << 30)
    qtbot.waitUntil(lambda: source.row(0) is not None, timeout=20000)
    return view, source


def test_only_what_is_shown_is_read(qtbot, view):
    hex_view, source = view
    assert source.row(0)[4:8] == b"ftyp"
    assert source.pages_read == 1
    last = (50 << 30) - 16
    hex_view.go_to(last)
    qtbot.waitUntil(lambda: source.row(last) is not None, timeout=20000)
    assert source.row(last).endswith(b"last")
    assert source.pages_read <= 3
    assert hex_view.first_offset > last - 400 * 16


def test_the_scroll_bar_reaches_both_ends_of_a_large_file(view):
    hex_view, _ = view
    bar = hex_view.verticalScrollBar()
    bar.setValue(bar.maximum())
    shown = hex_view.viewport().height() // hex_view.viewport().fontMetrics().height()
    assert (50 << 30) - hex_view.first_offset <= 16 * (shown + 1)
    bar.setValue(bar.maximum() // 2)
    assert abs(hex_view.first_offset - (25 << 30)) < 16 * 100
    bar.setValue(0)
    assert hex_view.first_offset == 0


def test_keys_move_and_select(qtbot, view):
    hex_view, _ = view
    keys = Qt.Key
    qtbot.keyClick(hex_view, keys.Key_Down)
    qtbot.keyClick(hex_view, keys.Key_Right)
    assert hex_view.cursor_offset == 17
    qtbot.keyClick(hex_view, keys.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert hex_view.selection == range(17, 32)
    qtbot.keyClick(hex_view, keys.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert hex_view.cursor_offset == (50 << 30) - 1
    qtbot.keyClick(hex_view, keys.Key_Right)
    assert hex_view.cursor_offset == (50 << 30) - 1
    qtbot.keyClick(hex_view, keys.Key_PageUp)
    qtbot.keyClick(hex_view, keys.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert (hex_view.cursor_offset, hex_view.first_offset) == (0, 0)


def test_the_mouse_selects_bytes_and_keys_copy_them(qtbot, view):
    hex_view, _ = view
    line = hex_view.viewport().fontMetrics().height() + 2
    letter = hex_view.viewport().fontMetrics().horizontalAdvance("0")
    # After "000000000" and a gap.
    left = 8 + 11 * letter + letter
    qtbot.mouseClick(hex_view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left, line // 2))
    first = hex_view.cursor_offset
    qtbot.mouseClick(hex_view.viewport(), Qt.MouseButton.LeftButton,
                     Qt.KeyboardModifier.ShiftModifier,
                     QPoint(left + 9 * letter, line // 2))  # fmt: skip
    assert (first, hex_view.selection) == (0, range(0, 4))
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(hex_view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "00 00 00 10", timeout=20000)


def test_old_pages_are_dropped(qtbot, qapp, large):
    source = FileBytes(qapp, large)
    source.row(0)
    qtbot.waitUntil(lambda: source.pages_read == 1, timeout=20000)
    for page in range(1, 100):
        source.row(page * PAGE)
    qtbot.waitUntil(lambda: source.pages_read == 100, timeout=20000)
    assert source.row(99 * PAGE) is not None
    assert source.row(0) is None


def test_many_boxes_make_a_tree_at_once(tmp_path, qapp):
    path = tmp_path / "many.mp4"
    free = struct.pack(">I4s", 8, b"free")
    path.write_bytes(struct.pack(">I4s4s4x", 16, b"ftyp", b"isom") + free * 30_000)
    layout = read_layout(path)
    model = LayoutModel(qapp, layout)
    assert layout.incomplete
    assert len(model) == model.rowCount() == len(layout.boxes)
    assert model.find_offset(16 + 8 * 500).row() == 501
    assert not model.find_offset(1 << 40).isValid()
