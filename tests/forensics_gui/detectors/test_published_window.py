"""Published detectors in the window: import, scores without ratios, calibration."""

import labelled
import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from engine.detector.bundle.store import IMPORTED, BundleStore
from engine.detector.published.layouts import layout_named
from forensics_gui.detectors.published import LayoutDialog


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    """A checkpoint with DeepfakeBench's names for Meso4."""
    import torch

    from engine.embedding.backbones import Meso4

    torch.manual_seed(0)
    own = Meso4().state_dict()
    state = {}
    for number in range(4):
        state[f"backbone.conv{number + 1}.weight"] = own[f"features.{4 * number}.weight"]
    for number, place in ((1, 2), (2, 10)):
        for key in ("weight", "bias", "running_mean", "running_var", "num_batches_tracked"):
            state[f"backbone.bn{number}.{key}"] = own[f"features.{place}.{key}"]
    state["backbone.fc1.weight"] = own["dense.3.weight"]
    state["backbone.fc1.bias"] = own["dense.3.bias"]
    state["backbone.fc2.weight"] = torch.randn(2, 16)
    state["backbone.fc2.bias"] = torch.zeros(2)
    path = tmp_path_factory.mktemp("published") / "meso4_best.pth"
    torch.save(state, path)
    return path


@pytest.fixture
def manager(own_data, checkpoint, window, qtbot):
    """The window of detectors with the imported checkpoint."""
    window.commands.by_name["show_detectors"].trigger()
    made = window.detectors.window
    qtbot.waitUntil(lambda: made.list.count() == 1 and not made.busy, timeout=60000)
    made.import_checkpoint(checkpoint, layout_named("deepfakebench_meso4"))
    qtbot.waitUntil(lambda: made.list.count() == 2 and not made.busy, timeout=120000)
    return made


def test_the_dialog_guesses_the_layout_and_names_the_licence(qtbot, window, checkpoint):
    dialog = LayoutDialog(window, checkpoint)
    qtbot.addWidget(dialog)
    assert dialog.layout_chosen.name == "deepfakebench_meso4"
    assert "No commercial use" in dialog.licence.text()
    dialog.choice.setCurrentIndex(dialog.choice.findData("gend_clip_l14"))
    assert "LinearNorm" in dialog.file.text()
    assert "not checked" in dialog.unverified.text()


@pytest.mark.slow
def test_its_card_says_what_it_cannot_and_what_its_licence_forbids(manager):
    entry = manager.entries[manager.names()[0]]
    assert entry.origin == IMPORTED
    item = manager.list.selectedItems()[0]
    words = [label.text() for label in manager.list.itemWidget(item).findChildren(QLabel)]
    assert any("Not calibrated" in text for text in words)
    assert any("No commercial use" in text for text in words)
    assert manager.buttons["calibrate"].isEnabled()
    manager.list.clearSelection()
    manager.list.item(0).setSelected(True)
    assert not manager.buttons["calibrate"].isEnabled()


def test_a_clip_is_scored_and_ranked_but_not_judged(manager, window, qtbot, face_clip):
    manager.use()
    qtbot.waitUntil(lambda: "meso4" in str(window.host.bundle), timeout=60000)
    with qtbot.waitSignal(window.session.clip_judged, timeout=120000):
        window.open(face_clip)
    panel = window.verdict
    assert "not calibrated" in panel.headline.text()
    assert panel.next_step.text() == "Calibrate the detector …"
    assert "CC BY-NC" in panel.judged_by.licence.text()
    analysis = window.session.analysis
    assert window.session.llr_of(1) is None
    assert np.ptp(analysis.suspicion(1)) > 0


@pytest.mark.slow
def test_it_is_calibrated_on_labelled_clips(manager, qtbot, tmp_path):
    for number in range(40):
        # The detector gives these forgeries the higher scores.
        kind = ("fake", "real")[number % 2]
        labelled.picture(tmp_path / kind / f"person{number}" / "1.png", number)
    manager.calibrate(tmp_path)
    qtbot.waitUntil(lambda: manager.list.count() == 3 and not manager.busy, timeout=200000)
    made = manager.entries[manager.names()[0]]
    assert made.title.endswith("calibrated")
    assert not manager.buttons["calibrate"].isEnabled()
    assert BundleStore().entry(made.name).came_from


@pytest.mark.slow
def test_a_calibration_can_be_cancelled(manager, qtbot, tmp_path):
    for number in range(40):
        kind = ("real", "fake")[number % 2]
        labelled.picture(tmp_path / kind / f"person{number}" / "1.png", number)
    manager.calibrate(tmp_path)
    manager.progress.stop()
    assert not manager.progress.isVisible()
    qtbot.wait(500)
    assert manager.list.count() == 2
