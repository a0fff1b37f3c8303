"""Messages between the program and its decoding process: JSON and plain arrays, never code."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

import numpy as np

#: Maximum size of a valid header in bytes.
_MOST = 64 << 20
_MOST_ARRAYS = 1 << 31
_DTYPES = ("<i8", "<f8", "<u4", "<i2", "|b1")

Message = dict[str, Any]


class WireError(Exception):
    """The other side closed the pipe or sent an invalid message."""


def send(pipe: BinaryIO, message: Message, arrays: dict[str, np.ndarray] | None = None) -> None:
    """Write one message; `arrays` are sent as raw bytes."""
    named = {
        name: np.ascontiguousarray(a, a.dtype.newbyteorder("<"))
        for name, a in (arrays or {}).items()
    }
    if named:
        message = {**message, "arrays": [[n, a.dtype.str, len(a)] for n, a in named.items()]}
    header = json.dumps(message).encode()
    try:
        pipe.write(struct.pack("<I", len(header)) + header)
        for array in named.values():
            pipe.write(array.tobytes())
        pipe.flush()
    except (OSError, ValueError) as error:
        raise WireError(str(error)) from error


def receive(pipe: BinaryIO) -> tuple[Message, dict[str, np.ndarray]]:
    """Read one message.

    Raises:
        WireError: the pipe is closed, or the message is invalid.
    """
    try:
        (length,) = struct.unpack("<I", _exactly(pipe, 4))
        if length > _MOST:
            raise WireError(f"a header of {length} bytes")
        message = json.loads(_exactly(pipe, length))
        arrays = {}
        for name, dtype, count in message.pop("arrays", []):
            if dtype not in _DTYPES or not 0 <= count * 8 <= _MOST_ARRAYS:
                raise WireError(f"an array of {count} {dtype}")
            kind = np.dtype(dtype)
            arrays[str(name)] = np.frombuffer(_exactly(pipe, count * kind.itemsize), kind).copy()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise WireError(str(error)) from error
    return message, arrays


def _exactly(pipe: BinaryIO, count: int) -> bytes:
    data = pipe.read(count)
    if data is None or len(data) != count:
        raise WireError("closed")
    return data
