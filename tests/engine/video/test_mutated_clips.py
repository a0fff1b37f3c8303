"""Thousands of broken clips: no crash, no hang, no flood, no wrong frame without a word.

`pytest -m slow -s tests/engine/video/test_mutated_clips.py` takes FORENSICS_MUTATIONS seeds (2,000)
from FORENSICS_FIRST_SEED (0) on, and prints what came of them.
"""

import itertools
import os
import random
import sys
import threading
import time
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import mutations
import numpy as np
import psutil
import pytest

from engine.analysis.pipeline import analyze
from engine.analysis.settings import AnalysisSettings
from engine.audio.client import read_waveform
from engine.errors import DamagedFrameError, EngineError
from engine.sandbox.limits import Limits
from engine.shipped import resource
from engine.video.source import VideoSource

#: For each process that decodes. Machines that run tests are busy: silence is generous.
LIMITS = Limits(memory=1 << 30, silence=30)
#: Bytes that such a process may come to, its own code included; seconds that a clip may take.
MOST_MEMORY, MOST_SECONDS = (1 << 30) + (400 << 20), 240
#: Frames that are compared, and those read to compare them with.
COMPARED, READ = 6, 80
#: Kinds that leave the pictures as they are, and their order.
HARMLESS = ("duration", "many streams")
#: Codecs whose damaged pictures hold what lay in memory: nobody reproduces them.
UNSTEADY = ("mjpeg", "prores", "wmv", "gif", "apng", "mpeg", "ffv1")


class BadOutcomeError(AssertionError):
    """What must never come of a broken clip."""


def sums(video, places):
    """CRC-32 of frames asked for one by one; None for those that cannot be decoded."""
    found = {}
    for place in places:
        try:
            frame = video.frame(place, keep=False)
        except DamagedFrameError:
            found[place] = None
            continue
        if frame.pts != int(video.index.pts[place]) or frame.index != place:
            raise BadOutcomeError(f"frame {place} says that it is {frame.index}")
        found[place] = zlib.crc32(frame.rgb().tobytes())
    return found


def in_order(video, last):
    """The same of frames read from the first on."""
    found = {}
    for frame in video.frames(limit=last + 1):
        found[frame.index] = zlib.crc32(frame.rgb().tobytes())
    return found


def compare(video, broken, path, folder):
    """Frames are the same however they are asked for, unless no decoder repeats itself."""
    count = len(video)
    times = video.times
    if not (len(times) == count and np.isfinite(times).all() and (np.diff(times) > 0).all()):
        raise BadOutcomeError("times that do not rise")
    rng = random.Random(broken.seed)
    places = [rng.randrange(min(count, READ)) for _ in range(COMPARED)]
    single = sums(video, places)
    with VideoSource.open(path, LIMITS, cache=folder, index=video.index) as again:
        try:
            run = in_order(again, max(places))
        except DamagedFrameError:
            run = {}
    wrong = [p for p, s in single.items() if s is not None and run.get(p, s) != s]
    if wrong:
        if not (video.index.damaged and broken.original.name.startswith(UNSTEADY)):
            raise BadOutcomeError(f"frames {wrong} differ when read in order")
        return "pictures that nobody reproduces"
    if broken.kind in HARMLESS and not video.index.damaged:
        whole = folder / f"whole{broken.seed}{broken.original.suffix}"
        whole.write_bytes(broken.original.data)
        with VideoSource.open(whole, LIMITS, cache=folder) as before:
            if len(before) == count and sums(before, places) != single:
                raise BadOutcomeError(f"frames {places} are not those of the whole clip")
        whole.unlink()
    return "opened, damage told" if video.index.damaged else "opened"


def peak_of(video):
    """Most bytes that the decoding process held."""
    try:
        for line in Path(f"/proc/{video.process_id}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0


def handle(broken, folder, detector=None, every_fact=True):
    """What the program does with a clip that a user opens; the outcome in a few words."""
    path = folder / f"{broken.seed}{broken.original.suffix}"
    path.write_bytes(broken.data)
    began = time.monotonic()
    try:
        with VideoSource.open(path, LIMITS, cache=folder) as video:
            outcome = compare(video, broken, path, folder)
            if every_fact:
                facts = video.facts
                if facts.examination is not None:
                    facts.examination.to_json()
                if len(video.sizes().sizes) != len(video):
                    raise BadOutcomeError("sizes of other frames")
                read_waveform(path, video.index.first_pts, video.index.stream, LIMITS)
            if detector is not None:
                settings = AnalysisSettings(quick=True)
                for _ in itertools.islice(analyze(video, detector, settings), 400):
                    pass
            if peak_of(video) > MOST_MEMORY:
                raise BadOutcomeError(f"{peak_of(video) >> 20} MB of memory")
    except EngineError as error:
        if not (error.what and error.advice) or type(error) is EngineError:
            raise BadOutcomeError(f"an error without a kind or advice: {error!r}") from error
        outcome = type(error).__name__
        if outcome == "DecoderError":
            outcome += " (stopped)" if "halt" in error.what else " (crashed)"
            print(broken.seed, broken.kind, broken.original.name, error.details[-300:], flush=True)
    finally:
        path.unlink()
    if time.monotonic() - began > MOST_SECONDS:
        raise BadOutcomeError(f"{time.monotonic() - began:.0f} s")
    return outcome


def run(seeds, among, folder, detector=None, workers=2):
    """Outcomes by kind of mutation, and what went wrong by seed."""
    outcomes, bad = Counter(), {}
    lock = threading.Lock()

    def one(seed):
        broken = mutations.mutation(seed, among)
        try:
            told = handle(broken, folder, detector if seed % 25 == 0 else None, seed % 4 == 0)
        # Whatever is raised here would have reached the user as a bug.
        except Exception as error:
            told = "BAD"
            with lock:
                bad[seed] = f"{broken.kind} of {broken.original.name}: {error!r}"
                print("BAD", seed, bad[seed], flush=True)
        with lock:
            outcomes[broken.kind, told] += 1

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, seeds))
    return outcomes, bad


def table(outcomes):
    """Counts as text: one line a kind, one column an outcome."""
    columns = sorted({told for _, told in outcomes})
    lines = []
    for kind in [*mutations.KINDS, ""]:
        row = Counter()
        for (of, told), count in outcomes.items():
            if kind in ("", of):
                row[told] += count
        cells = ", ".join(f"{told} {row[told]}" for told in columns if row[told])
        lines.append(f"{kind or 'all'}: {sum(row.values())}: {cells}")
    return "\n".join(lines)


@pytest.mark.slow
def test_seeds_of_every_day(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mutated")
    among = mutations.originals(folder, mutations.FEW, more=False)
    outcomes, bad = run(range(16), among, folder)
    assert not bad
    assert len({told for _, told in outcomes}) >= 2


def test_the_same_seed_gives_the_same_bytes():
    among = [mutations.Original(str(n), bytes([n]) * 4000, ".mp4") for n in range(3)]
    first, second = ([mutations.mutation(s, among).data for s in range(40)] for _ in range(2))
    assert first == second
    assert len(set(first)) > 30


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_thousands_of_seeds(tmp_path_factory, untrained_detector):
    folder = tmp_path_factory.mktemp("mutated")
    among = mutations.originals(folder)
    for name in ("pristine", "manipulated"):
        path = resource(f"sample/{name}.mp4")
        among.append(mutations.Original(path.stem, path.read_bytes(), ".mp4"))
    first = int(os.environ.get("FORENSICS_FIRST_SEED", "0"))
    seeds = range(first, first + int(os.environ.get("FORENSICS_MUTATIONS", "2000")))
    before = psutil.Process().memory_info().rss
    outcomes, bad = run(seeds, among, folder, untrained_detector)
    grown = (psutil.Process().memory_info().rss - before) >> 20
    print(f"\n{len(seeds)} mutations of {len(among)} clips; the host grew by {grown} MB\n"
          f"{table(outcomes)}")  # fmt: skip
    assert not bad
    assert grown < 1500
    assert not [c for c in psutil.Process().children() if "engine.video.child" in c.cmdline()]
