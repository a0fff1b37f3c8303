"""Loading torch's libraries leaves the other threads their turns."""

import subprocess
import sys

import pytest

_SCRIPT = """
import sys
from engine.libraries import load_ahead
loaded = load_ahead()
assert "torch" not in sys.modules
import torch
maps = open("/proc/self/maps").read()
for path in loaded:
    assert maps.count(str(path)), path
print(len(loaded), float(torch.ones(2).sum()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_torch_finds_its_libraries_in_memory():
    command = [sys.executable, "-c", _SCRIPT]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    number, total = ran.stdout.split()
    assert int(number) >= 3
    assert float(total) == 2
