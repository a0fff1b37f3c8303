"""Context menus of picture, timeline and faces: selections from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

#: Names of actions; "" is a separator.
FACE_MENU = (
    "most_suspicious", "faces_alike", "", "rename_track", "note_track", "", "exclude_track",
    "exclude_frames", "restore_track", "", "merge_track", "split_track", "swap_tracks",
    "correct_box", "",
    "save_face", "copy_face",
)  # fmt: skip
PICTURE_MENU = (
    "copy_frame", "save_frame", "copy_position", "", "copy_face", "save_face", "faces_alike",
    "rename_track", "exclude_track", "exclude_frames", "", "draw_face", "correct_box", "",
    "add_bookmark", "bookmark_with_words",
    "annotate_frame", "note_moment", "", "toggle_boxes", "toggle_labels", "toggle_heat", "",
    "zoom_fit", "zoom_pixels", "full_screen",
)  # fmt: skip
TIMELINE_MENU = (
    "mark_in", "mark_out", "clear_range", "play_range", "score_densely", "", "add_bookmark",
    "bookmark_with_words", "note_moment", "", "timeline_fit", "timeline_fit_range", "timeline_in",
    "timeline_out",
)  # fmt: skip


def add_context_menu(
    widget: QWidget, by_name: Mapping[str, QAction], names: tuple[str, ...]
) -> None:
    """Open a menu of actions at a right click or the menu key."""

    def show(place: QPoint) -> None:
        menu = QMenu(widget)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            if name:
                menu.addAction(by_name[name])
            else:
                menu.addSeparator()
        menu.popup(widget.mapToGlobal(place))

    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    widget.customContextMenuRequested.connect(show)
