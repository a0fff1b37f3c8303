"""What an analyst's corrections do to an analysis, and to its verdict."""

from dataclasses import replace

import numpy as np
import pytest
from made_analysis import CALIBRATION, made_events

from engine.analysis import correction as words
from engine.analysis.apply_corrections import corrected
from engine.analysis.correction import (
    AppliedCorrection,
    ExcludeFrames,
    ExcludeTrack,
    MergeTracks,
    RenameTrack,
    RestoreTrack,
    SplitTrack,
    SwapTracks,
)
from engine.analysis.result import Analysis
from engine.analysis.verdict import Outcome, Reason
from engine.detector.calibration import recovered_calibration
from engine.errors import CorrectionError


def by(*corrections):
    return [
        AppliedCorrection(one, "A. Analyst", "2026-01-02T03:04:05+00:00") for one in corrections
    ]


@pytest.fixture
def found():
    """Track 1 looks forged, track 2 pristine."""
    return Analysis.of(made_events())


def later(track, first=100):
    """The track, seen so many frames later."""
    return replace(track, frames=track.frames + first, times=track.times + first / 25)


@pytest.fixture
def apart(found):
    """The same, but track 2 begins after track 1 has ended."""
    scores = found.scores[2]
    found.tracks[2] = later(found.tracks[2], 150)
    found.scores[2] = replace(scores, frames=scores.frames + 150, times=scores.times + 6)
    return found


def test_without_corrections_the_analysis_is_as_found(found):
    assert corrected(found, []) is found


def test_excluding_the_face_that_decided_changes_the_verdict(found):
    assert found.verdict.outcome is Outcome.FORGED
    result = corrected(found, by(ExcludeTrack(1, "a poster on the wall")))
    assert result.verdict.outcome is Outcome.PRISTINE
    assert result.verdict.track == 2
    assert result.verdict.scored == 20
    assert result.excluded == {1: "a poster on the wall"}
    # What it would be called stays to be seen, and what was found is not touched.
    assert result.verdicts[1].outcome is Outcome.FORGED
    assert found.verdict.outcome is Outcome.FORGED
    assert not found.excluded


def test_with_every_face_excluded_nothing_is_called_pristine(found):
    result = corrected(found, by(ExcludeTrack(1, "a"), ExcludeTrack(2, "b")))
    assert result.verdict.outcome is Outcome.INCONCLUSIVE
    assert result.verdict.reasons == (Reason.ALL_EXCLUDED,)


def test_restoring_brings_back_the_verdict_that_was_found(found):
    acts = by(ExcludeTrack(1, "a"), ExcludeFrames(1, 0, 20, "b"), RestoreTrack(1))
    result = corrected(found, acts)
    assert result.verdict == found.verdict
    assert result.verdicts == found.verdicts
    assert not result.excluded
    assert not result.left_out


def test_excluded_frames_do_not_count(found):
    result = corrected(found, by(ExcludeFrames(1, 0, 49, "motion blur")))
    scores = found.scores[1]
    kept = scores.facts.scores[scores.frames > 49]
    assert result.verdicts[1].llr == pytest.approx(
        float(CALIBRATION.llr(kept.mean(axis=0))), abs=1e-6
    )
    assert result.verdicts[1].scored == 10
    assert result.scores[1].usable.tolist() == [False] * 10 + [True] * 10
    assert result.verdicts[2] == found.verdicts[2]
    everything = corrected(found, by(ExcludeFrames(1, 0, 99, "all")))
    assert everything.verdicts[1].reasons == (Reason.TOO_FEW,)


def test_a_name_changes_no_verdict(found):
    result = corrected(found, by(RenameTrack(1, "speaker left")))
    assert result.title_of(1) == "Track 1, “speaker left”"
    assert result.title_of(2) == "Track 2"
    assert result.verdict == found.verdict
    assert not corrected(found, by(RenameTrack(1, "x"), RenameTrack(1, ""))).names


def test_merged_tracks_are_judged_as_one_face(apart):
    result = corrected(apart, by(MergeTracks(2, 1)))
    assert list(result.tracks) == [1]
    track, scores = result.tracks[1], result.scores[1]
    assert track.frames.tolist() == [*range(100), *range(150, 250)]
    assert track.row_at(149) is None
    assert track.row_at(150) == 100
    assert len(track.quality.yaw) == 200
    assert (np.diff(scores.frames) > 0).all()
    both = np.concatenate([apart.scores[1].facts.scores, apart.scores[2].facts.scores])
    assert result.verdict.llr == pytest.approx(CALIBRATION.llr(both.mean(axis=0)), abs=1e-6)
    assert result.verdict.scored == 40


def test_a_split_track_is_judged_as_two_faces(found):
    result = corrected(found, by(SplitTrack(1, 50)))
    assert sorted(result.tracks) == [1, 2, 3]
    assert result.tracks[3].number == result.scores[3].track == 3
    assert result.tracks[1].frames[-1] == 49
    assert result.tracks[3].frames[0] == 50
    assert result.verdicts[1].scored == result.verdicts[3].scored == 10
    together = corrected(found, by(SplitTrack(1, 50), MergeTracks(3, 1)))
    assert together.verdicts[1] == found.verdicts[1]
    assert np.array_equal(together.tracks[1].boxes, found.tracks[1].boxes)


def test_swapped_tracks_exchange_what_follows_the_frame(found):
    result = corrected(found, by(SwapTracks(1, 2, 50)))
    assert sorted(result.tracks) == [1, 2]
    for number, other in ((1, 2), (2, 1)):
        track = result.tracks[number]
        assert track.number == result.scores[number].track == number
        assert np.array_equal(track.boxes[:50], found.tracks[number].boxes[:50])
        assert np.array_equal(track.boxes[50:], found.tracks[other].boxes[50:])
        assert (np.diff(result.scores[number].frames) > 0).all()
    again = corrected(found, by(SwapTracks(1, 2, 50), SwapTracks(2, 1, 50)))
    assert again.verdicts == found.verdicts
    assert np.array_equal(again.tracks[2].boxes, found.tracks[2].boxes)


@pytest.mark.parametrize(
    "wrong",
    [SwapTracks(1, 1, 50), SwapTracks(1, 9, 50), SwapTracks(1, 2, 0), SwapTracks(2, 1, 500)],
)
def test_tracks_that_cannot_be_swapped_stay_as_they_are(found, wrong):
    with pytest.raises(CorrectionError) as told:
        corrected(found, by(wrong))
    assert "Nothing was changed" in told.value.advice


def test_numbers_are_not_given_twice_and_replay_alike(found):
    acts = by(SplitTrack(1, 50), MergeTracks(3, 1), SplitTrack(2, 30), RenameTrack(4, "guest"))
    assert sorted(corrected(found, acts[:3]).tracks) == [1, 2, 4]
    assert corrected(found, acts).names == {4: "guest"}


def test_ranges_follow_the_frames_through_split_and_merge(found):
    parts = corrected(found, by(ExcludeFrames(1, 40, 59, "hand"), SplitTrack(1, 50)))
    assert [(r.first, r.last) for r in parts.left_out[1]] == [(40, 49)]
    assert [(r.first, r.last) for r in parts.left_out[3]] == [(50, 59)]
    whole = corrected(
        found, by(ExcludeFrames(1, 40, 59, "hand"), SplitTrack(1, 50), MergeTracks(3, 1))
    )
    assert whole.scores[1].usable.sum() == 16


@pytest.mark.parametrize(
    "wrong",
    [
        ExcludeTrack(9, "none"),
        MergeTracks(1, 2),
        MergeTracks(1, 1),
        SplitTrack(1, 0),
        SplitTrack(1, 400),
        ExcludeFrames(1, 9, 3, "backwards"),
    ],
)
def test_what_does_not_fit_is_refused(found, wrong):
    with pytest.raises(CorrectionError):
        corrected(found, by(wrong))


def test_excluded_tracks_are_not_merged(apart):
    with pytest.raises(CorrectionError, match="Restore it first"):
        corrected(apart, by(ExcludeTrack(2, "poster"), MergeTracks(2, 1)))


def test_an_unfinished_analysis_cannot_be_corrected():
    with pytest.raises(CorrectionError, match="not finished"):
        corrected(Analysis.of(list(made_events())[:5]), by(ExcludeTrack(1, "a")))


@pytest.mark.parametrize("bounds", [(2.0, 0.99), (0.3, 0.3), (0.5, 2.0)])
@pytest.mark.parametrize("centre", [-2.0, 0.0, 2.0])
def test_a_calibration_is_recovered_from_what_it_gave(bounds, centre):
    """For analyses of versions that did not keep it."""
    scores = np.random.default_rng(0).normal(centre, 2, 60)
    llr = np.clip(0.4 * scores + 0.1, -bounds[1], bounds[0])
    (again,) = recovered_calibration(scores, llr).kinds
    between = (llr > llr.min()) & (llr < llr.max())
    assert np.allclose(again.line(scores, np.zeros((60, 3)))[between] + again.intercept,
                       llr[between], atol=1e-9)  # fmt: skip
    assert again.bound == np.abs(llr).max()


def test_corrections_are_plain_data_with_words(found):
    for one in (RenameTrack(1, "x"), ExcludeTrack(1, "r"), ExcludeFrames(1, 2, 3, "r"),
                RestoreTrack(1), MergeTracks(1, 2), SplitTrack(1, 5)):  # fmt: skip
        assert words.from_plain(words.to_plain(one)) == one
        assert "rack 1" in words.name_of(one)
        assert "rack 1" in words.sentence(one)
