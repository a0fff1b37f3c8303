"""Numbers beside plots."""

import pytest

from forensics_gui.language import ENGLISH, GERMAN
from forensics_gui.widgets.axis import axes


@pytest.mark.parametrize(("language", "shown"), [(ENGLISH, "1.5"), (GERMAN, "1,5")])
def test_numbers_have_the_decimal_mark_of_the_language(qtbot, spoken, language, shown):
    spoken(language)
    for axis in axes().values():
        assert axis.tickStrings([1.5], 1, 0.5) == [shown]
