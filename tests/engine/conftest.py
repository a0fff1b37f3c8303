"""Fixtures of the engine's tests."""

import pytest
from made_analysis import made_events
from reports import made, made_material

from engine.report.issue import new_issue
from engine.report.package import write_package


@pytest.fixture
def events():
    return list(made_events())


@pytest.fixture(scope="session")
def package(untrained_detector, tmp_path_factory):
    """An evidence package, which no test changes."""
    path = tmp_path_factory.mktemp("package") / "evidence.zip"
    analysis = made()
    material = made_material(analysis, untrained_detector.reference)
    frames = iter([("track-1-frame-10.png", b"a picture")])
    write_package(analysis, path, material, new_issue(), frames, [{"id": 1, "kind": "created"}])
    return path
