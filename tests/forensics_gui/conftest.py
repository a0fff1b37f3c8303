"""A real window, offscreen."""

import os
import shutil
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def english(qapp):
    """Whatever the system's language is."""
    from forensics_gui import language

    language.use(qapp, language.ENGLISH)


@pytest.fixture(autouse=True)
def deleted(qapp):
    """Windows of a test are deleted when it ends; otherwise hundreds would be styled and drawn."""
    from PySide6.QtCore import QCoreApplication, QEvent

    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def spoken(qapp):
    """Sets the language of what is made after, until the test ends."""
    from PySide6.QtCore import QLocale, QTranslator

    from forensics_gui import language

    locale, before = QLocale(), qapp.findChildren(QTranslator)
    yield lambda name: language.use(qapp, name)
    for translator in qapp.findChildren(QTranslator):
        if translator not in before:
            qapp.removeTranslator(translator)
            translator.setParent(None)
    QLocale.setDefault(locale)


@pytest.fixture
def preferences():
    """Those of an analyst who was asked for the name before, and likes the plot by PCA.

    UMAP's compiler would keep a core busy beside every test that opens a clip.
    """
    from forensics_gui.preferences import Preferences

    preferences = Preferences()
    preferences.set("case/analyst", "A. Analyst")
    preferences.set("scatter/method", "PCA")
    return preferences


@pytest.fixture
def answer_words(qtbot):
    """Types some words into the next dialog that asks for lines of text, and ends it by its key."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication, QInputDialog, QPlainTextEdit

    def answer(words):
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QInputDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(10, lambda: answer(words))
            return
        lines = dialog.findChild(QPlainTextEdit)
        lines.selectAll()
        qtbot.keyClick(lines, Qt.Key.Key_Delete)
        qtbot.keyClicks(lines, words)
        qtbot.keyClick(lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    return lambda words: QTimer.singleShot(0, lambda: answer(words))


class ProjectorHere:
    """Projects in this process, as starting another takes seconds beside each test.

    Tests of the projector and of whole sessions have the real one.
    """

    def project(self, embeddings, reference, method):
        from engine.analysis.reference_comparison import project

        return project(embeddings, reference, method)

    def close(self):
        pass


@pytest.fixture
def host(untrained_detector, tmp_path):
    from forensics_gui.workers.engine_host import EngineHost

    host = EngineHost(case_folder=tmp_path / "cases", detector=untrained_detector)
    host.projector = ProjectorHere()
    return host


@pytest.fixture
def window(qtbot, host, preferences):
    from PySide6.QtCore import QThreadPool

    from forensics_gui.main_window import MainWindow

    window = MainWindow(host, preferences)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    QThreadPool.globalInstance().waitForDone(20000)


@pytest.fixture(scope="session")
def face_case(face_clip, untrained_detector, tmp_path_factory):
    """What the window keeps of `face_clip` once it was analysed: a case named by its hash."""
    from engine.analysis.pipeline import analyze
    from engine.case.case import Case
    from engine.video.source import VideoSource

    with VideoSource.open(face_clip) as video:
        path = tmp_path_factory.mktemp("kept-case") / f"{video.sha256[:16]}.fcase"
        with Case.create(path, analyst="A. Analyst") as case:
            case.recorder().add_all(analyze(video, untrained_detector))
    return path


@pytest.fixture
def kept(host, face_case, tmp_path):
    """The clip of `face_clip` is known to the window, as if it had been analysed yesterday."""
    folder = tmp_path / "cases"
    folder.mkdir(exist_ok=True)
    shutil.copy(face_case, folder)


@pytest.fixture
def analysed(kept, window, qtbot, face_clip):
    """The window with an analysed clip with one face; how that is done, other tests show."""
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    return window


@pytest.fixture
def watched(window, request):
    """Watches the window for stalls during a session, and takes pictures of it by name.

    Stalls are printed, not judged: tests share the machine. Where FORENSICS_ARTEFACTS names a
    folder, they and the pictures are kept there.
    """
    from forensics_gui.watchdog import Watchdog

    stalls = []
    folder = os.environ.get("FORENSICS_ARTEFACTS")
    kept = Path(folder) / request.node.name if folder else None
    watchdog = Watchdog(window, stalls.append)

    def take(name):
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
            assert window.grab().save(str(kept / f"{name}.png"))

    yield take
    watchdog.stop()
    longest = max((stall.seconds for stall in stalls), default=0.0)
    said = f"{len(stalls)} stalls over 50 ms, the longest {1000 * longest:.0f} ms"
    print(f"\n{request.node.name}: {said}")
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        (kept / "stalls.txt").write_text("\n\n".join([said, *map(str, stalls)]), "utf-8")


@pytest.fixture
def player(qtbot):
    """A player with nothing open, without the window around it."""
    from forensics_gui.player.player import Player
    from forensics_gui.preferences import Preferences
    from forensics_gui.session import Session

    session = Session()
    player = Player(session, Preferences())
    qtbot.addWidget(player)
    player.resize(900, 600)
    player.show()
    yield player
    player.wait()


@pytest.fixture
def open_in(qtbot):
    """Open a clip in a player, and wait for its first picture."""

    def opened(player, path):
        player.session.open(path)
        with qtbot.waitSignal(player.settled, timeout=60000):
            player.open(path)
        return player

    return opened


@pytest.fixture(scope="session")
def numbered_clip(clip_folder):
    """100 frames that carry their number, 320 x 96, 25 a second."""
    import clips

    return clips.ordinary(clip_folder, "b_frames.mp4")


@pytest.fixture
def screen_reader():
    """Qt answers as if a screen reader ran."""
    from PySide6.QtGui import QAccessible

    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(before)


@pytest.fixture
def own_data(monkeypatch, tmp_path):
    """Detectors and plans are kept in a folder of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    return tmp_path / "user" / "deepfake-forensics"


@pytest.fixture(scope="session")
def striped_faces(tmp_path_factory):
    import striped

    return striped.faces(tmp_path_factory.mktemp("striped"))


@pytest.fixture(scope="session")
def blind_bundle(untrained_detector, tmp_path_factory):
    import striped

    return striped.blind_to_stripes(untrained_detector, tmp_path_factory.mktemp("blind"))


@pytest.fixture(scope="session")
def kept_faces(tmp_path_factory):
    """Faces are found and embedded once for all tests of retrainings."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def walk(own_data, blind_bundle, kept_faces, window, qtbot):
    """The wizard's way, before its first page; a detector that misses stripes is the default."""
    from retraining import Walk

    from engine.detector.bundle.store import BundleStore

    store = BundleStore()
    store.choose(store.import_bundle(blind_bundle).name)
    return Walk(window, qtbot, kept_faces)
