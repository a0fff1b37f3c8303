"""Decoding process: the only place where untrusted bytes are demuxed and decoded.

`engine.sandbox.process` starts this process and passes it the path of the clip. The process
enters the sandbox of `engine.sandbox.linux`, exchanges `engine.sandbox.messages` on its standard
input and output, and writes pictures to `engine.video.shared_frames`.
"""

from __future__ import annotations

import faulthandler
import os
import queue
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np

from engine.audio.decoder import AudioDecoder
from engine.audio.peaks import measure_peaks
from engine.container.demux import NO_PTS
from engine.container.examine import examine
from engine.container.file_type import HEIC, still_format
from engine.container.gop import size_series
from engine.container.streams import clean_tags
from engine.errors import DecoderError, EngineError, NotAVideoError
from engine.sandbox.limits import limit_memory
from engine.sandbox.linux import enter_sandbox
from engine.sandbox.messages import Message, WireError, receive, send
from engine.tone_map import HDR_TRANSFERS
from engine.video.coding_decoder import CodingDecoder
from engine.video.decoder import TRIED, Decoded, Decoder
from engine.video.ffmpeg_log import FFmpegLog
from engine.video.index import FrameIndex
from engine.video.layout import Layout, LayoutCache, copy_planes
from engine.video.reader import Reader
from engine.video.shared_frames import SharedFrames
from engine.wording import mark

#: Seconds between heartbeats while no other message is sent.
_PULSE = 0.5


class _StoppedError(Exception):
    """The parent process asked to stop the current order."""


class DecoderServer:
    """Serve one clip until the input closes."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source, self._sink = source, sink
        self._listener = FFmpegLog()
        self._orders: queue.Queue[tuple[Message, dict[str, np.ndarray]]] = queue.Queue()
        self._decoder: Decoder | None = None
        self._audio: AudioDecoder | None = None
        self._coding: CodingDecoder | None = None
        self._slots: SharedFrames | None = None
        self._free: list[int] = []
        self._told_layout: Layout | None = None
        self._said = 0.0
        self._known: FrameIndex | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            while True:
                self._orders.put(receive(self._source))
        except WireError:
            # The parent process is gone. Exit even if the decoder hangs.
            os._exit(0)

    def serve(self) -> None:
        """Carry out orders until the input closes, which ends the process."""
        while True:
            message, arrays = self._orders.get()
            try:
                self._carry_out(message, arrays)
            except _StoppedError:
                self._say({"t": "stopped"})
            except EngineError as error:
                self._say_error(error)
            except MemoryError:
                self._say_error(_too_large())
            except WireError:
                raise
            except Exception:
                self._say_error(self._own_fault())

    def _carry_out(self, order: Message, arrays: dict[str, np.ndarray]) -> None:
        match order["do"]:
            case "open":
                self._open(order)
            case "index":
                self._index(order, arrays)
            case "slots":
                self._slots = SharedFrames(Path(order["path"]), order["size"], order["count"])
                self._free = list(range(order["count"]))
                self._say({"t": "mapped"})
            case "frame":
                self._give(self._ready.frame(order["index"]))
            case "frames":
                for decoded in self._ready.frames(order["start"], order["every"], order["limit"]):
                    self._give(decoded)
                self._say({"t": "done"})
            case "sparse_frames":
                for decoded in self._ready.sparse_frames(order["wanted"]):
                    self._give(decoded)
                self._say({"t": "done"})
            case "free":
                self._free += order["slots"]
            case "facts":
                self._say({"t": "facts", "facts": self._facts()})
            case "sizes":
                self._tell_sizes()
            case "sound":
                self._sound(order)
            case "listen":
                limit_memory(int(order["memory"]))
                self._audio = AudioDecoder(
                    Path(order["path"]), int(order["first"]), int(order["stream"]), self._pulse
                )
            case "samples":
                assert self._audio is not None
                heard = self._audio.samples(int(order["at"]), int(order["count"]))
                self._say({"t": "samples"}, {"heard": heard.ravel().astype(np.float64)})
            case "coding":
                self._read_coding(order, arrays)
            case "coded_frame":
                assert self._coding is not None
                facts, columns = self._coding.frame(int(order["frame"])).to_arrays()
                self._say({"t": "coded_frame", **facts}, columns)
            case "coded_series":
                assert self._coding is not None
                series = self._coding.series()
                self._say({"t": "coded_series", "codec": series.codec}, series.to_arrays())

    @property
    def _ready(self) -> Decoder:
        assert self._decoder is not None
        return self._decoder

    def _open(self, order: Message) -> None:
        limit_memory(int(order["memory"]))
        path, pixels, stream = Path(order["path"]), int(order["pixels"]), order["stream"]
        if order["first"]:
            self._give_first(path, pixels, stream)
        decoder = Decoder(path, pixels, self._pulse, self._listener, stream)
        self._decoder = decoder
        quick = not order["known"] and decoder.quick_index()
        if quick:
            decoder.measure_white()
        self._say(
            {
                "t": "opened",
                "quick": quick,
                "cost": decoder.cost,
                "stream": int(decoder.stream.index),
                "sound": bool(decoder.container.streams.audio),
            }
        )
        if quick:
            self._tell_index()

    def _give_first(self, path: Path, pixels: int, stream: int | None) -> None:
        """Send the first picture before the clip is indexed.

        The picture is decoded on one thread, because damage can change the result on several
        threads. HDR pictures are deferred: their conversion depends on the whole clip.
        """
        reader = Reader(path, stream, threads=False)
        try:
            found = reader.first(TRIED)
            if found is None or found[0] == NO_PTS or int(found[1].color_trc) in HDR_TRANSFERS:
                return
            pts, picture = found
            layouts = LayoutCache(path.name, pixels)
            layout = layouts.of(picture, reader.orientation(picture), reader.aspect())
            self._lay(picture, layout, {"t": "first", "index": 0, "pts": pts})
        finally:
            reader.close()

    def _index(self, order: Message, arrays: dict[str, np.ndarray]) -> None:
        if arrays:
            self._ready.use_index(FrameIndex.from_arrays(order["index"], arrays))
        else:
            self._ready.full_index()
        self._ready.measure_white()
        self._tell_index()

    def _tell_index(self) -> None:
        index = self._ready.index
        assert index is not None
        self._known = index
        facts, arrays = index.to_arrays()
        self._say({"t": "index", "index": facts}, arrays)

    def _tell_sizes(self) -> None:
        assert self._known is not None
        series = size_series(self._ready.table, self._known.serials)
        # The smallest number type that the message format supports.
        kinds = series.kinds.astype(np.uint32)
        self._say({"t": "sizes"}, {"kinds": kinds, "sizes": series.sizes})

    def _sound(self, order: Message) -> None:
        limit_memory(int(order["memory"]))
        step, peaks = measure_peaks(
            Path(order["path"]), int(order["first"]), int(order["stream"]), self._pulse
        )
        low, high = peaks.bounds()
        self._say({"t": "sound", "step": step}, {"low": low, "high": high})

    def _read_coding(self, order: Message, arrays: dict[str, np.ndarray]) -> None:
        limit_memory(int(order["memory"]))
        index = FrameIndex.from_arrays(order["index"], arrays)
        self._coding = CodingDecoder(Path(order["path"]), index, self._pulse)
        self._say({"t": "coding", "codec": self._coding.codec})

    def _facts(self) -> dict[str, Any]:
        stream, container = self._ready.stream, self._ready.container
        context = stream.codec_context
        sound = next(iter(container.streams.audio), None)
        examination = examine(
            self._ready.path,
            container,
            stream,
            self._ready.table,
            self._ready.checksums,
            self._listener.texts,
            self._ready.changes(),
        )
        heic = still_format(self._ready.path) == HEIC
        return {
            # FFmpeg presents HEIC as a PNG assembled from tiles; the actual codec is HEVC.
            "container": HEIC if heic else container.format.name,
            "codec": "hevc" if heic else context.name,
            "profile": str(context.profile or ""),
            "pixel_format": str(context.pix_fmt or ""),
            "audio": _sound(sound) if sound is not None else "",
            "metadata": clean_tags(container.metadata),
            # Without the texts of observations, which lie in a file that the sandbox cannot read.
            "examination": msgspec.json.decode(msgspec.json.encode(examination)),
        }

    # --- pictures ---

    def _give(self, decoded: Decoded) -> None:
        layout = self._ready.layout(decoded.picture)
        if self._known is not self._ready.index:
            self._tell_index()
        self._lay(decoded.picture, layout, {"t": "frame", "index": decoded.index})

    def _lay(self, picture: Any, layout: Layout, told: Message) -> None:
        """Copy a picture into a slot and send a message about it."""
        told["slot"] = slot = self._slot_for(layout)
        assert self._slots is not None
        copy_planes(picture, layout, self._slots.slot(slot))
        if layout is not self._told_layout:
            self._told_layout = layout
            told["layout"] = layout.to_json()
        self._say(told)

    def _slot_for(self, layout: Layout) -> int:
        if self._slots is None or layout.size > self._slots.size:
            self._say({"t": "slots", "size": layout.size})
            while self._slots is None or layout.size > self._slots.size:
                self._obey(self._orders.get())
        while not self._free:
            self._obey(self._orders.get())
        return self._free.pop()

    def _obey(self, order: tuple[Message, dict[str, np.ndarray]]) -> None:
        """Handle an order that arrives while another is carried out."""
        message, arrays = order
        if message["do"] in ("slots", "free"):
            if message["do"] == "slots":
                self._slots = None
            self._carry_out(message, arrays)
        elif message["do"] == "stop":
            raise _StoppedError

    # --- messages ---

    def _pulse(self, done: int, total: int) -> None:
        """Send a heartbeat with progress, and handle pending orders, which may stop the work."""
        while not self._orders.empty():
            self._obey(self._orders.get())
        if time.monotonic() - self._said > _PULSE:
            self._say({"t": "alive", "done": done, "total": total})

    def _say(self, message: Message, arrays: dict[str, np.ndarray] | None = None) -> None:
        self._said = time.monotonic()
        send(self._sink, message, arrays)

    def _own_fault(self) -> EngineError:
        """Convert the exception being handled to an error for the parent process to raise."""
        complaints = "".join(f"FFmpeg: {text}\n" for text in self._listener.texts)
        return DecoderError(
            mark("The decoder stopped because of a fault in this program, not in the clip."),
            mark("What was decoded before stands. Report the fault with the details."),
            f"{complaints}{traceback.format_exc()}",
        )

    def _say_error(self, error: EngineError) -> None:
        what, advice = error.templates
        self._say(
            {
                "t": "error",
                "kind": type(error).__name__,
                "what": what,
                "advice": advice,
                "details": error.details,
                "values": error.values,
            }
        )


def _sound(stream: Any) -> str:
    # Damaged files may name an unknown codec.
    context = stream.codec_context
    return f"{context.name}, {context.sample_rate} Hz" if context is not None else "unknown codec"


def _too_large() -> EngineError:
    return NotAVideoError(
        mark("Decoding the clip takes more memory than is allowed."),
        mark(
            "Open it on a machine with more memory, or make a smaller copy and note that you did."
        ),
    )


def main() -> None:
    """Serve on the standard streams, which nothing else may write to."""
    try:
        message, _ = receive(sys.stdin.buffer)
    except WireError:
        # The process was started in advance and no clip was opened.
        return
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    enter_sandbox(Path(str(message["path"])))
    # Print what was being decoded when a library crashes.
    faulthandler.enable()
    status = 0
    try:
        DecoderServer(sys.stdin.buffer, sink).serve()
    except WireError:
        pass
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        status = 1
    # Skip the libraries' cleanup at exit; nothing depends on it.
    os._exit(status)


if __name__ == "__main__":
    main()
