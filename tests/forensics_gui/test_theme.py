"""The application's look."""

from PySide6.QtCore import QObject
from shiboken6 import isValid

from forensics_gui.preferences import Preferences
from forensics_gui.theme import Theme, is_dark


def test_another_theme_keeps_the_style(qapp):
    owner = QObject()
    theme = Theme(owner, Preferences())
    style = qapp.style()
    theme.use_dark()
    assert is_dark()
    theme.use_light()
    assert not is_dark()
    # Replacing it below a style sheet may crash.
    assert isValid(style)
