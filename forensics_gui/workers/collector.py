"""Python's collector of cycles, kept from what only grows."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def spared() -> Iterator[None]:
    """Collect nothing while the block runs, and never look at what there is at its end.

    For imports: of hundreds of thousands of objects that stay, a collection visits each again and
    again, a quarter of a second in which no other thread has the interpreter. Cycles that are
    garbage by then are never freed.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
