"""Wording of acts, for the log and the undo menu."""

from __future__ import annotations

from pathlib import Path

from engine.analysis.correction import from_plain, name_of, reason_of
from engine.case.log import Act, Kind
from engine.wording import ENGLISH, Wording, mark

_RESULTS = {
    "AnalysisStarted": "begun",
    "FacesFound": "faces found",
    "FramesScored": "frames scored",
    "TrackJudged": "track judged",
    "ClipJudged": "clip judged",
    "CodingExamined": "coding examined",
    "CameraCompared": "compared with cameras",
    "SurroundingsCompared": "faces compared with their surroundings",
    "StructureMatched": "file compared with the library of structures",
    "FaceDrawn": "drawn face scored",
}


_NAMES = {
    Kind.DESCRIBED: mark("describe the case"),
    Kind.RECEIVED: mark("note on receipt"),
    Kind.TAGGED: mark("change tags"),
    Kind.REMOVED: mark("remove clip {clips}"),
    Kind.RESTORED: mark("restore clip {clips}"),
    Kind.NOTE: mark("add note"),
    Kind.BOOKMARK: mark("bookmark frame {frame}"),
    Kind.FINGERPRINT: mark("add fingerprint {name}"),
    Kind.EDITED: mark("edit note"),
    Kind.DELETED: mark("delete note"),
    Kind.FUSION: mark("weigh detectors together"),
}


def act_label(act: Act, wording: Wording = ENGLISH) -> str:
    """Short name for a menu, such as "exclude track 2"."""
    if act.kind == Kind.CORRECTED:
        return name_of(from_plain(act.details["correction"]), wording)
    words = _NAMES[Kind(act.kind)] if act.kind in _NAMES else str(act.kind)
    return wording.say(words).format(
        frame=act.details.get("frame"), name=act.details.get("name"), clips=_clips(act)
    )


def describe_act(act: Act) -> str:
    """One-line description of an act for the log."""
    told = act.details
    match act.kind:
        case Kind.CREATED:
            return f"Case made with version {told['program']}"
        case Kind.MIGRATED:
            return f"Case brought up to date from version {told['from']} of the format"
        case Kind.COPIED:
            return f"Case copied from {told['from']}"
        case Kind.DESCRIBED:
            # Customer and request are absent in earlier versions, and if they are empty.
            said = ("title", "laboratory", *(k for k in ("customer", "request") if told.get(k)))
            return f"Case described: {', '.join(f'{key} “{told[key]}”' for key in said)}"
        case Kind.CLIP:
            return f"Clip {told['clip']} imported: {told['path']}, SHA-256 {told['sha256']}"
        case Kind.LOCATED:
            return f"Clip {told['clip']} located: {told['path']}"
        case Kind.RECEIVED:
            return f"Clip {told['clip']} received: {told['text']}"
        case Kind.TAGGED:
            return f"Clip {told['clip']} tagged: {', '.join(told['tags']) or 'nothing'}"
        case Kind.REMOVED:
            return f"Clip {_clips(act)} removed from the case"
        case Kind.RESTORED:
            return f"Clip {_clips(act)} restored to the case"
        case Kind.RESULT:
            return f"Analysis {told['analysis']}: {_RESULTS.get(told['event'], told['event'])}"
        case Kind.CORRECTED:
            correction = from_plain(told["correction"])
            reason = reason_of(correction)
            because = f" ({reason})" if reason else ""
            return f"Analysis {told['analysis']} corrected: {name_of(correction)}{because}"
        case Kind.NOTE:
            return f"Note{_place(act)}: {told['text']}"
        case Kind.BOOKMARK:
            kind = "Annotated bookmark" if told.get("annotations") else "Bookmark"
            return f"{kind}{_place(act)}" + (f": {told['text']}" if told["text"] else "")
        case Kind.FINGERPRINT:
            number = len(told["sources"])
            return (
                f"Fingerprint of the camera “{told['name']}” estimated from {told['pictures']} "
                f"pictures of {number} file{'' if number == 1 else 's'}"
            )
        case Kind.EDITED:
            return f"Act {told['act']} reworded: {told['text']}"
        case Kind.DELETED:
            return f"Act {told['act']} deleted"
        case Kind.EXPORTED:
            name = Path(told["path"]).name
            what = f"Analysis {told['analysis']}" if told["analysis"] else "All clips"
            return f"{what} exported as {told['format']} to {name}, SHA-256 {told['sha256']}"
        case Kind.FUSION:
            fusion = told["fusion"]
            names = ", ".join(str(one["name"]) for one in fusion["detectors"])
            return f"Detectors weighed together: {names}; fitted on “{fusion['source']}”"
        case Kind.FAILED:
            return f"{told['path']} could not be examined: {told['what']}"
        case Kind.COLLECTED:
            number = len(told["faces"])
            return (
                f"{number} face{'' if number == 1 else 's'} of analysis {told['analysis']} added "
                f"as {told['label']} to the training folder {told['folder']}"
            )
        case Kind.UNDONE:
            return f"Act {told['act']} undone: {told['what']}"
        case Kind.REDONE:
            return f"Act {told['act']} redone: {told['what']}"
    return f"{act.kind}: {told}"


def _clips(act: Act) -> str:
    return ", ".join(map(str, act.details.get("clips", ())))


def _place(act: Act) -> str:
    said = [f"{key} {act.details[key]}" for key in ("clip", "track", "frame")
            if act.details.get(key) is not None]  # fmt: skip
    return f" on {', '.join(said)}" if said else ""
