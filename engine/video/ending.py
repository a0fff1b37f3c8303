"""Whether a clip's file ends before its video does."""

from __future__ import annotations

from engine.video.examination import ClipExamination
from engine.video.facts import ClipFacts
from engine.video.observe_stream import hidden_seen

#: What FFmpeg says where a file ends within a packet or an element.
_CUT = ("ended prematurely", "partial file")
#: Seconds by which a container's length may exceed that of its streams.
_SLACK = 0.25
#: Bytes of a packet of a transport stream, without and with a time code or error correction.
_PACKETS = (188, 192, 204)


def ends_early(clip: ClipFacts) -> str:
    """One sentence on a file that is cut short, "" where nothing says that it is.

    A transport stream or a raw stream that was cut between two packets shows no sign of it.
    """
    found = clip.examination
    if found is None:
        return ""
    readable = f"{found.timing.duration:.1f} s can be read"
    hidden = {seen.code for seen in hidden_seen(found)}
    stated = 0.0 if "edit-list-hides" in hidden else _stated(found)
    if "frames-absent" in hidden:
        return (
            f"The file ends early: its header states {found.timing.stated_frames} frames, "
            f"{found.timing.frames} can be read ({readable})."
        )
    if stated - found.timing.duration > max(_SLACK, stated / 50):
        return f"The file ends early: its header states {stated:.1f} s of video, {readable}."
    packets = clip.container.startswith("mpegts") and all(clip.size % n for n in _PACKETS)
    if packets or any(cut in text for text in found.warnings for cut in _CUT):
        return f"The file ends early, within a packet; {readable}."
    return ""


def _stated(found: ClipExamination) -> float:
    """Seconds of video by the headers; a longer sound accounts for the container's."""
    video = found.stream(found.video)
    own = video.duration if video is not None and video.duration else 0.0
    sounds = [s.duration for s in found.streams if s.kind == "audio" and s.duration]
    return max(own, 0.0 if sounds else found.duration or 0.0)
