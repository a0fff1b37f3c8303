"""Constants of a frozen TensorFlow graph, read without TensorFlow.

A GraphDef is a protocol buffer; only the few fields that carry constants are looked at.
Field numbers are those of TensorFlow's graph.proto, node_def.proto and tensor.proto.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

_NODE = 1
_NODE_NAME, _NODE_OP, _NODE_ATTR = 1, 2, 5
_MAP_KEY, _MAP_VALUE = 1, 2
_ATTR_TENSOR = 8
_TENSOR_TYPE, _TENSOR_SHAPE, _TENSOR_CONTENT = 1, 2, 4
_SHAPE_DIM, _DIM_SIZE = 2, 1
_FLOAT32 = 1


def float_constants(path: Path) -> dict[str, np.ndarray]:
    """Every float32 constant of a frozen graph that is stored as raw bytes, by node name.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a GraphDef, or damaged.
    """
    found: dict[str, np.ndarray] = {}
    try:
        for number, node in _fields(memoryview(path.read_bytes())):
            if number == _NODE and isinstance(node, memoryview):
                name, values = _constant(node)
                if values is not None:
                    found[name] = values
    except (IndexError, TypeError, KeyError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is not a TensorFlow graph") from error
    return found


def _constant(node: memoryview) -> tuple[str, np.ndarray | None]:
    name = operation = ""
    tensor: memoryview | None = None
    for number, value in _fields(node):
        if number == _NODE_NAME:
            name = _text(value)
        elif number == _NODE_OP:
            operation = _text(value)
        elif number == _NODE_ATTR:
            entry = dict(_fields(_bytes(value)))
            if _text(entry[_MAP_KEY]) == "value":
                tensor = _bytes(dict(_fields(_bytes(entry[_MAP_VALUE])))[_ATTR_TENSOR])
    if operation != "Const" or tensor is None:
        return name, None
    return name, _float_tensor(tensor)


def _float_tensor(tensor: memoryview) -> np.ndarray | None:
    parts = dict(_fields(tensor))
    if parts.get(_TENSOR_TYPE) != _FLOAT32 or _TENSOR_CONTENT not in parts:
        return None
    shape = [
        dict(_fields(_bytes(dim))).get(_DIM_SIZE, 0)
        for number, dim in _fields(_bytes(parts.get(_TENSOR_SHAPE, memoryview(b""))))
        if number == _SHAPE_DIM
    ]
    return np.frombuffer(_bytes(parts[_TENSOR_CONTENT]), "<f4").reshape([int(d) for d in shape])


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Field numbers and values of one protocol buffer message."""
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, place = _varint(data, place)
            yield number, value
            continue
        if kind == 2:
            length, place = _varint(data, place)
        elif kind in (1, 5):
            length = 8 if kind == 1 else 4
        else:
            raise ValueError("damaged protocol buffer")
        if place + length > len(data):
            raise ValueError("the protocol buffer ends early")
        yield number, data[place : place + length]
        place += length


def _varint(data: memoryview, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
        shift += 7
        if shift > 63:
            raise ValueError("damaged protocol buffer")


def _bytes(value: int | memoryview) -> memoryview:
    if not isinstance(value, memoryview):
        raise ValueError("a message was expected")
    return value


def _text(value: int | memoryview) -> str:
    return str(_bytes(value), "utf-8")
