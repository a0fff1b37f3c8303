"""Menu of recently used files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from forensics_gui.language import tr
from forensics_gui.widgets.labels import plain


class RecentMenu(QMenu):
    """Lists the files whenever it opens.

    Args:
        title: of the menu.
        paths: returns the files, newest first.

    Signals:
        wanted(Path): a file was chosen.
    """

    wanted = Signal(Path)

    def __init__(self, title: str, paths: Callable[[], Iterable[Path]], parent: QWidget) -> None:
        super().__init__(title, parent)
        self._paths = paths
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._list)

    def _list(self) -> None:
        self.clear()
        for path in self._paths():
            action = self.addAction(path.name.replace("&", "&&"))
            action.setToolTip(plain(str(path)))
            action.triggered.connect(lambda _=False, path=path: self.wanted.emit(path))
        if self.isEmpty():
            self.addAction(tr("Nothing yet")).setEnabled(False)
