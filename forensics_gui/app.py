"""Entry point of the window: `forensics-gui [CLIP]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine import log
from engine.errors import SystemLibraryError
from engine.files import private_files
from engine.health.window_libraries import problem
from engine.registry import NO_PLUGINS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from forensics_gui.failures.errors import Hooks
    from forensics_gui.main_window import MainWindow


def main() -> None:
    """Check the system, then open the window and the clip, if one is given."""
    private_files()
    parser = argparse.ArgumentParser(prog="forensics-gui", description="Open the forensics window.")
    parser.add_argument("clip", nargs="?", type=Path, help="clip to open and analyse")
    parser.add_argument("--bundle", type=Path, help="detector to use instead of the default one")
    parser.add_argument(
        "--watch",
        action="store_true",
        help="say on standard error where the window stood still for over 50 ms",
    )
    parser.add_argument("--verbose", action="store_true", help="log to standard error, too")
    parser.add_argument(
        "--no-plugins", action="store_true", help="ignore extensions of installed packages"
    )
    arguments = parser.parse_args()
    if arguments.no_plugins:
        os.environ[NO_PLUGINS] = "1"
    trouble = problem()
    if trouble:
        print(trouble, file=sys.stderr)
        sys.exit(SystemLibraryError.exit_code)
    log.start("forensics-gui", arguments.verbose)
    sys.exit(_run(arguments.clip, arguments.bundle, arguments.watch))


def _run(clip: Path | None, bundle: Path | None, watch: bool) -> int:
    from engine.sandbox.process import prestart_process

    prestart_process(keep=True)
    from PySide6.QtCore import QThreadPool
    from PySide6.QtWidgets import QApplication

    from forensics_gui.failures.errors import Hooks, as_engine_error
    from forensics_gui.widgets.dialogs import error_box

    hooks = Hooks()
    with hooks.installed():
        app = QApplication(sys.argv[:1])
        try:
            window = _window(app, hooks, clip, bundle, watch)
        # Without a window, nothing else can show the error.
        except Exception as error:
            known = as_engine_error(error)
            error_box(None, known).exec()
            return known.exit_code
        window.show()
        status = app.exec()
        QThreadPool.globalInstance().waitForDone(5000)
        return status


def _window(
    app: QApplication, hooks: Hooks, clip: Path | None, bundle: Path | None, watch: bool
) -> MainWindow:
    """Create the window without showing it."""
    import platformdirs
    from PySide6.QtCore import QSettings, Qt

    from engine.detector.bundle.store import BundleStore
    from forensics_gui import language, theme
    from forensics_gui.main_window import MainWindow
    from forensics_gui.preferences import Preferences
    from forensics_gui.watchdog import Watchdog
    from forensics_gui.widgets.icons import icon
    from forensics_gui.workers.engine_host import EngineHost

    app.setApplicationName("deepfake-forensics")
    app.setOrganizationName("deepfake-forensics")
    app.setDesktopFileName("deepfake-forensics")
    app.setWindowIcon(icon("program"))
    cases = Path(platformdirs.user_data_dir("deepfake-forensics")) / "cases"
    preferences = Preferences(QSettings())
    language.use(app, preferences.get(language.KEY, language.SYSTEM))
    theme.set_text_size(app, preferences.get(theme.TEXT_SIZE, theme.USUAL_TEXT_SIZE))
    host = EngineHost(BundleStore().resolve(bundle), cases)
    window = MainWindow(host, preferences)
    hooks.failed.connect(window.failures.show, Qt.ConnectionType.QueuedConnection)
    if watch:
        Watchdog(window, lambda stall: print(stall, file=sys.stderr))
    if clip is not None:
        window.complete.connect(lambda: window.open(clip))
    if log.crashed_before():
        window.complete.connect(window.failures.offer_after_crash)
    window.complete.connect(host.warm_up)
    return window


if __name__ == "__main__":
    main()
