"""Faces of a whole clip: decoding, detection and tracking, overlapped and bounded."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.analysis.sampling import Candidate, SpreadSample
from engine.analysis.settings import AnalysisSettings
from engine.faces.align import Alignment
from engine.faces.cuts import CutFinder
from engine.faces.mtcnn import Detections, FaceDetector
from engine.faces.quality import crop_with_sharpness, face_size
from engine.faces.tracker import OpenTrack, Tracker
from engine.progress import CancelToken
from engine.video.frame import Frame
from engine.video.source import VideoSource

#: Frames whose faces are sought in one call of MTCNN.
BATCH = 4
#: Least number of sampled frames in a short clip, where it has so many.
LEAST_SAMPLED = 30


def stride(frames: int, fps: float, settings: AnalysisSettings) -> int:
    """Faces are sought in every n-th frame: the setting, or about four times a second."""
    if settings.every > 0:
        return settings.every
    return max(1, min(round(fps / 4), frames // LEAST_SAMPLED))


@dataclass
class TrackProgress:
    """A track with the faces of it that may be scored; `ended` when it grows no more."""

    track: OpenTrack
    sample: SpreadSample
    ended: bool


class Scan:
    """One pass over a clip.

    Args:
        video: used by a decoding thread until the pass ends.
        settings: see `AnalysisSettings`.
        alignment: geometry of the crops.
        device: for MTCNN.
        cancel: checked before each batch.
    """

    def __init__(
        self,
        video: VideoSource,
        settings: AnalysisSettings,
        alignment: Alignment,
        device: str,
        cancel: CancelToken,
    ) -> None:
        self._video = video
        self._settings = settings
        self._alignment = alignment
        self._cancel = cancel
        self._detector = FaceDetector(min_face=20, device=device)
        self.every = stride(len(video), video.fps, settings)
        self.total = -(-len(video) // self.every)
        self.done = 0
        least = 3 if self.total >= 6 else 1
        gap = max(2 * self.every, round(video.fps))
        self._tracker = Tracker(gap, least)
        self._samples: dict[int, SpreadSample] = {}
        self._cuts = CutFinder()

    def run(self) -> Iterator[list[TrackProgress]]:
        """After each batch of frames: the tracks that ended, and those still growing."""
        stop = threading.Event()
        frames: queue.Queue[Frame | BaseException | None] = queue.Queue(maxsize=2 * BATCH)
        thread = threading.Thread(target=self._decode, args=(frames, stop), daemon=True)
        thread.start()
        try:
            while batch := self._next_batch(frames):
                self._cancel.check()
                ended = self._take(batch)
                self.done += len(batch)
                yield self._progress(ended, True) + self._progress(self._tracker.open, False)
            yield self._progress(self._tracker.end_all(), True)
        finally:
            stop.set()
            while thread.is_alive():
                _drain(frames)
                thread.join(0.02)

    def _decode(
        self, frames: queue.Queue[Frame | BaseException | None], stop: threading.Event
    ) -> None:
        try:
            for frame in self._video.frames(every=self.every):
                frames.put(frame)
                if stop.is_set():
                    return
            frames.put(None)
        except BaseException as error:
            frames.put(error)

    @staticmethod
    def _next_batch(frames: queue.Queue[Frame | BaseException | None]) -> list[Frame]:
        batch: list[Frame] = []
        while len(batch) < BATCH:
            item = frames.get()
            if isinstance(item, BaseException):
                raise item
            if item is None:
                frames.put(None)
                break
            batch.append(item)
        return batch

    def _take(self, batch: list[Frame]) -> list[OpenTrack]:
        small = [frame.rgb(self._settings.detection_side) for frame in batch]
        full = batch[0].picture
        scale = max(full.width, full.height) / max(small[0].shape[:2])
        equal = all(picture.shape == small[0].shape for picture in small)
        found = (
            self._detector.detect(np.stack(small), scale)
            if equal
            else [self._detector.detect(p[None], scale)[0] for p in small]
        )
        ended: list[OpenTrack] = []
        for frame, picture, faces in zip(batch, small, found, strict=True):
            if self._cuts.is_cut(picture):
                ended += self._tracker.end_all()
            ended += self._tracker.ended(frame.index)
            self._collect(frame, faces)
        return ended

    def _collect(self, frame: Frame, faces: Detections) -> None:
        picture: np.ndarray | None = None
        for track, row in self._tracker.step(frame.index, faces):
            sample = self._samples.setdefault(
                track.key, SpreadSample(self._settings.frames_per_track)
            )
            if not sample.wants_next():
                sample.skip()
                continue
            if picture is None:
                picture = frame.rgb()
            crop, sharp = crop_with_sharpness(picture, faces.landmarks[row], self._alignment)
            sample.add(Candidate(frame.index, crop, face_size(faces.boxes[row]), sharp))

    def _progress(self, tracks: list[OpenTrack], ended: bool) -> list[TrackProgress]:
        result = []
        for track in tracks:
            sample = self._samples.pop(track.key) if ended else self._samples[track.key]
            if track.number:
                result.append(TrackProgress(track, sample, ended))
        return result


def _drain(frames: queue.Queue[Frame | BaseException | None]) -> None:
    try:
        while True:
            frames.get_nowait()
    except queue.Empty:
        pass
