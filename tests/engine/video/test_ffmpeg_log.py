"""Decoders on several threads complain from threads that the interpreter does not know."""

import subprocess
import sys
from pathlib import Path

import av
import encoded_clips
import numpy as np

from engine.container.demux import read_packets

#: Leaves a damaged clip in the midst of decoding on all cores, and listens to what follows.
_LEAVE_AND_LISTEN = """
import sys
from pathlib import Path
from engine.video.ffmpeg_log import FFmpegLog
from engine.video.reader import Reader

listener = FFmpegLog()
for round in range(300):
    reader = Reader(Path(sys.argv[1]), threads=True)
    pictures = reader.pictures()
    for _ in range(round % 12):
        next(pictures, None)
    with listener:
        reader.threads = False
        reader.reopen()
    reader.close()
"""


def test_listening_never_waits_for_a_decoder_that_wants_to_be_heard(tmp_path):
    """The thread that closes a decoder has the lock which a complaint needs."""
    path = encoded_clips.write(tmp_path / "clip.mp4", options={"g": "15", "bf": "0"})
    _damage(path)
    done = subprocess.run(
        [sys.executable, "-c", _LEAVE_AND_LISTEN, str(path)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _damage(path: Path) -> None:
    """Random bytes in the midst of all pictures but the first."""
    with av.open(str(path)) as container:
        table = read_packets(container, container.streams.video[0])
    data, rng = bytearray(path.read_bytes()), np.random.default_rng(0)
    for at, size in zip(table.pos[1:].tolist(), table.size[1:].tolist(), strict=True):
        if size > 40:
            end = min(size, 60)
            data[at + 20 : at + end] = rng.bytes(end - 20)
    path.write_bytes(bytes(data))
