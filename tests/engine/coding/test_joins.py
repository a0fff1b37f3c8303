"""Double compression and joins, on clips with a known history."""

import clips
import numpy as np
import pytest

from engine.coding.double_compression import find_period, prediction_excess, threshold_for
from engine.coding.examine import read_columns
from engine.coding.joins import CUT, JUMP, REPEAT, SOUND, Join, find_joins
from engine.coding.made_clips import (
    COPIED,
    EARLIER,
    FINAL,
    FROZEN,
    REMOVED,
    coded,
    splice,
    write,
)  # fmt: skip
from engine.coding.made_scenes import find_scenes
from engine.coding.measure import measure_traces
from engine.coding.sound import spectral_change, with_sound
from engine.errors import TrainingDataError
from engine.video.source import VideoSource

NO_B = next(encoder for encoder in FINAL if encoder.options.get("bf") == "0")
EVERY_15 = next(encoder for encoder in EARLIER if encoder.codec == "mpeg4")


@pytest.fixture(scope="module")
def scenes(tmp_path_factory):
    """Two scenes of 150 frames from still pictures."""
    import cv2

    folder = tmp_path_factory.mktemp("scenes")
    portrait = clips.portrait()
    for name, picture in (
        ("a", portrait), ("b", portrait[:, ::-1]), ("c", 255 - portrait), ("d", portrait[::-1])
    ):  # fmt: skip
        cv2.imwrite(str(folder / f"{name}.png"), picture[:, :, ::-1])
    return [list(scene.frames(150)) for scene in find_scenes(folder)[:2]]


def strength_of(path):
    return find_period(prediction_excess(read_columns(path).series))


@pytest.mark.slow
def test_a_second_compression_shows_the_groups_of_the_first(scenes, tmp_path):
    once = strength_of(write(tmp_path, "once", scenes[0], NO_B))
    again = coded(tmp_path, scenes[0], EVERY_15)
    twice = strength_of(write(tmp_path, "twice", again[4:], NO_B))
    assert twice.strength > 5 > once.strength
    assert twice.period == EVERY_15.group
    # Frame 15 of the first compression is frame 11 here.
    assert twice.phase == 11


def test_a_period_in_made_numbers_is_found_and_noise_has_none():
    rng = np.random.default_rng(0)
    excess = rng.normal(size=400).clip(-2, 5)
    assert find_period(excess).strength < 5
    excess[7::25] += 3
    excess[::50] = np.nan
    found = find_period(excess)
    assert (found.period, found.phase) == (25, 7)
    assert find_period(np.full(400, np.nan)).period == 0
    assert find_period(excess[:10]).period == 0


def test_longer_clips_need_more_strength_for_the_same_rate_of_false_alarms():
    rng = np.random.default_rng(1)
    assert threshold_for(200, 3.7) == pytest.approx(3.7)
    assert threshold_for(60, 3.7) == pytest.approx(3.7)
    assert threshold_for(5000, 3.7) > 4
    rates = []
    for frames in (200, 800):
        noise = [rng.normal(size=frames).clip(-2, 5) for _ in range(120)]
        wanted = threshold_for(frames, 3.7)
        rates.append(np.mean([find_period(one).strength >= wanted for one in noise]))
    assert abs(rates[0] - rates[1]) < 0.15


def joins_of(path, threshold=4.5):
    columns = read_columns(path)
    return find_joins(
        columns.series, columns.pictures, columns.times, columns.examination, threshold
    )


@pytest.mark.parametrize(
    ("kind", "traces"), [(REMOVED, {CUT, JUMP}), (FROZEN, {REPEAT}), (COPIED, {CUT})]
)
def test_splices_are_found_where_they_are(scenes, tmp_path, kind, traces):
    rng = np.random.default_rng(2)
    earlier = (EARLIER[0], EARLIER[3])
    path, places = splice(kind, tmp_path, *scenes, earlier, NO_B, rng)
    found = joins_of(path)
    assert len(found) == 1
    assert abs(found[0].frame - places[0]) <= 2
    assert traces & {one.kind for one in found[0].traces}
    assert found[0].score == pytest.approx(sum(one.strength for one in found[0].traces), abs=0.01)


def test_an_unspliced_clip_has_no_join(scenes, tmp_path):
    assert joins_of(write(tmp_path, "whole", scenes[0], NO_B)) == ()


def test_sound_that_changes_at_a_join_is_a_trace(tmp_path):
    path = tmp_path / "sound.mkv"
    clips.with_sound(path, [(2.0, 0.02), (2.0, 0.9)])
    joins = (Join(50, 2.0, 9.0, ()), Join(25, 1.0, 9.0, ()))
    with VideoSource.open(path) as video:
        changed, same = with_sound(path, video.index, joins)
    assert [trace.kind for trace in changed.traces] == [SOUND]
    assert changed.score == 9.0
    assert same.traces == ()


def test_noise_of_another_level_changes_the_spectrum():
    rng = np.random.default_rng(0)
    quiet, loud = rng.normal(0, 0.01, 24_000), rng.normal(0, 0.1, 24_000)
    assert spectral_change(np.concatenate([quiet, loud])) > 5
    assert spectral_change(np.concatenate([quiet, quiet[::-1]])) < 1
    assert spectral_change(np.zeros(48_000)) == 0


def test_a_clip_without_sound_keeps_its_joins(scenes, tmp_path):
    path = write(tmp_path, "mute", scenes[0][:30], NO_B)
    joins = (Join(10, 0.4, 9.0, ()),)
    with VideoSource.open(path) as video:
        assert with_sound(path, video.index, joins) == joins


def test_too_few_scenes_are_refused(tmp_path):
    with pytest.raises(TrainingDataError, match="at least four"):
        find_scenes(tmp_path)


@pytest.mark.slow
def test_a_measurement_splits_scenes_and_counts_every_clip(tmp_path):
    import cv2

    for number, picture in enumerate((clips.portrait(), clips.portrait()[:, ::-1]) * 2):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.roll(picture, 40 * number, 0))
    rates = measure_traces(tmp_path, jobs=2)
    assert rates.scenes == (2, 2)
    assert rates.double.single.of == 8
    assert rates.double.double.of == 12
    assert sum(count.of for count in rates.joins.by_kind.values()) == 2 * 6
    assert rates.joins.minutes > 2
