"""Fixtures of the engine's tests."""

import pytest
from made_analysis import made_events


@pytest.fixture
def events():
    return list(made_events())
