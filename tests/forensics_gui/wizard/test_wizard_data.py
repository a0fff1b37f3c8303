"""What may be given as labelled data, and how it is shown."""

import csv
import re
from pathlib import Path

import labelled
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from engine.case.state import Description


@pytest.fixture
def folder(tmp_path):
    """A folder of six pristine and two forged pictures."""
    place = tmp_path / "folder"
    for number in range(6):
        labelled.picture(place / "real" / f"p{number}" / "1.png", number)
    for number in range(2):
        labelled.picture(place / "fake" / f"p{number}" / "1.png", 50 + number)
    return place


def test_folders_are_dropped_shown_and_kept_in_the_plan(walk, folder, qtbot):
    walk.start()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder)), QUrl.fromLocalFile(str(folder / "no.txt"))])
    walk.page.sources.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    walk.rest()
    assert walk.wizard.worker.plan.sources == [str(folder)]
    assert "8 items" in walk.page.sources.item(0).text()
    assert "6 pristine and 2 forged" in walk.page.found.text()
    assert walk.page.balance.isVisible()
    assert walk.page.balance.accessibleDescription() == "6 : 2"
    labels = [walk.page.sheet.item(i).text() for i in range(walk.page.sheet.count())]
    assert labels == ["pristine"] * 6 + ["forged"] * 2


def test_too_few_clips_are_reported_by_the_counts_that_training_uses(walk, folder, striped_faces):
    walk.start().data(folder)
    found = re.search(r"at least 5 pristine and 5 forged.* there are (\d) and (\d)\.",
                      walk.page.found.text())  # fmt: skip
    assert found is not None
    # Those held out for evaluation do not count.
    pristine, forged = map(int, found.groups())
    assert pristine < 6
    assert forged <= 2
    walk.data(striped_faces)
    assert "Too few" not in walk.page.found.text()


def test_forgeries_are_made_of_the_pristine_items(walk, folder):
    walk.start().data(folder)
    walk.page.forge.boxes["self-blend"].setChecked(True)
    walk.page.forge.apply.click()
    walk.rest()
    assert "self-blend (6)" in walk.page.found.text()
    assert walk.wizard.worker.plan.forge.kinds == ["self-blend"]


@pytest.mark.slow
def test_the_length_of_clips_is_reported(walk, tmp_path, qtbot):
    for number in range(3):
        labelled.clip(tmp_path / "clips" / "real" / f"p{number}" / "1.mp4", number)
        labelled.clip(tmp_path / "clips" / "fake" / f"p{number}" / "1.mp4", 9 + number)
    walk.start().data(tmp_path / "clips")
    qtbot.waitUntil(walk.page.length.isVisible, timeout=60000)
    assert "hours of video" in walk.page.length.text()


@pytest.mark.slow
def test_the_tagged_clips_of_the_open_case_are_taken(walk, window, qtbot, tmp_path):
    walk.start()
    assert not walk.page.add_case.isEnabled()
    clips = [labelled.clip(tmp_path / f"{number}.mp4", number) for number in range(2)]
    window.cases.files.create(tmp_path / "market.fcase", Description("Market", ""), "A. Analyst")
    qtbot.waitUntil(lambda: window.cases.view is not None, timeout=60000)
    window.cases.take_clips(clips)
    qtbot.waitUntil(
        lambda: len(window.cases.view.rows) == 2 and all(r.verdict for r in window.cases.view.rows),
        timeout=60000,
    )
    for row in window.cases.view.rows:
        tag = "pristine" if row.clip.path == str(clips[0]) else "forged"
        window.cases.do(lambda case, n=row.clip.number, tag=tag: case.tag(n, [tag]))
    qtbot.waitUntil(lambda: all(row.clip.tags for row in window.cases.view.rows), timeout=60000)
    walk.page.enter()
    walk.rest()
    walk.page.add_case.click()
    walk.rest()
    assert "1 pristine and 1 forged" in walk.page.found.text()
    (manifest,) = walk.wizard.worker.plan.sources
    with Path(manifest).open(newline="") as file:
        listed = [Path(manifest).parent / row["path"] for row in csv.DictReader(file)]
    assert sorted(path.resolve() for path in listed) == sorted(clips)


def test_another_detector_than_the_one_in_use_can_be_bettered(walk, striped_faces):
    walk.start().data(striped_faces)
    box = walk.page.present
    assert box.itemText(0) == "the one in use"
    box.setCurrentIndex(box.findData("shipped"))
    box.activated.emit(box.currentIndex())
    walk.rest()
    assert walk.wizard.worker.plan.present == "shipped"
    assert walk.page.present.currentData() == "shipped"
