"""What a user sees and does, in a real window on real clips."""

import gc
import json
import subprocess
import sys
import time
import weakref

import clips
import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QColor, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox

from engine.analysis import phrases
from engine.case.case import Case
from engine.detector.bundle.card import card_page
from engine.shipped import default_bundle
from forensics_gui.actions import ACTIONS
from forensics_gui.colours import UNSCORED
from forensics_gui.detectors.model_card import CardDialog
from forensics_gui.main_window import MainWindow
from forensics_gui.player.overlays import on_screen


def boxes(window):
    return window.findChildren(QMessageBox)


def test_the_first_window_imports_nothing_heavy():
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication(['x'])\n"
        "from forensics_gui.main_window import MainWindow\n"
        "from forensics_gui.workers.engine_host import EngineHost\n"
        "window = MainWindow(EngineHost()); window.show(); app.processEvents()\n"
        "heavy = {'torch', 'cv2', 'umap', 'sklearn', 'timm', 'numba'} & set(sys.modules)\n"
        "print(sorted(heavy)); sys.exit(bool(heavy))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                         check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_action_has_a_name_of_its_own_and_no_two_share_keys():
    assert len({entry.name for entry in ACTIONS}) == len(ACTIONS)
    keys = [entry.shortcut for entry in ACTIONS if entry.shortcut]
    assert len(keys) == len(set(keys))


def test_an_empty_window_offers_a_way_in(window):
    assert window.pages.currentWidget() is window.welcome
    enabled = {n for n, a in window.commands.by_name.items() if a.isEnabled()}
    assert "open_clip" in enabled
    assert not {"export_pdf", "play_or_pause", "cancel_analysis"} & enabled


def test_a_closed_window_leaves_nothing_in_memory(kept, host, preferences, qtbot, face_clip):
    window = MainWindow(host, preferences)
    window.show()
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    left = [weakref.ref(window), weakref.ref(window.session), weakref.ref(window.player)]
    window.close()
    QThreadPool.globalInstance().waitForDone(20000)
    window.deleteLater()
    window = None

    def gone():
        gc.collect()
        return all(ref() is None for ref in left)

    qtbot.waitUntil(gone, timeout=20000)


def test_a_clip_is_shown_tracked_scored_and_judged(analysed):
    verdict = analysed.session.analysis.verdict
    assert analysed.verdict.headline.text() == phrases.plain_headline(verdict)
    assert phrases.sentence(verdict) in analysed.verdict.sentence.text()
    assert analysed.tracks.count() == 1
    assert "Track 1" in analysed.tracks.item(0).text()
    scores = analysed.timeline.lanes.curve(1).scores
    assert np.allclose(scores.llr, analysed.session.analysis.scores[1].llr)
    assert scores.times[-1] > 1.5
    assert analysed.commands.by_name["export_pdf"].isEnabled()
    assert not analysed.progress.isVisible()


def test_results_appear_before_the_end(window, qtbot, clip_folder):
    path = clips.one_face(clip_folder, 400)
    seen = []
    window.session.track_scored.connect(lambda n: seen.append(window.session.finished))
    with qtbot.waitSignal(window.session.clip_judged, timeout=120000):
        window.open(path)
    assert seen[0] is False
    assert len(seen) >= 2


def test_faces_of_the_first_frame_are_boxed_before_anything_is_scored(window, qtbot, clip_folder):
    path = clips.one_face(clip_folder, 400)

    def boxed():
        frame = window.player.canvas.grab().toImage()
        amber = QColor(UNSCORED).rgb()
        return any(
            frame.pixel(x, y) == amber
            for x in range(0, frame.width(), 2) for y in range(0, frame.height(), 2)
        )  # fmt: skip

    with qtbot.waitSignal(window.session.first_faces_found, timeout=60000):
        window.open(path)
    assert len(window.session.first_faces) == 1
    assert window.session.analysis.started is None
    qtbot.waitUntil(boxed, timeout=60000)
    with qtbot.waitSignal(window.session.clip_judged, timeout=120000):
        pass
    assert not boxed()


def test_a_dropped_run_adds_nothing_to_the_clip_that_is_open_next(window, qtbot, clip_folder):
    """Between one clip's closing and the next one's analysis, the first may still yield."""
    with qtbot.waitSignal(window.session.track_scored, timeout=60000):
        window.open(clips.one_face(clip_folder, 400))
    late = []
    window.run.drop()
    window.session.open(clip_folder / "next.mp4")
    window.session.stage.connect(lambda *stage: late.append(stage))
    window.session.track_found.connect(late.append)
    QThreadPool.globalInstance().waitForDone(20000)
    qtbot.wait(200)
    assert late == []
    assert not window.session.analysis.tracks


def test_a_first_look_comes_before_the_analysis(window, qtbot, clip_folder):
    looks = []
    window.run.glanced.connect(
        lambda look: looks.append(
            (look, window.session.analysis.started, window.verdict.headline.text())
        )
    )
    with qtbot.waitSignal(window.session.clip_judged, timeout=120000):
        window.open(clips.one_face(clip_folder, 400))
    ((look, started, headline),) = looks
    assert started is None
    assert look.faces == 1
    assert look.frames == 25
    assert headline.startswith("First look: ")
    assert not window.verdict.headline.text().startswith("First look")


def test_the_analysis_is_kept_in_a_case_file(analysed):
    path = analysed.host.cases.case.path
    with Case.open(path, read_only=True) as case:
        assert case.verify() > 3
        assert case.analysis(1).verdict == analysed.session.analysis.verdict


def test_stepping_scrubbing_and_playing(analysed, qtbot):
    session, player = analysed.session, analysed.player
    analysed.step_forward()
    analysed.step_forward()
    analysed.step_back()
    qtbot.waitUntil(lambda: player.canvas.shown == 1, timeout=60000)
    player.slider.setValue(30)
    qtbot.waitUntil(lambda: player.canvas.shown == 30, timeout=60000)
    analysed.jump_back()
    assert session.frame == 5
    analysed.player.toggle()
    assert player.playing
    started, first = time.monotonic(), session.frame
    qtbot.waitUntil(lambda: session.frame >= first + 15, timeout=60000)
    assert time.monotonic() - started > 0.5
    analysed.player.toggle()
    assert not player.playing


def test_timeline_and_scatter_lead_to_their_frame(analysed, qtbot):
    analysed.timeline.seek.emit(25)
    assert analysed.session.frame == 25
    # The panel is a tab behind the verdict.
    analysed.scatter.parent().raise_()
    analysed.scatter.method.setCurrentText("PCA")
    qtbot.waitUntil(lambda: len(analysed.scatter.view.faces) == 25, timeout=60000)
    view = analysed.scatter.view
    qtbot.waitUntil(view.isVisible)

    def laid_out():
        before = view.faces.on_scene()
        qtbot.wait(100)
        return np.array_equal(before, view.faces.on_scene())

    qtbot.waitUntil(laid_out, timeout=20000)
    view.fit()
    qtbot.waitUntil(laid_out, timeout=20000)
    points = np.array(view.faces.on_scene(), float)
    apart = np.linalg.norm(points[:, None] - points, axis=2) + np.eye(len(points)) * 1e6
    # Points that lie on each other cannot be told apart by a click.
    loneliest = int(apart.min(axis=1).argmax())
    place = QPointF(*points[loneliest]).toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert analysed.session.frame == int(analysed.session.analysis.scores[1].frames[loneliest])


def test_grad_cam_appears_when_paused_and_goes_when_switched_off(analysed, qtbot):
    canvas = analysed.player.canvas
    analysed.commands.by_name["toggle_heat"].trigger()
    overlays = analysed.player.overlays
    qtbot.waitUntil(lambda: overlays.heat is not None, timeout=60000)
    analysed.step_forward()
    qtbot.waitUntil(lambda: canvas.shown == 1 and overlays.heat is not None, timeout=60000)
    analysed.player.opacity.setValue(30)
    assert overlays.opacity == pytest.approx(0.3)
    analysed.commands.by_name["toggle_heat"].trigger()
    assert overlays.heat is None


def test_clicking_a_face_selects_it(analysed, qtbot):
    analysed.session.select(0)
    canvas = analysed.player.canvas
    qtbot.waitUntil(lambda: canvas.has_picture, timeout=60000)
    box = analysed.session.analysis.tracks[1].boxes[analysed.session.frame]
    scale = canvas.target.width() / 320
    centre = on_screen(canvas.target, scale, box).center().toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=centre)
    assert analysed.session.selected == 1


def test_export(analysed, qtbot, tmp_path, monkeypatch):
    for suffix, export in (("json", analysed.exports.json), ("pdf", analysed.exports.pdf)):
        target = tmp_path / f"result.{suffix}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, t=target: (str(t), ""))
        export()
        qtbot.waitUntil(target.exists, timeout=60000)
    headline = phrases.headline(analysed.session.analysis.verdict)
    assert json.loads((tmp_path / "result.json").read_text())["verdict"]["headline"] == headline
    assert headline in PdfReader(tmp_path / "result.pdf").pages[0].extract_text()


def test_a_failed_export_is_reported_and_nothing_is_lost(analysed, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "no" / "folder" / "r.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    analysed.exports.json()
    qtbot.waitUntil(lambda: bool(boxes(analysed)), timeout=60000)
    assert "could not be written" in boxes(analysed)[0].text()
    boxes(analysed)[0].close()
    assert analysed.session.finished
    assert analysed.commands.by_name["export_json"].isEnabled()


BAD = {
    "missing": lambda folder: folder / "none.mp4",
    "folder": lambda folder: folder,
    "sound only": clips.audio_only,
    "text": lambda folder: _text(folder),
}


def _text(folder):
    (folder / "letter.mp4").write_text("Dear Sir or Madam")
    return folder / "letter.mp4"


@pytest.mark.parametrize("kind", BAD)
def test_bad_files_are_reported_once_and_the_window_lives(window, qtbot, tmp_path, face_clip, kind):
    window.open(BAD[kind](tmp_path))
    qtbot.waitUntil(lambda: bool(boxes(window)) and not window.run.running, timeout=60000)
    qtbot.wait(300)
    (box,) = boxes(window)
    assert box.informativeText()
    box.close()
    assert window.pages.currentWidget() is window.welcome
    assert window.verdict.headline.text() == "No clip"
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)


def test_opening_another_clip_drops_the_first(window, qtbot, clip_folder, face_clip):
    window.open(clips.one_face(clip_folder, 400))
    qtbot.wait(150)
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.wait(300)
    assert window.session.analysis.clip.path == str(face_clip)
    assert window.session.analysis.clip.frames == 50
    assert len(window.session.times) == 50


def test_cancel_keeps_what_was_found(window, qtbot, clip_folder):
    path = clips.one_face(clip_folder, 400)
    with qtbot.waitSignal(window.session.track_scored, timeout=60000):
        window.open(path)
    window.cancel_analysis()
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    assert not window.session.finished
    assert window.tracks.count() == 1
    assert window.verdict.headline.text() == "Not judged"
    assert not boxes(window)


def test_dropping_a_file_opens_it(window, qtbot, face_clip):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(face_clip))])
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data,
                                    Qt.MouseButton.LeftButton,
                                    Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert window.session.path == face_clip


def test_the_window_says_which_package_is_missing(monkeypatch):
    from engine.health import window_libraries as system

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    package = system.Package("libnot-there9", "libnot-there9", "libnot-there9")
    monkeypatch.setitem(system._X11, "libnot-there.so.9", package)
    assert "Install them: sudo " in (system.problem() or "")
    assert "libnot-there9" in (system.problem() or "")


def test_without_a_screen_the_program_says_so(monkeypatch):
    from engine.health import window_libraries as system

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "forensics analyze" in (system.problem() or "")


def test_the_model_card_can_be_read_and_saved(window, qtbot, tmp_path, monkeypatch):
    window.commands.by_name["show_card"].trigger()
    (dialog,) = window.findChildren(CardDialog)
    page = dialog.browser.toPlainText()
    assert "Research and evaluation use" in page
    assert "Out of scope" in page
    assert dialog.browser.toHtml().count("<table") >= 2
    dialog.resize(1100, 800)
    assert dialog.browser.width() > 1000
    target = tmp_path / "card.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.save_button.click()
    qtbot.waitUntil(target.exists, timeout=60000)
    assert target.read_text("utf-8") == card_page(default_bundle())
