"""The current state of a case, computed from its acts without the undone ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.analysis import fusion as fusions
from engine.analysis.correction import AppliedCorrection, from_plain
from engine.analysis.fusion import Fusion
from engine.case.log import Act, Kind
from engine.errors import EngineError
from engine.wording import Phrase

#: Acts that can be undone; results, clips and exports are facts and cannot.
UNDOABLE = {
    Kind.DESCRIBED, Kind.RECEIVED, Kind.TAGGED, Kind.CORRECTED, Kind.NOTE, Kind.BOOKMARK,
    Kind.EDITED, Kind.DELETED, Kind.REMOVED, Kind.RESTORED, Kind.FINGERPRINT, Kind.FUSION,
}  # fmt: skip


@dataclass(frozen=True)
class Description:
    """Title, laboratory, customer and request of a case; "" if not given."""

    title: str = ""
    laboratory: str = ""
    customer: str = ""
    request: str = ""


@dataclass(frozen=True)
class ClipEntry:
    """A clip of a case.

    Attributes:
        number: 1, 2, ... in order of import.
        path: its last known location.
        size: bytes.
        modified: last known modification time of the file, nanoseconds; 0 if unknown.
        sha256: of the whole file, hexadecimal.
        added: UTC, ISO 8601.
        received: the analyst's note on how it was received.
        tags: the analyst's.
    """

    number: int
    path: str
    size: int
    modified: int
    sha256: str
    added: str
    received: str = ""
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return Path(self.path).name


@dataclass(frozen=True)
class Remark:
    """A note or a bookmark.

    Attributes:
        act: the act that made it; edits and deletions refer to this number.
        bookmark: it has a snapshot.
        written, who, text: time (UTC, ISO 8601), author, text.
        clip, track, frame: its subject; None if it is not limited to one.
        seconds: presentation time of the frame, None without one.
        annotated: the analyst drew on its snapshot.
    """

    act: int
    bookmark: bool
    written: str
    who: str
    text: str
    clip: int | None = None
    track: int | None = None
    frame: int | None = None
    seconds: float | None = None
    annotated: bool = False


@dataclass(frozen=True)
class Failure:
    """A clip that could not be examined: path, error and time (UTC, ISO 8601)."""

    path: str
    error: EngineError
    written: str

    @property
    def name(self) -> str:
        return Path(self.path).name


@dataclass(frozen=True)
class FingerprintEntry:
    """A camera's fingerprint in the case, without its pattern; see `engine.camera.fingerprint`.

    Attributes:
        act: the act that added it.
        name: the analyst's name for the camera.
        width, height: of the pattern in pixels.
        pictures, left_out, agreement: see `Fingerprint`.
        sources: names of the files.
    """

    act: int
    name: str
    width: int
    height: int
    pictures: int
    left_out: int
    agreement: float | None
    sources: tuple[str, ...]


@dataclass
class CaseState:
    """The state of a case without results.

    Attributes:
        description: of the case.
        clips: by number, without the removed ones.
        removed: clips that were removed from the case, by number.
        remarks: by the act that made them, in order; without those on removed clips.
        corrections: by analysis, in order.
        fingerprints: by name; a later one replaces an earlier one of its name.
        fusion: what weighs several detectors together; None without one.
        failures: the last of each clip, by its path; a later analysis may have succeeded.
        undo, redo: the acts that `Case.undo` and `Case.redo` apply to; None without one.
        acts: number of acts.
        head: hash of the last act.
    """

    description: Description = Description()
    clips: dict[int, ClipEntry] = field(default_factory=dict)
    removed: dict[int, ClipEntry] = field(default_factory=dict)
    remarks: dict[int, Remark] = field(default_factory=dict)
    corrections: dict[int, tuple[AppliedCorrection, ...]] = field(default_factory=dict)
    fingerprints: dict[str, FingerprintEntry] = field(default_factory=dict)
    fusion: Fusion | None = None
    failures: dict[str, Failure] = field(default_factory=dict)
    undo: Act | None = None
    redo: Act | None = None
    acts: int = 0
    head: str = ""

    @property
    def title(self) -> str:
        return self.description.title

    @property
    def laboratory(self) -> str:
        return self.description.laboratory

    def clip_of(self, sha256: str) -> ClipEntry | None:
        """The clip with this content, removed or not."""
        clips = (*self.clips.values(), *self.removed.values())
        return next((clip for clip in clips if clip.sha256 == sha256), None)

    def failed_since(self, begun: Mapping[str, str]) -> list[Failure]:
        """Failures of clips without a later analysis.

        Args:
            begun: start of the last analysis by the clip's path: UTC, ISO 8601.
        """
        return [f for f in self.failures.values() if begun.get(f.path, "") < f.written]


def fold(acts: Sequence[Act]) -> CaseState:
    """Compute the state after all acts."""
    state = CaseState()
    done, undone, forgone = _turned(acts)
    left_out = {act.id for act in (*undone, *forgone)}
    for act in acts:
        if act.id not in left_out:
            _take(state, act)
    _leave_out_removed(state)
    state.undo = done[-1] if done else None
    state.redo = undone[-1] if undone else None
    if acts:
        state.acts, state.head = acts[-1].id, acts[-1].hash
    return state


def _turned(acts: Sequence[Act]) -> tuple[list[Act], list[Act], list[Act]]:
    """Acts in effect, undone acts that can be redone, and undone acts that cannot.

    The first two lists are in the order of undo and redo, the next act last.
    """
    by_id = {act.id: act for act in acts}
    done: list[Act] = []
    undone: list[Act] = []
    forgone: list[Act] = []
    for act in acts:
        if act.kind == Kind.UNDONE:
            done = [one for one in done if one.id != act.details["act"]]
            undone.append(by_id[act.details["act"]])
        elif act.kind == Kind.REDONE:
            undone = [one for one in undone if one.id != act.details["act"]]
            done.append(by_id[act.details["act"]])
        elif act.kind in UNDOABLE:
            done.append(act)
            forgone, undone = forgone + undone, []
    return done, undone, forgone


def _take(state: CaseState, act: Act) -> None:
    told = act.details
    match act.kind:
        case Kind.DESCRIBED:
            # Cases of earlier versions lack the last two.
            state.description = Description(
                told["title"], told["laboratory"], told.get("customer", ""), told.get("request", "")
            )
        case Kind.CLIP:
            state.clips[told["clip"]] = ClipEntry(
                told["clip"], told["path"], told["size"], told["modified"], told["sha256"],
                act.written,
            )  # fmt: skip
        case Kind.LOCATED:
            _change_clip(state, told, path=told["path"], size=told["size"],
                         modified=told["modified"])  # fmt: skip
        case Kind.RECEIVED:
            _change_clip(state, told, received=told["text"])
        case Kind.TAGGED:
            _change_clip(state, told, tags=tuple(told["tags"]))
        case Kind.REMOVED:
            for number in told["clips"]:
                state.removed[number] = state.clips[number]
                state.failures.pop(state.clips[number].path, None)
        case Kind.RESTORED:
            for number in told["clips"]:
                state.removed.pop(number, None)
        case Kind.CORRECTED:
            made = AppliedCorrection(from_plain(told["correction"]), act.who, act.written)
            before = state.corrections.get(told["analysis"], ())
            state.corrections[told["analysis"]] = (*before, made)
        case Kind.NOTE | Kind.BOOKMARK:
            about = {key: told.get(key) for key in ("clip", "track", "frame", "seconds")}
            state.remarks[act.id] = Remark(
                act.id, act.kind == Kind.BOOKMARK, act.written, act.who, told["text"], **about,
                annotated=bool(told.get("annotations")),
            )  # fmt: skip
        case Kind.FINGERPRINT:
            state.fingerprints[told["name"]] = FingerprintEntry(
                act.id, told["name"], told["width"], told["height"], told["pictures"],
                told["left_out"], told["agreement"],
                tuple(source["name"] for source in told["sources"]),
            )  # fmt: skip
        case Kind.FUSION:
            state.fusion = fusions.from_plain(told["fusion"])
        case Kind.FAILED:
            path = told["path"]
            state.failures[path] = Failure(path, _error(told), act.written)
        case Kind.EDITED if told["act"] in state.remarks:
            remark = state.remarks[told["act"]]
            state.remarks[told["act"]] = replace(remark, text=told["text"])
        case Kind.DELETED:
            state.remarks.pop(told["act"], None)


def _error(told: dict[str, Any]) -> EngineError:
    """The recorded error; older cases have its English words only."""
    if "phrases" not in told:
        return EngineError(told["what"], told["advice"])
    what, advice = map(Phrase.from_json, told["phrases"])
    return EngineError(what.text, advice.text, **what.values)


def _leave_out_removed(state: CaseState) -> None:
    """Separate removed clips, with all later changes, from the others."""
    clips = state.clips
    state.removed = {number: clip for number, clip in clips.items() if number in state.removed}
    state.clips = {number: clip for number, clip in clips.items() if number not in state.removed}
    state.remarks = {
        act: remark for act, remark in state.remarks.items() if remark.clip not in state.removed
    }


def _change_clip(state: CaseState, told: dict[str, Any], **changes: Any) -> None:
    state.clips[told["clip"]] = replace(state.clips[told["clip"]], **changes)
