"""The panel that describes what is selected."""

from PySide6.QtGui import QGuiApplication


def test_it_describes_the_face_the_frame_and_the_clip(analysed, qtbot, face_clip):
    panel, session = analysed.inspector, analysed.session
    dock = next(d for d in analysed.examine.docks if d.widget() is panel)
    dock.raise_()
    session.select(1)
    frame = int(session.analysis.scores[1].frames[3])
    session.go_to(frame)
    qtbot.waitUntil(lambda: f"Number: {frame} of 0 to 49" in panel.shown_text())
    panel.copy_button.click()
    text = QGuiApplication.clipboard().text()
    value = session.analysis.suspicion(1)[3]
    assert f"{value:+.2f}" in text
    assert session.analysis.clip.sha256 in text
    assert str(face_clip) in text
    assert "Frames: 0 – 49" in text
    x0, y0, _, _ = session.analysis.tracks[1].boxes[frame]
    assert f"Box: {x0:.0f}, {y0:.0f}" in text


def test_without_a_clip_it_is_empty(window):
    assert window.inspector.shown_text() == ""
    assert not window.inspector.copy_button.isEnabled()
