"""Apply an analyst's corrections to an analysis, from its scores and without decoding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TypeVar

import numpy as np

from engine.analysis.correction import (
    AppliedCorrection,
    CorrectBox,
    Correction,
    DrawFace,
    ExcludeFrames,
    ExcludeTrack,
    MergeTracks,
    RenameTrack,
    RestoreTrack,
    SplitTrack,
    SwapTracks,
)
from engine.analysis.events import FaceDrawn, FrameScores
from engine.analysis.result import Analysis, FrameRange
from engine.analysis.verdict import (
    FaceFacts,
    Outcome,
    Reason,
    Verdict,
    judge_clip,
    judge_track,
    usable_frames,
)
from engine.detector.calibration import Calibration, recovered_calibration
from engine.errors import CorrectionError
from engine.faces.track import FaceTrack, TrackQuality
from engine.wording import mark

Table = TypeVar("Table", FaceTrack, FrameScores, FaceFacts, TrackQuality)


def corrected(found: Analysis, made: Sequence[AppliedCorrection]) -> Analysis:
    """Apply corrections in order and recompute the verdicts they affect.

    Excluded tracks keep their own verdict, but do not count in the clip's verdict. Tracks
    without corrections keep their verdict unchanged.

    Args:
        found: a finished analysis; not modified.
        made: the analyst's corrections, oldest first.

    Raises:
        CorrectionError: a correction does not apply, such as a merge of faces seen in the same
            frame.
    """
    if not made:
        return found
    if found.verdict is None:
        raise CorrectionError(
            mark("The analysis is not finished, and cannot be corrected yet."),
            mark("Wait until it is finished, or analyse the clip again."),
        )
    result = replace(_uncorrected(found), corrections=tuple(made))
    _replay(result, made)
    _judge(result, found)
    return result


def free_number(found: Analysis, made: Sequence[AppliedCorrection]) -> int:
    """A track number that was never used, for `DrawFace`; arguments as for `corrected`."""
    return max(_replay(_uncorrected(found), made), default=0) + 1


def _uncorrected(found: Analysis) -> Analysis:
    """A copy that corrections may change."""
    return replace(
        found,
        tracks=dict(found.tracks),
        scores=dict(found.scores),
        verdicts=dict(found.verdicts),
        names={},
        excluded={},
        left_out={},
        added={},
    )


def _replay(result: Analysis, made: Sequence[AppliedCorrection]) -> set[int]:
    """Apply corrections in order, without judging; return all numbers that were in use."""
    # Never reuse a number: notes on a merged track must stay valid.
    numbers = set(result.tracks)
    for one in made:
        _apply(result, one.correction, numbers)
        numbers |= set(result.tracks)
    return numbers


def _apply(result: Analysis, correction: Correction, numbers: set[int]) -> None:
    if isinstance(correction, DrawFace):
        _draw(result, correction, numbers)
        return
    _need(result, correction.track)
    match correction:
        case RenameTrack(track, name):
            result.names.pop(track, None)
            if name:
                result.names[track] = name
        case ExcludeTrack(track, reason):
            result.excluded[track] = reason
        case ExcludeFrames(track, first, last, reason):
            if first > last:
                raise _unfit(mark("The range of frames ends before it begins."))
            before = result.left_out.get(track, ())
            result.left_out[track] = (*before, FrameRange(first, last, reason))
        case RestoreTrack(track):
            result.excluded.pop(track, None)
            result.left_out.pop(track, None)
        case MergeTracks(track, into):
            _merge(result, track, into)
        case SplitTrack(track, frame):
            _split(result, track, frame, max(numbers) + 1)
        case SwapTracks(track, other, frame):
            _swap(result, track, other, frame)
        case CorrectBox():
            _correct_box(result, correction)


def _drawn(result: Analysis, drawing: int) -> FaceDrawn:
    if drawing not in result.drawn:
        raise _unfit(mark("There is no drawn face {drawing}."), drawing=drawing)
    return result.drawn[drawing]


def _draw(result: Analysis, correction: DrawFace, numbers: set[int]) -> None:
    face, number = _drawn(result, correction.drawing), correction.track
    if number in numbers:
        raise _unfit(mark("There is a track {number} already."), number=number)
    result.tracks[number] = replace(face.track, number=number)
    result.scores[number] = replace(face.scores, track=number)
    result.added[number] = correction.frame


def _correct_box(result: Analysis, correction: CorrectBox) -> None:
    """Replace the rows of a track between the first and the last frame of a drawn face."""
    face, number = _drawn(result, correction.drawing), correction.track
    track, scores = result.tracks[number], result.scores[number]
    first, last = face.track.frames[[0, -1]]
    if not track.frames[0] <= correction.frame <= track.frames[-1]:
        raise _unfit(
            mark("Track {number} is not on frame {frame}."), number=number, frame=correction.frame
        )
    rows = (track.frames < first) | (track.frames > last)
    quality = track.quality and _rows(track.quality, rows)
    kept = replace(_rows(track, rows), quality=quality)
    order = np.argsort(np.concatenate([kept.frames, face.track.frames]), kind="stable")
    result.tracks[number] = replace(
        _joined(kept, face.track, order), quality=_joined_quality(kept, face.track, order)
    )
    chosen = (scores.frames < first) | (scores.frames > last)
    left = replace(_rows(scores, chosen), facts=_rows(scores.facts, chosen))
    result.scores[number] = _joined_scores(left, face.scores)
    result.verdicts.pop(number, None)


def _need(result: Analysis, number: int) -> None:
    if number not in result.tracks:
        raise _unfit(mark("There is no track {number}."), number=number)


def _unfit(what: str, /, **values: object) -> CorrectionError:
    advice = mark("Nothing was changed. Choose another track or frame.")
    return CorrectionError(what, advice, **values)


def _merge(result: Analysis, number: int, into: int) -> None:
    _need(result, into)
    one, two = result.tracks[number], result.tracks[into]
    if number == into:
        raise _unfit(mark("A track cannot be merged with itself."))
    if len(np.intersect1d(one.frames, two.frames)):
        raise _unfit(
            mark("Tracks {number} and {into} are seen in the same frame: they are two faces."),
            number=number,
            into=into,
        )
    if {number, into} & set(result.excluded):
        raise CorrectionError(
            mark("An excluded track cannot be merged."),
            mark("Restore it first. Nothing was changed."),
        )
    order = np.argsort(np.concatenate([two.frames, one.frames]), kind="stable")
    result.tracks[into] = replace(
        _joined(two, one, order), number=into, quality=_joined_quality(two, one, order)
    )
    result.scores[into] = _joined_scores(result.scores[into], result.scores[number])
    if ranges := result.left_out.pop(number, ()):
        result.left_out[into] = (*result.left_out.get(into, ()), *ranges)
    del result.tracks[number], result.scores[number]
    result.verdicts.pop(number, None)
    result.verdicts.pop(into, None)
    result.names.pop(number, None)
    result.added.pop(number, None)


def _joined(first: Table, second: Table, order: np.ndarray) -> Table:
    """Concatenate the arrays of two tables, with rows in `order`."""
    columns = {
        f.name: np.concatenate([getattr(first, f.name), getattr(second, f.name)])[order]
        for f in fields(first)
        if isinstance(getattr(first, f.name), np.ndarray)
    }
    return replace(first, **columns)


def _joined_quality(first: FaceTrack, second: FaceTrack, order: np.ndarray) -> TrackQuality | None:
    if first.quality is None or second.quality is None:
        return None
    return _joined(first.quality, second.quality, order)


def _joined_scores(first: FrameScores, second: FrameScores) -> FrameScores:
    order = np.argsort(np.concatenate([first.frames, second.frames]), kind="stable")
    joined = _joined(first, second, order)
    return replace(joined, facts=_joined(first.facts, second.facts, order))


def _split(result: Analysis, number: int, frame: int, other: int) -> None:
    track, scores = result.tracks[number], result.scores[number]
    if not track.frames[0] < frame <= track.frames[-1]:
        raise _unfit(
            mark("Frame {frame} does not split track {number}: all of it is on one side."),
            frame=frame,
            number=number,
        )
    before, chosen = track.frames < frame, scores.frames < frame
    for part, rows, picked in ((number, before, chosen), (other, ~before, ~chosen)):
        quality = track.quality and _rows(track.quality, rows)
        result.tracks[part] = replace(_rows(track, rows), number=part, quality=quality)
        facts = _rows(scores.facts, picked)
        result.scores[part] = replace(_rows(scores, picked), track=part, facts=facts)
        result.verdicts.pop(part, None)
    if number in result.excluded:
        result.excluded[other] = result.excluded[number]
    if number in result.added:
        result.added[other] = result.added[number]
    if ranges := result.left_out.pop(number, ()):
        earlier = [replace(r, last=min(r.last, frame - 1)) for r in ranges if r.first < frame]
        later = [replace(r, first=max(r.first, frame)) for r in ranges if r.last >= frame]
        for part, kept in ((number, earlier), (other, later)):
            if kept:
                result.left_out[part] = tuple(kept)


def _swap(result: Analysis, number: int, other: int, frame: int) -> None:
    """Split both tracks at the frame, and join each beginning with the other's end."""
    _need(result, other)
    if number == other:
        raise _unfit(mark("A track cannot be swapped with itself."))
    if {number, other} & set(result.excluded):
        raise CorrectionError(
            mark("An excluded track cannot be swapped."),
            mark("Restore it first. Nothing was changed."),
        )
    end, other_end = -1, -2
    _split(result, number, frame, end)
    _split(result, other, frame, other_end)
    _merge(result, other_end, number)
    _merge(result, end, other)


def _rows(table: Table, rows: np.ndarray) -> Table:
    """Select rows, bool (N,), of every array of the table."""
    columns = {
        f.name: getattr(table, f.name)[rows]
        for f in fields(table)
        if isinstance(getattr(table, f.name), np.ndarray)
    }
    return replace(table, **columns)


def _judge(result: Analysis, found: Analysis) -> None:
    calibration = _calibration(found)
    for number, scores in sorted(result.scores.items()):
        ranges = result.left_out.get(number, ())
        if number in result.verdicts and not ranges:
            continue
        counts = np.ones(len(scores.frames), bool)
        for r in ranges:
            counts &= (scores.frames < r.first) | (scores.frames > r.last)
        facts = _rows(scores.facts, counts)
        result.verdicts[number] = judge_track(
            facts, calibration, result.settings, scores.times[counts]
        )
        usable = usable_frames(scores.facts, result.settings) & counts
        result.scores[number] = replace(scores, usable=usable)
    judged = [(n, v) for n, v in sorted(result.verdicts.items()) if n not in result.excluded]
    if judged or not result.tracks:
        result.verdict = judge_clip(judged)
    else:
        result.verdict = Verdict(Outcome.INCONCLUSIVE, None, None, 0, 0, (Reason.ALL_EXCLUDED,))


def _calibration(found: Analysis) -> Calibration:
    started = found.started
    assert started is not None
    if started.calibration is not None:
        return started.calibration
    if started.local is not None:
        return started.local.calibration
    rows = found.scores.values()
    return recovered_calibration(
        np.concatenate([s.facts.scores[:, 0] for s in rows]) if rows else np.zeros(0),
        np.concatenate([s.llr for s in rows]) if rows else np.zeros(0),
    )
