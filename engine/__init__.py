"""Headless engine of the forensics tool: clip -> tracks -> embeddings -> verdict -> report."""

import logging
import os
from pathlib import Path

import platformdirs

__version__ = "0.1.0"

# Settings that libraries read when they are loaded; each module of the program comes after this.
# Otherwise ONNX Runtime sends an id of the computer to its maker and keeps files of its own.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# Otherwise torch makes a folder beside all temporary files. Where it could not, it would not load.
_cache = Path(platformdirs.user_cache_dir("deepfake-forensics")) / "torch"
if os.access(next(place for place in _cache.parents if place.exists()), os.W_OK):
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(_cache))

# A program that uses the engine decides where its log goes.
logging.getLogger(__name__).addHandler(logging.NullHandler())
