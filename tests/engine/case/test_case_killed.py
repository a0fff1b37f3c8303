"""A program that is killed while it writes a case loses nothing that it had finished."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.case.case import Case

_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from made_analysis import made_events
from engine.case.case import Case
events = list(made_events(scores=(1.0, -1.0, 2.0)))
path = Path(sys.argv[1])
with Case.open(path) if path.exists() else Case.create(path) as case:
    written = len(case.acts())
    print("ready", written, flush=True)
    while True:
        for event in events:
            case.add(event)
            print(len(case.acts()), flush=True)
"""


@pytest.mark.slow
def test_killed_at_fifty_moments_the_case_opens_and_all_that_was_written_is_there(tmp_path):
    path, moments = tmp_path / "c.fcase", random.Random(1)
    written = kept = finished = 0
    for _ in range(50):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), str(Path(__file__).parents[2])],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert writer.stdout is not None
        ready, found = writer.stdout.readline().split()
        assert ready == "ready"
        assert int(found) == kept or kept == 0
        time.sleep(moments.uniform(0, 0.15))
        writer.send_signal(signal.SIGKILL)
        said = writer.communicate()[0].split()
        # The last line may have been cut short by the kill.
        written = max([written, *(int(n) for n in said[:-1] if n.isdigit())])
        with Case.open(path) as case:
            assert not case.read_only
            kept = case.verify()
            assert kept >= written
            finished = [entry for entry in case.analyses() if entry.finished]
            for entry in finished[-3:]:
                assert sorted(case.analysis(entry.id).verdicts) == [1, 2, 3]
    print(f"\n50 kills: {kept} acts and {len(finished)} finished analyses, all whole")
    assert len(finished) > 5
