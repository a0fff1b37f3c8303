"""Select the processor that runs the networks."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.wording import mark

DEVICES = ("auto", "cpu", "cuda", "mps")


def pick_device(wanted: str = "auto") -> str:
    """Select the torch device.

    Args:
        wanted: one of `DEVICES`; "auto" prefers CUDA, then Apple's MPS, then the CPU.

    Raises:
        EngineError: the named device does not exist on this machine.
    """
    if wanted == "cpu" or (wanted == "auto" and not may_have_gpu()):
        return "cpu"
    import torch

    present = {
        "cpu": True,
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
    }
    if wanted == "auto":
        return next(name for name in ("cuda", "mps", "cpu") if present[name])
    if not present.get(wanted, False):
        raise EngineError(
            mark("This machine has no '{wanted}' device."),
            mark("Use --device auto, or --device cpu, which always works."),
            wanted=wanted,
        )
    return wanted


def may_have_gpu() -> bool:
    """Whether checking for a GPU justifies importing torch, which takes over a second."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    if sys.platform == "win32":
        return Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "System32/nvcuda.dll").exists()
    return any(Path(path).exists() for path in ("/dev/nvidiactl", "/dev/dxg", "/dev/kfd"))


@contextmanager
def one_core() -> Iterator[None]:
    """Run networks on the calling thread alone.

    Small networks gain little from a second core, and run ten times slower if another process
    occupies it: OpenMP threads wait for each other at every layer, and clips are decoded while
    faces are judged. OpenMP's setting belongs to the calling thread, so networks on other threads
    keep theirs.
    """
    torch = sys.modules.get("torch")
    if torch is None:
        yield
        return
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def cpu_session(model: bytes, weights: Mapping[str, np.ndarray] | None = None) -> Any:
    """Create an ONNX Runtime session on the calling thread; several threads may run it.

    Args:
        model: an ONNX graph with its weights, or with external float32 weights.
        weights: the external weights, by name.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # A single thread is the calling one: no pool is created.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    floats = {k: np.ascontiguousarray(v) for k, v in (weights or {}).items() if v.dtype.kind == "f"}
    if floats:
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in floats.values()]
        options.add_external_initializers(list(floats), values)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
