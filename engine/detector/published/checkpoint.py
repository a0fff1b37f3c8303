"""Read a checkpoint's tensors; files of torch are opened in a limited process.

`python -m engine.detector.published.checkpoint FILE` writes the tensors as safetensors to the
standard output. Only tensors are unpickled, without network access or other files, and within a
limit of memory that follows from the size of the file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy
from safetensors import SafetensorError

from engine.errors import BundleError
from engine.interpreter import command, environment
from engine.sandbox.limits import limit_memory
from engine.sandbox.linux import enter_sandbox
from engine.wording import mark

#: Largest accepted file in bytes: CLIP ViT-L/14 with optimiser states.
_MOST = 6 << 30
#: Memory beyond several copies of the file, in bytes, and seconds until the process is stopped.
_SPARE, _SECONDS = 2 << 30, 600
#: Keys under which training scripts store the weights, tried in this order.
_WRAPPERS = ("state_dict", "model", "net", "model_state_dict")
_AGAIN = mark("Get the file again from where its authors publish it.")


def read_checkpoint(path: Path) -> dict[str, np.ndarray]:
    """Read all tensors of a checkpoint by name, without the prefix of data parallel training.

    Args:
        path: .safetensors, or a file that torch saved (.pth, .pt, .bin, .ckpt).

    Returns:
        Floating-point tensors as float32.

    Raises:
        BundleError: the file is unreadable, too large, or holds more than tensors.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BundleError(
            mark("The checkpoint '{path}' cannot be read: {why}."),
            mark("Check the name."),
            path=path,
            why=error.strerror or error,
        ) from error
    if size > _MOST:
        raise BundleError(
            mark("'{name}' is larger than any known checkpoint."), _AGAIN, name=path.name
        )
    try:
        if path.suffix == ".safetensors":
            tensors = safetensors.numpy.load_file(path)
        else:
            tensors = safetensors.numpy.load(_unpickled(path))
    except (SafetensorError, OSError, ValueError, KeyError, TypeError) as error:
        raise BundleError(
            mark("'{name}' cannot be read as a checkpoint."), _AGAIN, repr(error), name=path.name
        ) from error
    return {
        name.removeprefix("module."): a.astype(np.float32, copy=False) if a.dtype.kind == "f" else a
        for name, a in tensors.items()
    }


def _unpickled(path: Path) -> bytes:
    with tempfile.TemporaryFile() as complaints, tempfile.TemporaryFile() as output:
        try:
            done = subprocess.run(
                command("engine.detector.published.checkpoint", str(path.resolve())),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=complaints,
                env=environment({"OMP_NUM_THREADS": "1"}),
                timeout=_SECONDS,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except subprocess.TimeoutExpired as error:
            raise BundleError(
                mark("Reading '{name}' took longer than {seconds} s."),
                _AGAIN,
                name=path.name,
                seconds=_SECONDS,
            ) from error
        if done.returncode:
            complaints.seek(0)
            raise BundleError(
                mark("'{name}' is not a checkpoint that holds only tensors."),
                mark("Do not use this file. Get it again from where its authors publish it."),
                complaints.read()[-2000:].decode(errors="replace"),
                name=path.name,
            )
        output.seek(0)
        return output.read()


def state_of(content: Any) -> dict[str, Any]:
    """Find the weights in a checkpoint: the content itself, or one of its entries.

    Args:
        content: what torch loaded.

    Returns:
        The tensors by name; other entries are left out.

    Raises:
        ValueError: there are no tensors.
    """
    import torch

    for key in _WRAPPERS:
        if isinstance(content, Mapping) and isinstance(content.get(key), Mapping):
            content = content[key]
    if not isinstance(content, Mapping):
        raise ValueError("the file holds no table of tensors")
    found = {str(key): t for key, t in content.items() if isinstance(t, torch.Tensor)}
    if not found:
        raise ValueError("the file holds no tensors")
    return found


def main() -> None:
    """Run in the limited process."""
    import torch
    from safetensors.torch import save

    path = Path(sys.argv[1])
    limit_memory(4 * path.stat().st_size + _SPARE)
    enter_sandbox(path)
    state = state_of(torch.load(path, map_location="cpu", weights_only=True))
    # Shared or strided tensors cannot be written as they are.
    data = save({name: tensor.detach().clone().contiguous() for name, tensor in state.items()})
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
        output.write(data)


if __name__ == "__main__":
    main()
