"""Client for the coding of a clip's frames, read in a decoding process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.container.clip_file import check_readable
from engine.container.coded_frame import CodedFrame
from engine.container.coding_series import CodingSeries, Exports, exports_of
from engine.errors import DecoderError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.sandbox.limits import Limits
from engine.sandbox.process import Answer, DecodingProcess
from engine.video.index import FrameIndex
from engine.wording import mark


class CodingClient:
    """Reads how the frames of an indexed clip are coded.

    It decodes on one core beside the process that decodes the pictures.

    Args:
        path: path of the clip.
        index: index of the clip.
        limits: limits of the decoding process.
        progress: receives the progress of reading the packets.
        cancel: stops waiting.

    Attributes:
        exports: what the clip's codec tells about its frames.

    Raises:
        ClipUnreadableError, NotAVideoError: see `VideoSource.open`.
        DecoderError: the decoder crashed or hung.
        CancelledError: `cancel` was used.
    """

    def __init__(
        self,
        path: Path,
        index: FrameIndex,
        limits: Limits | None = None,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> None:
        check_readable(path)
        limits = limits or Limits()
        self._name, self._index = path.name, index
        self._asked: int | None = None
        self._process = DecodingProcess(path, limits)
        facts, arrays = index.to_arrays()
        order = {"do": "coding", "path": str(path), "memory": limits.memory, "index": facts}
        try:
            self._process.order(order, arrays)
            told = self._await("coding", progress, cancel)[0]
        except BaseException:
            self.close()
            raise
        self.exports: Exports = exports_of(str(told.get("codec")))

    def ask(self, index: int) -> None:
        """Order the coding of a frame, to be read meanwhile and taken with `frame`.

        Raises:
            IndexError: there is no such frame.
            DecoderError: the process has ended.
        """
        if not 0 <= index < len(self._index):
            raise IndexError(f"frame {index} of {len(self._index)}")
        if self._asked is not None:
            # The process carries out one order at a time.
            self._take(None)
        self._process.order({"do": "coded_frame", "frame": index})
        self._asked = index

    def frame(self, index: int, cancel: CancelToken | None = None) -> CodedFrame:
        """Coding of a frame; only its type and size if it cannot be decoded.

        Raises:
            IndexError: there is no such frame.
            DecoderError: the decoder crashed, hung or sent an invalid answer.
            CancelledError: `cancel` was used; the client can no longer be used.
        """
        if index != self._asked:
            self.ask(index)
        facts, arrays = self._take(cancel)
        with self._distrust():
            return CodedFrame.from_arrays(facts, arrays)

    def _take(self, cancel: CancelToken | None) -> Answer:
        answer = self._await("coded_frame", ignore_progress, cancel)
        self._asked = None
        return answer

    def series(
        self, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> CodingSeries:
        """Coding of all frames as columns; memory does not grow with the size of the pictures.

        Raises:
            DecoderError: the decoder crashed, hung or sent an invalid answer.
            CancelledError: `cancel` was used; the client can no longer be used.
        """
        if self._asked is not None:
            self._take(cancel)
        self._process.order({"do": "coded_series"})
        facts, arrays = self._await("coded_series", progress, cancel)
        with self._distrust():
            return CodingSeries.from_arrays(str(facts["codec"]), arrays, len(self._index))

    def close(self) -> None:
        """End the process."""
        self._process.kill()

    def __enter__(self) -> CodingClient:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def _await(self, kind: str, progress: ProgressCallback, cancel: CancelToken | None) -> Answer:
        while (answer := self._process.answer(cancel))[0]["t"] != kind:
            message = answer[0]
            if message["t"] == "alive":
                total = int(message["total"]) or None
                progress(Progress("Reading the coding", int(message["done"]), total))
        return answer

    @contextmanager
    def _distrust(self) -> Iterator[None]:
        """End the process if it sends an invalid answer."""
        try:
            yield
        except (ValueError, KeyError, TypeError) as error:
            self.close()
            raise DecoderError(
                mark(
                    "The decoder gave an answer about the coding of '{name}' that makes no sense."
                ),
                mark("Other results stand. Report the fault with the details."),
                repr(error),
                name=self._name,
            ) from error
