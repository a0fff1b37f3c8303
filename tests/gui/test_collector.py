"""The collector of cycles does not make the window wait while the detector is loaded, nor later."""

import gc
import subprocess
import sys

import msgspec
import pytest

from forensics_gui.workers.collector import spared

_WARM_UP = """
import gc, json, os, time
from forensics_gui.workers.host import EngineHost
full = []
gc.callbacks.append(lambda phase, about: full.append((phase, about["generation"])))
host = EngineHost()
host.warm_up()
while not (host._detector and gc.isenabled()):
    time.sleep(0.05)
told = full.count(("start", 2)), gc.get_freeze_count(), len(gc.get_objects())
print(json.dumps(told), flush=True)
os._exit(0)
"""


@pytest.fixture
def as_before():
    yield
    gc.unfreeze()


def test_nothing_is_collected_and_what_is_there_is_left_alone(as_before):
    collected = []
    gc.collect()
    gc.callbacks.append(lambda phase, about: collected.append(phase))
    try:
        with spared():
            kept = [[] for _ in range(20000)]
        assert collected == []
    finally:
        gc.callbacks.pop()
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(kept)
    assert len(gc.get_objects()) < len(kept)


def test_the_collector_goes_on_after_an_error(as_before):
    with pytest.raises(ValueError, match="no"), spared():
        raise ValueError("no")
    assert gc.isenabled()


def test_loading_the_detector_is_not_held_up_by_collections():
    ran = subprocess.run([sys.executable, "-c", _WARM_UP], capture_output=True, text=True)
    collections, left_alone, looked_at = msgspec.json.decode(ran.stdout)
    assert collections <= 1
    assert left_alone > 100_000
    assert looked_at < left_alone / 10
