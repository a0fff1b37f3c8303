"""Kinds of frames, groups of pictures and time stamps, from packets alone."""

from fractions import Fraction

import av
import clips
import numpy as np
import odd_clips
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odd_clips import table

from engine.container.demux import NO_PTS, read_packets
from engine.container.gop import describe_gops, frame_kinds, size_series
from engine.container.timing import (
    CONSTANT,
    UNKNOWN,
    VARIABLE,
    WITH_GAPS,
    describe_timing,
)
from engine.video.encode import write_clip

MS = Fraction(1, 1000)


def packets_of(path):
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return read_packets(container, stream), stream.time_base


def decoded_kinds(path):
    with av.open(str(path)) as container:
        frames = container.decode(video=0)
        return "".join(av.video.frame.PictureType(f.pict_type).name for f in frames)


@pytest.mark.parametrize(
    "options",
    [{"bf": "0", "g": "12"}, {"bf": "2", "g": "24"}, {"bf": "3", "g": "50", "b-pyramid": "normal"}],
    ids=str,
)
def test_kinds_agree_with_the_decoder(tmp_path, options):
    path = tmp_path / "c.mp4"
    write_clip(path, clips.numbered(90), 25, options={**options, "sc_threshold": "0"})
    packets, _ = packets_of(path)
    assert size_series(packets).kinds.tobytes().decode() == decoded_kinds(path)


def test_sizes_stand_in_presentation_order():
    packets = table([0, 3, 1, 2], key=[1, 0, 0, 0], size=[50, 30, 10, 20])
    series = size_series(packets)
    assert series.kinds.tobytes() == b"IBBP"
    assert series.sizes.tolist() == [50, 10, 20, 30]


def test_a_regular_clip_is_summed_up(tmp_path):
    path = tmp_path / "c.mp4"
    options = {"g": "10", "bf": "0", "sc_threshold": "0"}
    write_clip(path, clips.numbered(45), 25, options=options)
    gop = describe_gops(packets_of(path)[0])
    assert (gop.groups, gop.shortest, gop.median, gop.longest, gop.usual) == (5, 10, 10, 10, 10)
    assert gop.pattern == "IPPPPPPPPP"
    assert gop.keys == (0, 10, 20, 30, 40)
    assert gop.odd == ()
    assert [(k.kind, k.count) for k in gop.kinds] == [("I", 5), ("P", 40)]
    assert gop.kinds[0].mean_size > gop.kinds[1].mean_size
    assert gop.starts_with_key


def test_a_group_of_another_length_is_named():
    keys = [0, 10, 20, 27, 37, 47]
    packets = table(range(57), key=[i in keys for i in range(57)])
    gop = describe_gops(packets)
    assert (gop.usual, gop.odd, gop.shortest) == (10, (20,), 7)


def test_groups_by_changes_of_scene_have_no_usual_length():
    keys = [0, 7, 20, 51, 60]
    gop = describe_gops(table(range(70), key=[i in keys for i in range(70)]))
    assert (gop.usual, gop.odd) == (0, ())


def test_open_groups_are_counted_and_their_first_is_not_odd():
    # I0 P1 | I4 B2 B3 P5 | I8 B6 B7 P9 | ..., the first group lacks leading pictures
    pts, key = [0, 1], [1, 0]
    for k in range(4, 24, 4):
        pts += [k, k - 2, k - 1, k + 1]
        key += [1, 0, 0, 0]
    gop = describe_gops(table(pts, dts=range(len(pts)), key=key))
    assert (gop.open, gop.usual, gop.odd) == (5, 4, ())


def test_a_clip_cut_inside_a_group_is_reported():
    assert not describe_gops(table(range(20), key=[i == 8 for i in range(20)])).starts_with_key
    assert describe_gops(table([])).groups == 0


@pytest.mark.parametrize(
    ("pts", "rate"),
    [
        (range(0, 4000, 40), CONSTANT),
        ([round(i * 1001 / 30) for i in range(200)], CONSTANT),
        ([0, 40], UNKNOWN),
        ([0, 40, None, 120], UNKNOWN),
        (np.cumsum([7, 40, 33, 90, 12, 50] * 20).tolist(), VARIABLE),
    ],
    ids=["25", "29.97 in milliseconds", "two frames", "one missing", "uneven"],
)
def test_constancy(pts, rate):
    assert describe_timing(table(list(pts)), MS).rate == rate


def test_gaps_tell_where_and_how_many(tmp_path):
    packets, base = packets_of(odd_clips.dropped(tmp_path / "d.mp4", (40, 41, 42, 70)))
    timing = describe_timing(packets, base, Fraction(25), 96)
    assert timing.rate == WITH_GAPS
    assert [(g.frame, g.missing) for g in timing.gaps] == [(39, 3), (66, 1)]
    assert timing.gaps[0].time == pytest.approx(39 / 25)
    assert timing.gaps[0].seconds == pytest.approx(4 / 25)
    assert timing.mean_rate == pytest.approx(25 * 95 / 99)
    assert timing.duration == pytest.approx(4)


def test_variable_rate(tmp_path):
    path, times = clips.variable_rate(tmp_path)
    timing = describe_timing(*packets_of(path))
    assert (timing.rate, timing.gaps) == (VARIABLE, ())
    assert timing.longest_step == pytest.approx(np.diff(times).max(), abs=1e-6)


def test_doubtful_time_stamps_are_placed():
    timing = describe_timing(table([0, 40, 40, 80, 120, 120, 120], dts=range(7)), MS)
    assert (timing.duplicates, timing.duplicate_count) == ((2, 5, 6), 3)
    timing = describe_timing(table([0, 40, None, 120], dts=[0, 40, None, 120]), MS)
    assert (timing.missing, timing.first_pts) == ((2,), None)
    timing = describe_timing(table([0, 40, 80, 120], dts=[0, 50, 50, 120]), MS)
    assert timing.backward == (2,)
    timing = describe_timing(table([0, 40, 80, 120], corrupt=[0, 0, 1, 0]), MS)
    assert (timing.damaged, timing.damaged_count) == ((2,), 1)


def test_hidden_packets_do_not_count_as_frames():
    timing = describe_timing(table([500, 540, 580], discard=[1, 0, 0]), MS)
    assert (timing.frames, timing.hidden, timing.first_time) == (2, 1, 0.54)


stamps = st.one_of(st.none(), st.integers(-(2**63) + 1, 2**63 - 1))


@given(st.lists(st.tuples(stamps, stamps, st.booleans(), st.booleans()), max_size=40))
def test_any_table_gives_finite_numbers(rows):
    packets = table([r[0] for r in rows], [r[1] for r in rows], key=[r[2] for r in rows],
                    discard=[r[3] for r in rows])  # fmt: skip
    timing = describe_timing(packets, MS)
    numbers = (timing.duration, timing.usual_step, timing.longest_step, timing.mean_rate or 0)
    assert np.isfinite(numbers).all()
    assert min(numbers) >= 0
    gop = describe_gops(packets)
    assert sum(k.count for k in gop.kinds) == len(rows)
    assert len(size_series(packets)) == len(rows) - sum(r[3] for r in rows)


@given(st.permutations(range(12)))
def test_reordered_packets_are_b_and_no_others(order):
    kinds = frame_kinds(table(list(order), key=[False] * 12))
    expected = ["B" if any(e > p for e in order[:i]) else "P" for i, p in enumerate(order)]
    assert kinds.tobytes().decode() == "".join(expected)
    assert min(order) > NO_PTS
