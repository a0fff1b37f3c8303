"""What an analyst can correct about the tracks of an analysis, as plain data with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import Struct

from engine.errors import CaseError
from engine.wording import ENGLISH, Wording, mark


class RenameTrack(Struct, frozen=True, tag="rename", forbid_unknown_fields=True):
    """Give a track a name; "" takes it away."""

    track: int
    name: str


class ExcludeTrack(Struct, frozen=True, tag="exclude", forbid_unknown_fields=True):
    """Leave a track out of the clip's verdict."""

    track: int
    reason: str


class ExcludeFrames(Struct, frozen=True, tag="exclude_frames", forbid_unknown_fields=True):
    """Leave the frames from `first` to `last` out of a track's verdict."""

    track: int
    first: int
    last: int
    reason: str


class RestoreTrack(Struct, frozen=True, tag="restore", forbid_unknown_fields=True):
    """Let a track and all its frames count again."""

    track: int


class MergeTracks(Struct, frozen=True, tag="merge", forbid_unknown_fields=True):
    """Say that `track` shows the face of the track `into`, which takes it up."""

    track: int
    into: int


class SplitTrack(Struct, frozen=True, tag="split", forbid_unknown_fields=True):
    """Say that from `frame` on a track shows another face; it gets the next free number."""

    track: int
    frame: int


Correction = RenameTrack | ExcludeTrack | ExcludeFrames | RestoreTrack | MergeTracks | SplitTrack


@dataclass(frozen=True)
class AppliedCorrection:
    """A correction with its author and its time (UTC, ISO 8601)."""

    correction: Correction
    who: str
    written: str


def to_plain(correction: Correction) -> dict[str, Any]:
    """JSON-ready form; the kind is under "type"."""
    return dict(msgspec.to_builtins(correction))


def from_plain(plain: Any) -> Correction:
    """The correction in its JSON-ready form.

    Raises:
        CaseError: of an unknown kind, or its fields do not fit.
    """
    try:
        return msgspec.convert(plain, Correction)
    except msgspec.ValidationError as error:
        raise CaseError(
            "The case holds a correction of an unknown kind.",
            "Open it with the version of the program that wrote it.",
            str(error),
        ) from error


def name_of(correction: Correction, wording: Wording = ENGLISH) -> str:
    """A few words for a menu, such as "exclude track 2"."""
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
    return wording.say(words).format(**said)


def sentence(correction: Correction, wording: Wording = ENGLISH) -> str:
    """What was done, for the report; the reason stands apart, see `reason_of`."""
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
    return wording.say(words).format(**to_plain(correction))


def reason_of(correction: Correction) -> str:
    """The reason that the analyst gave; "" for kinds that need none."""
    return getattr(correction, "reason", "")


def applied_correction_json(made: AppliedCorrection, wording: Wording = ENGLISH) -> dict[str, Any]:
    """A correction with who, when, why and its words, JSON-ready."""
    return {
        **to_plain(made.correction),
        "sentence": sentence(made.correction, wording),
        "reason": reason_of(made.correction),
        "who": made.who,
        "written": made.written,
    }
