"""The embedding panel in the window: faces are found, looked at, tagged and collected."""

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QDialog, QInputDialog

from engine.case.case import Case
from engine.training.datasets.folders import read_folders
from engine.training.records import FORGED
from forensics_gui.scatter.face_actions import CollectDialog
from forensics_gui.scatter.faces import ColourBy


@pytest.fixture
def plotted(kept, window, qtbot, face_clip):
    """A window with the faces of its clip in the plot."""
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.waitUntil(lambda: len(window.scatter.view.faces) == 25, timeout=60000)
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    window.scatter.view.grab()
    return window


@pytest.fixture
def sheet(plotted):
    """The contact sheet of five faces."""
    plotted.scatter.view.lassoed.emit(np.array([3, 4, 5, 9, 20]))
    return plotted.scatter.dialogs.dialog.sheet


def act(window, qtbot, name):
    qtbot.waitUntil(window.commands.by_name[name].isEnabled, timeout=60000)
    window.commands.by_name[name].trigger()


def test_hovering_shows_the_face_with_its_track_frame_and_score(plotted, qtbot):
    scatter = plotted.scatter
    at = QPointF(*scatter.view.faces.on_scene()[7]).toPoint()
    scatter.view.scene().sigMouseMoved.emit(QPointF(at))
    # Faces may lie over each other; the pointer meets one of them.
    row = scatter.view.face_at(QPointF(at))
    scores = plotted.session.analysis.scores[1]
    assert scatter.card.isVisible()
    assert f"frame {scores.frames[row]}" in scatter.card.words.text()
    assert f"{scores.llr[row]:+.2f}" in scatter.card.words.text()
    qtbot.waitUntil(lambda: not scatter.card.picture.pixmap().isNull(), timeout=60000)
    scatter.view.scene().sigMouseMoved.emit(QPointF(-500, -500))
    assert not scatter.card.isVisible()


def test_the_marker_follows_the_frame(plotted):
    view, scores = plotted.scatter.view, plotted.session.analysis.scores[1]
    for row in (4, 17):
        plotted.session.go_to(int(scores.frames[row]))
        assert view.marker.points.tolist() == [view.faces.points[row].tolist()]


def test_each_colouring_is_drawn_and_explained(plotted):
    scatter = plotted.scatter
    for by in ColourBy:
        scatter.colour_by.setCurrentText(str(by))
        assert scatter.legend.text().count("●") >= 3, by
        colours = scatter.view.colours
        assert colours.shape == (25, 3)
        # There is one track, but no moment twice.
        seen = len(np.unique(colours, axis=0))
        assert seen == {ColourBy.TRACK: 1, ColourBy.TIME: 25}.get(by, seen)
        assert plotted.preferences.get("scatter/colour", "Track") == str(by)


def test_selected_faces_are_shown_by_score_and_lead_to_their_frame(plotted, qtbot, sheet):
    scores = plotted.session.analysis.scores[1]
    rows = sheet.model.rows
    assert sorted(rows.tolist()) == [3, 4, 5, 9, 20]
    assert (np.diff(scores.llr[rows]) <= 0).all()
    assert len(plotted.scatter.view.chosen) == 5
    index = sheet.model.index(2)
    qtbot.waitUntil(
        lambda: plotted.scatter.thumbnails.get(1, int(scores.frames[rows[2]])) is not None,
        timeout=60000,
    )
    sheet.view.clicked.emit(index)
    assert plotted.session.frame == scores.frames[rows[2]]
    sheet.order.setCurrentText("Earliest first")
    sheet.order.activated.emit(2)
    assert sheet.model.rows.tolist() == [3, 4, 5, 9, 20]


def test_the_faces_most_like_one_and_the_known_faces_near_it(plotted, qtbot):
    scatter, scores = plotted.scatter, plotted.session.analysis.scores[1]
    plotted.session.go_to(int(scores.frames[8]))
    act(plotted, qtbot, "faces_alike")
    qtbot.waitUntil(lambda: scatter.dialogs.dialog is not None, timeout=60000)
    dialog = scatter.dialogs.dialog
    assert dialog.known.isVisible()
    assert dialog.known.table.rowCount() == 10
    assert dialog.known.words.text().startswith("Of the 10 nearest reference faces, ")
    away = np.linalg.norm(scores.embeddings - scores.embeddings[8], axis=1)
    assert dialog.sheet.model.rows[0] == 8
    assert (np.diff(away[dialog.sheet.model.rows]) >= -1e-6).all()


def case_of(window):
    return Case.open(window.host.cases.case.path, read_only=True)


def test_tags_are_noted_once_for_each_run_of_faces(plotted, qtbot, sheet, monkeypatch):
    qtbot.waitUntil(lambda: plotted.scatter.dialogs.dialog.note_button.isEnabled(), timeout=60000)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("mouth blurred", True))
    plotted.scatter.dialogs.dialog.note_button.click()
    qtbot.waitUntil(lambda: plotted.case.remarks.count() == 3, timeout=60000)
    with case_of(plotted) as case:
        remarks = list(case.state().remarks.values())
    frames = plotted.session.analysis.scores[1].frames
    assert [r.frame for r in remarks] == frames[[3, 9, 20]].tolist()
    assert [r.track for r in remarks] == [1, 1, 1]
    assert remarks[0].text == f"mouth blurred (3 faces, to frame {frames[5]})"
    assert remarks[1].text == "mouth blurred"


def test_chosen_faces_are_added_to_a_training_folder_and_the_log_tells_of_it(
    plotted, qtbot, sheet, monkeypatch, tmp_path
):
    dialog = plotted.scatter.dialogs.dialog
    qtbot.waitUntil(dialog.note_button.isEnabled, timeout=60000)
    sheet.view.setCurrentIndex(sheet.model.index(0))

    def agree(asked):
        assert not asked.agree.isEnabled()
        asked.folder_line.setText(str(tmp_path / "train"))
        assert not asked.agree.isEnabled()
        asked.fake.setChecked(True)
        assert asked.agree.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(CollectDialog, "exec", agree)
    said = []
    plotted.scatter.said.connect(lambda text, _: said.append(text))
    qtbot.mouseClick(dialog.collect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said), timeout=60000)
    assert said == [f"Added 1 as fake to {tmp_path / 'train'}"]
    (record,) = read_folders(tmp_path / "train").records
    assert record.label == FORGED
    qtbot.waitUntil(lambda: not plotted.cases.queue.busy, timeout=60000)
    with case_of(plotted) as case:
        last = case.acts()[-1]
        case.verify()
    assert last.kind == "collected"
    row = int(sheet.model.rows[0])
    assert last.details["faces"] == [[1, int(plotted.session.analysis.scores[1].frames[row])]]


def test_another_clip_leaves_nothing_behind(plotted, sheet, qtbot, numbered_clip):
    plotted.open(numbered_clip)
    assert len(plotted.scatter.view.faces) == 0
    assert not plotted.scatter.dialogs.dialog.isVisible()
    assert plotted.scatter.legend.text() == ""
    qtbot.waitUntil(lambda: plotted.session.finished, timeout=60000)


class Held:
    """Projects as asked, t-SNE not before it is let go; tells what was asked for."""

    def __init__(self, projector):
        self.projector, self.go, self.asked = projector, threading.Event(), []

    def project(self, embeddings, reference, method):
        self.asked.append(method)
        if method == "tsne":
            self.go.wait(60)
        return self.projector.project(embeddings, reference, method)

    def close(self):
        self.go.set()


@pytest.fixture
def held(kept, host, window, qtbot, face_clip):
    """A window that waits for t-SNE of its clip's faces, and what it waits for."""
    held = host.projector = Held(host.projector)
    window.scatter.method.setCurrentText("t-SNE")
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.waitUntil(lambda: len(window.scatter.view.faces) == 25, timeout=60000)
    return window.scatter, held


def drawn(scatter):
    """Where each face is drawn, by its embedding."""
    places = zip(scatter.faces.embeddings, scatter.view.faces.points, strict=True)
    return {embedding.tobytes(): tuple(place) for embedding, place in places}


def test_pca_is_shown_until_the_method_chosen_is_computed(held, qtbot):
    scatter, projector = held
    at_once = drawn(scatter)
    assert scatter.status.text() == "Showing PCA; computing t-SNE …"
    projector.go.set()
    qtbot.waitUntil(lambda: scatter.status.text().startswith("25 faces"), timeout=60000)
    assert projector.asked == ["tsne"]
    assert drawn(scatter) != at_once


def test_faces_that_were_corrected_meanwhile_are_asked_for_again(held, window, qtbot):
    scatter, projector = held
    qtbot.waitUntil(lambda: window.commands.by_name["split_track"].isEnabled(), timeout=60000)
    window.session.go_to(20)
    with qtbot.waitSignal(window.session.corrected, timeout=60000):
        window.commands.by_name["split_track"].trigger()
    projector.go.set()
    qtbot.waitUntil(lambda: scatter.status.text().startswith("25 faces"), timeout=60000)
    assert projector.asked == ["tsne", "tsne"]
    again = projector.project(scatter.faces.embeddings, scatter.reference, "tsne")
    assert scatter.view.faces.points.tolist() == again.points.tolist()
