"""Indices that took a decode of the whole clip, kept by the clip's content."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
import platformdirs

from engine.files import keep
from engine.video.index import FrameIndex

#: Bump when the meaning of an index changes.
_VERSION = 2
_KEPT = 500


def _path(folder: Path, sha256: str, stream: int) -> Path:
    # Another decoder may give other pictures for damaged parts.
    return folder / f"{sha256}-{stream}-{_VERSION}-{av.__version__}.npz"


def cache_folder() -> Path:
    """Where indices are kept unless told otherwise."""
    return Path(platformdirs.user_cache_dir("deepfake-forensics")) / "index"


def load(folder: Path, sha256: str, stream: int) -> FrameIndex | None:
    """The index of a video stream of the clip with this SHA-256, or None."""
    path = _path(folder, sha256, stream)
    try:
        with np.load(path, allow_pickle=False) as stored:
            facts = json.loads(str(stored["facts"]))
            arrays = {name: stored[name] for name in stored.files if name != "facts"}
        index = FrameIndex.from_arrays(facts, arrays)
        os.utime(path)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return index


def store(folder: Path, sha256: str, index: FrameIndex) -> None:
    """Keep an index; a full disk only costs time later."""
    facts, arrays = index.to_arrays()
    told = np.array(json.dumps(facts))

    def write(file: BinaryIO) -> None:
        np.savez(file, facts=told, **arrays)  # type: ignore[arg-type]

    keep(_path(folder, sha256, index.stream), write, _KEPT)
