"""A retraining page by page: from labelled pictures to a detector that judges the next clip."""

import pytest
import striped
from PySide6.QtWidgets import QMessageBox

from engine.case.state import Description
from engine.detector.bundle.store import TRAINED, BundleStore
from engine.errors import PlanError
from forensics_gui.help.pages import page_of


@pytest.mark.slow
def test_the_way_from_pictures_to_a_detector_in_use(walk, striped_faces, window, qtbot, face_clip):
    walk.start()
    assert not walk.wizard.next.isEnabled()
    walk.data(striped_faces)
    assert f"{striped.PEOPLE} pristine and {striped.PEOPLE} forged" in walk.page.found.text()
    assert walk.page.counts.rowCount() == 6
    qtbot.waitUntil(
        lambda: not walk.page.sheet.item(0).icon().isNull() and walk.page.sheet.count() == 24,
        timeout=60000,
    )
    walk.next()
    assert walk.page.name == "check"
    # Striped faces look alike to FaceNet, which is said and keeps nobody from going on.
    qtbot.waitUntil(walk.wizard.next.isEnabled, timeout=60000)
    walk.next()
    assert walk.page.cards["new head"].button.isChecked()
    assert "About" in walk.page.cards["new head"].takes.text()
    assert not walk.page.cards["fine-tune"].button.isEnabled()
    assert "does not say how it was trained" in walk.page.cards["fine-tune"].takes.text()
    walk.next()
    assert "trained" in walk.page.state.text()
    assert "Logistic regression" in walk.page.method.text()
    walk.next()
    assert walk.page.heading.text() == "Use the new detector"
    assert walk.page.words.text().startswith("Use the new one")
    before, after = (walk.page.differences.item(0, column).text() for column in (1, 2))
    assert float(after) > float(before) + 0.1
    assert any(
        "forgetting" in walk.page.differences.item(row, 0).text()
        for row in range(walk.page.differences.rowCount())
    )
    assert walk.page.changed.rowCount() > 0
    walk.next()
    assert walk.page.default.isChecked()
    walk.page.title.setText("Spring")
    walk.page.notes.setPlainText("from the market")
    walk.wizard.next.click()
    qtbot.waitUntil(lambda: walk.wizard is None, timeout=60000)
    qtbot.waitUntil(lambda: BundleStore().default().title == "Spring", timeout=60000)
    entry = BundleStore().default()
    assert (entry.origin, entry.notes) == (TRAINED, "from the market")
    qtbot.waitUntil(lambda: window.host.bundle == entry.path, timeout=60000)
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    assert window.session.analysis.detector.digest == entry.digest
    qtbot.waitUntil(lambda: "trained here" in window.verdict.judged_by.name.text(), timeout=60000)
    assert "Recommendation after training" in window.verdict.judged_by.limits.text()


@pytest.mark.slow
def test_a_worse_detector_is_not_recommended_and_not_put_to_use(walk, tmp_path, qtbot):
    walk.start().data(striped.faces(tmp_path / "misled", misled=True)).next().keep_all()
    walk.next().next().next()
    assert walk.page.heading.text() == "Keep the present detector"
    assert "the new one is worse" in walk.page.words.text()
    walk.next()
    assert "keeping the present detector" in walk.page.advice.text()
    assert not walk.page.default.isChecked()
    assert not walk.page.again.isEnabled()
    walk.wizard.next.click()
    qtbot.waitUntil(lambda: walk.wizard is None, timeout=60000)
    assert BundleStore().default().title == "Present"
    assert "Present, retrained" in [entry.title for entry in BundleStore().entries()]


@pytest.mark.slow
def test_the_clips_of_the_open_case_are_judged_by_the_new_one_beside_the_old(
    walk, striped_faces, window, qtbot, face_clip, tmp_path
):
    window.cases.files.create(tmp_path / "market.fcase", Description("Market", ""), "A. Analyst")
    qtbot.waitUntil(lambda: window.cases.view is not None, timeout=60000)
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    walk.start().data(striped_faces).next().keep_all().next().next().next().next()
    walk.page.again.setChecked(True)
    assert walk.page.again.isEnabled()
    walk.page.title.setText("Spring")
    walk.wizard.next.click()

    def both():
        rows = window.cases.view.rows
        return bool(rows) and bool(rows[0].others)

    qtbot.waitUntil(both, timeout=120000)
    assert window.cases.view.rows[0].others[0].detector == "untrained"
    assert len(window.host.cases.case.analyses()) == 2
    assert window.host.cases.case.analyses()[-1].detector == "Spring"


@pytest.mark.slow
def test_a_change_of_the_data_leads_back(walk, striped_faces, tmp_path):
    walk.start().data(striped_faces).next().keep_all().next()
    assert walk.wizard.steps.item(2).flags()
    walk.wizard.steps.itemClicked.emit(walk.wizard.steps.item(0))
    walk.rest()
    assert walk.page.name == "data"
    walk.page.sources.item(0).setSelected(True)
    walk.page.remove.click()
    walk.rest()
    assert not walk.wizard.next.isEnabled()
    assert not walk.wizard.steps.item(2).flags()


def test_what_cannot_be_read_is_reported_and_can_be_taken_out(walk, tmp_path, window, qtbot):
    empty = tmp_path / "empty"
    empty.mkdir()
    walk.start().data(empty)
    qtbot.waitUntil(lambda: bool(window.failures.shown), timeout=60000)
    assert window.failures.shown[0].what == "No labelled faces were found."
    # Over the training window, not behind it.
    (box,) = window.findChildren(QMessageBox)
    assert box.parentWidget() is walk.wizard
    assert walk.wizard.at.text() == "Failed; results so far are kept."
    assert walk.wizard.resume.isVisible()
    assert not walk.wizard.next.isEnabled()
    walk.page.sources.item(0).setSelected(True)
    walk.page.remove.click()
    walk.rest()
    assert walk.page.sources.count() == 0


def test_the_guide_and_the_pages_belong_together(walk, window):
    walk.start()
    assert page_of(walk.wizard.next) == "training"
    walk.wizard.help.click()
    assert window.guide.window.page == "training"


def test_a_damaged_plan_is_reported(walk, window, qtbot, own_data):
    plan = own_data / "retrainings" / "1" / "plan.toml"
    plan.parent.mkdir(parents=True)
    plan.write_text("stage = 'nowhere'")
    window.training.open(plan)
    qtbot.waitUntil(lambda: bool(window.failures.shown), timeout=60000)
    assert isinstance(window.failures.shown[0], PlanError)
