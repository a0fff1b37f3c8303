"""The page of a training shows its validation faces: where they lie, and the worst mistakes."""

import numpy as np
import pytest
from made_crops import made_crops

from engine.training.retrain.snapshots import Album
from engine.training.samples import face_samples
from forensics_gui.wizard.validation_faces import ValidationFaces


@pytest.fixture
def stored(tmp_path):
    """Faces whose crops are in a file, as those of a training are."""
    crops = made_crops(people=6, size=32)
    kept = np.memmap(tmp_path / "crops.rgb", np.uint8, "w+", shape=crops.store.shape)
    kept[:] = crops.store
    kept.flush()
    return face_samples(crops.__class__(kept, *list(vars(crops).values())[1:]))


def learned(album, samples, epoch, wrong):
    """An epoch in which the first `wrong` faces are judged wrongly, the first one the worst."""
    signs = np.where(samples.labels == 1, 1.0, -1.0)
    scores = 3.0 * signs
    scores[:wrong] = -signs[:wrong] * np.arange(wrong, 0, -1)
    points = np.random.default_rng(0).normal(size=(len(samples), 8)).astype(np.float32)
    turn = np.linalg.qr(np.random.default_rng(epoch).normal(size=(8, 8)))[0]
    album.add(epoch, samples, (points @ turn).astype(np.float32), scores)


@pytest.fixture
def faces(qtbot):
    made = ValidationFaces()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


def test_it_follows_the_newest_epoch_and_looks_back(faces, stored, tmp_path, qtbot):
    album = Album(tmp_path / "faces")
    learned(album, stored, 1, 3)
    faces.follow(album.folder)
    qtbot.waitUntil(lambda: faces.faces.count() == 3, timeout=60000)
    learned(album, stored, 2, 2)
    faces.refresh()
    qtbot.waitUntil(lambda: faces.faces.count() == 2, timeout=60000)
    assert "2 of 2" in faces.epoch.text()
    faces.slider.setValue(0)
    assert faces.faces.count() == 3
    learned(album, stored, 3, 1)
    faces.refresh()
    qtbot.waitUntil(lambda: len(faces.snapshots) == 3, timeout=60000)
    # Who looks back is not taken away from there.
    assert faces.faces.count() == 3


def test_a_mistake_is_shown_large_with_its_words_and_file(faces, stored, tmp_path, qtbot):
    album = Album(tmp_path / "faces")
    learned(album, stored, 1, 3)
    faces.follow(album.folder)
    qtbot.waitUntil(lambda: faces.faces.count() == 3, timeout=60000)
    faces.faces.setCurrentRow(0)
    assert faces.large.isVisible()
    record = stored.records[0]
    assert str(record.path) in faces.name.text()
    said = "Forged, but taken" if record.label else "Pristine, scored as forged"
    assert faces.name.text().startswith(said)
    assert "3" in faces.faces.item(0).text()
    expected = stored.crops.picture(0)[16, 16]

    def shown():
        found = faces.large.pixmap().toImage()
        at = found.pixelColor(found.width() // 2, found.height() // 2)
        return np.abs(np.array(at.getRgb()[:3], int) - expected).max() < 60

    qtbot.waitUntil(shown, timeout=60000)


def test_an_embedding_that_only_turned_does_not_move(stored, tmp_path):
    album = Album(tmp_path / "faces")
    learned(album, stored, 1, 0)
    learned(album, stored, 2, 0)
    first, second = (np.array(one.points) for one in album.snapshots())
    np.testing.assert_allclose(first, second, atol=1e-3)


def test_a_damaged_snapshot_is_left_out(stored, tmp_path):
    album = Album(tmp_path / "faces")
    learned(album, stored, 1, 1)
    (album.folder / "0002.json").write_text("{")
    assert [one.epoch for one in album.snapshots()] == [1]


@pytest.mark.slow
def test_a_new_head_says_that_nothing_moves(walk, striped_faces, qtbot):
    walk.start().data(striped_faces).next().keep_all().next().next()
    faces = walk.page.faces
    qtbot.waitUntil(lambda: len(faces.snapshots) == 1, timeout=60000)
    assert "Only the head is trained" in faces.epoch.text()
    assert not faces.slider.isVisible()
    assert len(faces.dots.data) == len(faces.snapshots[0].labels) > 0
    assert walk.page.tabs.currentWidget() is faces

    def drawn():
        image = faces.faces.item(0).icon().pixmap(8).toImage()
        return image.pixelColor(4, 4).alpha() == 255

    qtbot.waitUntil(drawn, timeout=60000)
