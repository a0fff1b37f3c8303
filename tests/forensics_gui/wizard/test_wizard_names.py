"""The wizard and the detectors' window for screen readers, and by keyboard."""

import pytest
from screen_readers import nameless

from forensics_gui.wizard.window import WizardWindow

pytestmark = pytest.mark.usefixtures("screen_reader")


def test_every_page_tells_what_its_widgets_are(walk, striped_faces):
    walk.start()
    assert nameless(walk.wizard) == []
    walk.data(striped_faces)
    assert nameless(walk.wizard) == []
    walk.next()
    assert nameless(walk.wizard) == []
    walk.keep_all()
    for _ in range(4):
        walk.next()
        assert nameless(walk.wizard) == []


def test_the_window_of_detectors_tells_too(window, own_data, qtbot):
    window.commands.by_name["show_detectors"].trigger()
    made = window.detectors.window
    qtbot.waitUntil(lambda: made.list.count() == 1, timeout=60000)
    assert nameless(made) == []


@pytest.mark.slow
def test_all_pages_fit_a_small_screen(walk, striped_faces):
    walk.start().data(striped_faces).next().keep_all()
    wizard = walk.wizard
    assert isinstance(wizard, WizardWindow)
    for _ in range(4):
        walk.next()
        smallest = wizard.minimumSizeHint()
        assert smallest.width() <= 1366
        assert smallest.height() <= 720
