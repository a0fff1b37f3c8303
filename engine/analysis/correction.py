"""An analyst's corrections to tracks, as plain data with their wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import Struct

from engine.errors import CaseError
from engine.wording import ENGLISH, Wording, mark


class RenameTrack(Struct, frozen=True, tag="rename", forbid_unknown_fields=True):
    """Name a track; "" removes the name."""

    track: int
    name: str


class ExcludeTrack(Struct, frozen=True, tag="exclude", forbid_unknown_fields=True):
    """Exclude a track from the clip's verdict."""

    track: int
    reason: str


class ExcludeFrames(Struct, frozen=True, tag="exclude_frames", forbid_unknown_fields=True):
    """Exclude the frames from `first` to `last` from a track's verdict."""

    track: int
    first: int
    last: int
    reason: str


class RestoreTrack(Struct, frozen=True, tag="restore", forbid_unknown_fields=True):
    """Include a track and all its frames again."""

    track: int


class MergeTracks(Struct, frozen=True, tag="merge", forbid_unknown_fields=True):
    """Merge `track` into the track `into`, which shows the same face."""

    track: int
    into: int


class SplitTrack(Struct, frozen=True, tag="split", forbid_unknown_fields=True):
    """Split a track from `frame` on; the new track gets the next free number."""

    track: int
    frame: int


class SwapTracks(Struct, frozen=True, tag="swap", forbid_unknown_fields=True):
    """Exchange two tracks from `frame` on, where they were confused."""

    track: int
    other: int
    frame: int


class DrawFace(Struct, frozen=True, tag="draw", forbid_unknown_fields=True):
    """Add a face that the program had missed as a new track.

    Attributes:
        track: its number, not used before.
        drawing: number of the `engine.analysis.events.FaceDrawn` with its boxes and scores.
        frame: where the analyst drew the box.
        box: x0, y0, x1, y1 in pixels of the upright picture.
        first, last: frames through which the face was followed.
    """

    track: int
    drawing: int
    frame: int
    box: tuple[float, float, float, float]
    first: int
    last: int


class CorrectBox(Struct, frozen=True, tag="correct_box", forbid_unknown_fields=True):
    """Replace boxes and scores of a track from `first` to `last`; fields as in `DrawFace`."""

    track: int
    drawing: int
    frame: int
    box: tuple[float, float, float, float]
    first: int
    last: int


Correction = (
    RenameTrack
    | ExcludeTrack
    | ExcludeFrames
    | RestoreTrack
    | MergeTracks
    | SplitTrack
    | SwapTracks
    | DrawFace
    | CorrectBox
)


@dataclass(frozen=True)
class AppliedCorrection:
    """A correction with its author and its time (UTC, ISO 8601)."""

    correction: Correction
    who: str
    written: str


def to_plain(correction: Correction) -> dict[str, Any]:
    """Convert a correction to its JSON-ready form, with the kind under "type"."""
    return dict(msgspec.to_builtins(correction))


def from_plain(plain: Any) -> Correction:
    """Parse a correction from its JSON-ready form.

    Raises:
        CaseError: the kind is unknown, or its fields are invalid.
    """
    try:
        return msgspec.convert(plain, Correction)
    except msgspec.ValidationError as error:
        raise CaseError(
            mark("The case holds a correction of an unknown kind."),
            mark("Open it with the version of the program that wrote it."),
            str(error),
        ) from error


def name_of(correction: Correction, wording: Wording = ENGLISH) -> str:
    """Short name for a menu, such as "exclude track 2"."""
    said: dict[str, object] = {}
    match correction:
        case RenameTrack(track, name):
            words, said = mark("unname track {track}"), {"track": track, "name": name}
            if name:
                words = mark("rename track {track} to “{name}”")
        case ExcludeTrack(track):
            words, said = mark("exclude track {track}"), {"track": track}
        case ExcludeFrames(track, first, last):
            words = mark("exclude frames {first} to {last} of track {track}")
            said = {"track": track, "first": first, "last": last}
        case RestoreTrack(track):
            words, said = mark("restore track {track}"), {"track": track}
        case MergeTracks(track, into):
            words = mark("merge track {track} into track {into}")
            said = {"track": track, "into": into}
        case SplitTrack(track, frame):
            words = mark("split track {track} at frame {frame}")
            said = {"track": track, "frame": frame}
        case SwapTracks(track, other, frame):
            words = mark("swap tracks {track} and {other} from frame {frame} on")
            said = {"track": track, "other": other, "frame": frame}
        case DrawFace(track, _, frame):
            words, said = (
                mark("draw track {track} at frame {frame}"),
                {"track": track, "frame": frame},
            )
        case CorrectBox(track, _, frame):
            words = mark("correct the box of track {track} at frame {frame}")
            said = {"track": track, "frame": frame}
    return wording.say(words).format(**said)


def sentence(correction: Correction, wording: Wording = ENGLISH) -> str:
    """Sentence for the report, without the reason; see `reason_of`."""
    match correction:
        case RenameTrack(_, ""):
            words = mark("Track {track} lost its name.")
        case RenameTrack():
            words = mark("Track {track} was named “{name}”.")
        case ExcludeTrack():
            words = mark("Track {track} was excluded from the verdict on the clip.")
        case ExcludeFrames():
            words = mark(
                "Frames {first} to {last} of track {track} were excluded from its verdict."
            )
        case RestoreTrack():
            words = mark("Track {track} was restored with all its frames.")
        case MergeTracks():
            words = mark("Track {track} was merged into track {into}: both show the same face.")
        case SplitTrack():
            words = mark("Track {track} was split before frame {frame}, where another face begins.")
        case SwapTracks():
            words = mark(
                "Tracks {track} and {other} were exchanged from frame {frame} on, where they had "
                "been confused."
            )
        case DrawFace(first=first, last=last) if first == last:
            words = mark(
                "Track {track} was added by the analyst, who drew its box on frame {frame}; it "
                "could not be followed to other frames."
            )
        case DrawFace():
            words = mark(
                "Track {track} was added by the analyst, who drew its box on frame {frame}; the "
                "program followed it through frames {first} to {last}."
            )
        case CorrectBox():
            words = mark(
                "The box of track {track} was corrected on frame {frame}; boxes and scores of "
                "frames {first} to {last} were replaced."
            )
    return wording.say(words).format(**to_plain(correction))


def reason_of(correction: Correction) -> str:
    """The analyst's reason; "" for kinds that need none."""
    return getattr(correction, "reason", "")


def applied_correction_json(made: AppliedCorrection, wording: Wording = ENGLISH) -> dict[str, Any]:
    """JSON-ready correction with author, time, reason and wording."""
    return {
        **to_plain(made.correction),
        "sentence": sentence(made.correction, wording),
        "reason": reason_of(made.correction),
        "who": made.who,
        "written": made.written,
    }
