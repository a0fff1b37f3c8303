"""Draw the pictures of README and guide from the program itself.

`python .ci/pictures.py` opens a window on the manipulated sample and writes PNG files and the
animation of README to `resources`; `python .ci/pictures.py animation` writes that alone. It needs a
screen, or Xvfb. Nothing of the user's own settings or cases is touched.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from engine.shipped import resource
from forensics_gui import language, theme
from forensics_gui.main_window import MainWindow
from forensics_gui.preferences import Preferences
from forensics_gui.workers.engine_host import EngineHost

RESOURCES = Path(__file__).parents[1] / "resources"
#: Milliseconds for drawing.
_DRAWN = 800
#: Width of the animation in pixels.
_WIDTH = 800


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(true: Callable[[], bool]) -> None:
    """Let the window work until something holds; ends the program after two minutes."""
    end = time.monotonic() + 120
    while not true():
        if time.monotonic() > end:
            sys.exit("The window did not come to rest.")
        wait(50)


def save(widget: QWidget, name: str, height: int = 0) -> None:
    """Save a widget, or its upper part of some height."""
    wait(_DRAWN)
    target, part = RESOURCES / name, widget.rect()
    part.setHeight(height or part.height())
    widget.grab(part).save(str(target))
    print(f"Wrote {target.relative_to(RESOURCES.parent)}")


class Animation:
    """Pictures of a window, each with the milliseconds that it is shown."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._pictures: list[tuple[Image.Image, int]] = []

    def take(self, milliseconds: int) -> None:
        """Add the window as it is."""
        smooth = Qt.TransformationMode.SmoothTransformation
        image = self._window.grab().toImage().scaledToWidth(_WIDTH, smooth)
        image = image.convertToFormat(QImage.Format.Format_RGB888)
        size = (image.width(), image.height())
        picture = Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "RGB",
                                  image.bytesPerLine())  # fmt: skip
        self._pictures.append((picture, milliseconds))

    def take_until(self, true: Callable[[], bool], every: int, shown: int) -> None:
        """Add pictures until something holds, faster or slower than they were taken."""

        def taken() -> bool:
            self.take(shown)
            wait(every)
            return true()

        wait_until(taken)

    def save(self, name: str) -> None:
        (first, _), *rest = self._pictures
        target = RESOURCES / name
        first.save(target, save_all=True, append_images=[picture for picture, _ in rest],
                   duration=[shown for _, shown in self._pictures], loop=0, quality=60,
                   method=6)  # fmt: skip
        print(f"Wrote {target.relative_to(RESOURCES.parent)}, {target.stat().st_size:,} bytes")


def draw_animation(window: MainWindow) -> None:
    """From the start page to the report, in the order of README's tour."""
    animation = Animation(window)
    animation.take(900)
    window.open(resource("sample/manipulated.mp4"))
    wait_until(lambda: len(window.session.times) > 0)
    wait(_DRAWN)
    animation.take_until(lambda: window.session.finished and not window.run.running, 400, 160)
    wait(_DRAWN)
    animation.take(1800)
    window.commands.by_name["most_suspicious"].trigger()
    wait(_DRAWN)
    animation.take(1200)
    window.commands.by_name["toggle_heat"].trigger()
    wait(4 * _DRAWN)
    animation.take(1800)
    for _ in range(12):
        window.commands.by_name["step_forward"].trigger()
        wait(_DRAWN)
        animation.take(120)
    window.commands.by_name["toggle_heat"].trigger()
    window.commands.by_name["show_report"].trigger()
    wait_until(lambda: bool(window.report.page.preview.sheets))
    wait(_DRAWN)
    animation.take(2500)
    animation.save("tour.webp")


def draw_pictures(window: MainWindow) -> None:
    """The window and its panels, with the judged sample open."""
    window.open(resource("sample/manipulated.mp4"))
    wait_until(lambda: window.session.finished and not window.run.running)
    window.commands.by_name["most_suspicious"].trigger()
    save(window, "screenshot.png")
    save(window, "help/window.png")
    save(window.timeline, "help/timeline.png")
    window.verdict.more.setChecked(True)
    window.verdict.more.clearFocus()
    content = window.verdict.widget()
    content.resize(340, content.sizeHint().height())
    save(content, "help/verdict.png", 510)
    window.verdict.more.setChecked(False)
    embedding = next(d for d in window.examine.docks if d.widget() is window.scatter)
    embedding.raise_()
    wait(4 * _DRAWN)
    save(window.scatter, "help/embedding.png")
    window.player.second.choose("noise_residual")
    wait(2 * _DRAWN)
    save(window.player, "help/player.png")
    window.player.second.choose_none()
    window.commands.by_name["show_detectors"].trigger()
    wait(4 * _DRAWN)
    save(window.detectors.window, "help/detectors.png")
    window.detectors.window.close()
    window.commands.by_name["show_report"].trigger()
    wait_until(lambda: bool(window.report.page.preview.sheets))
    save(window, "help/report.png")


def main() -> None:
    app = QApplication(sys.argv)
    language.use(app, language.ENGLISH)
    theme.set_text_size(app, theme.USUAL_TEXT_SIZE)
    preferences = Preferences()
    chosen = {"case/analyst": "A. Analyst", "theme": "light", "scatter/method": "PCA"}
    for key, value in chosen.items():
        preferences.set(key, value)
    drawn = [draw_animation] if sys.argv[1:] == ["animation"] else [draw_pictures, draw_animation]
    for draw in drawn:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_DATA_HOME"] = folder
            window = MainWindow(EngineHost(case_folder=Path(folder) / "cases"), preferences)
            window.resize(1440, 900)
            window.show()
            wait(_DRAWN)
            draw(window)
            window.close()


if __name__ == "__main__":
    main()
