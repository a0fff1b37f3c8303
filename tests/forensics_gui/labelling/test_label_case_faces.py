"""Faces of the open case are offered to be labelled, and become data as tagged faces do."""

import pytest
from retraining import LONG

from engine.case.log import Kind
from engine.case.state import Description
from forensics_gui.labelling.dialog import LabelDialog


@pytest.fixture
def with_case(walk, window, host, qtbot, face_clip, tmp_path):
    """A case with one clip that the detector in use has judged."""
    from engine.detector.bundle.store import BundleStore

    window.host.use(BundleStore().default().path)
    window.cases.files.create(tmp_path / "market.fcase", Description("Market", ""), "A. Analyst")
    qtbot.waitUntil(lambda: window.cases.view is not None, timeout=60000)
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    return walk


@pytest.mark.slow
def test_a_face_of_the_case_is_labelled_and_the_log_tells_of_it(with_case, window, qtbot):
    walk = with_case.start()
    walk.page.label_first.click()
    (dialog,) = walk.page.findChildren(LabelDialog)
    walk.rest()
    dialog.from_case.click()
    walk.rest()
    (face,) = dialog.waiting
    assert "Track 1" in face.title
    qtbot.waitUntil(lambda: dialog.strip.count == 4, timeout=60000)
    qtbot.keyClick(dialog, "2")
    dialog.done_button.click()
    qtbot.waitUntil(lambda: not walk.page.findChildren(LabelDialog), timeout=LONG)
    walk.rest()
    assert "0 pristine and 1 forged" in walk.page.found.text()
    qtbot.waitUntil(lambda: window.host.cases.case.acts()[-1].kind == Kind.COLLECTED, timeout=60000)
    told = window.host.cases.case.acts()[-1].details
    assert told["label"] == "fake"
    assert told["folder"] == walk.wizard.worker.plan.sources[0]


def test_without_a_case_its_faces_cannot_be_asked_for(walk, qtbot):
    walk.start()
    walk.page.label_first.click()
    (dialog,) = walk.page.findChildren(LabelDialog)
    walk.rest()
    assert not dialog.from_case.isEnabled()
    assert dialog.from_folder.isEnabled()
