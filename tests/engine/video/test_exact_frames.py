"""frame(i) is exactly the i-th picture of a full decode, for every kind of clip."""

import gc
import random
import struct

import av
import clips
import encoded_clips
import numpy as np
import pytest
from full_decode import checksum, full_decode, luma
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.container.demux import NO_PTS, read_packets
from engine.errors import NotAVideoError
from engine.video import decoder as decoder_module
from engine.video.decoder import Decoder
from engine.video.index import Basis, rising
from engine.video.source import VideoSource


def same(got, expected):
    """Equal but for pictures that no decoder reproduces."""
    return len(got) == len(expected) and all(
        e is None or g == e for g, e in zip(got, expected, strict=True)
    )


def requests(count, how_many, seed):
    rng = random.Random(seed)
    return [rng.randrange(count) for _ in range(how_many)]


@pytest.mark.parametrize("name", encoded_clips.ENCODINGS)
def test_any_frame_of_any_encoding(tmp_path, name):
    path = encoded_clips.ENCODINGS[name](tmp_path)
    expected = full_decode(path)
    decoder = Decoder(path, 10**7, lambda done, total: None)
    index = decoder.full_index()
    assert len(index) == len(expected)
    assert (np.diff(index.times) > 0).all()
    assert same([checksum(found.picture) for found in decoder.frames(0, 1, None)], expected)
    asked = requests(len(expected), 25, name)
    got = [checksum(decoder.frame(i).picture) for i in asked]
    assert same(got, [expected[i] for i in asked])
    decoder.close()


@pytest.mark.parametrize("name", encoded_clips.ISOLATED)
def test_the_decoding_process_gives_the_same(tmp_path, name):
    path = encoded_clips.ENCODINGS[name](tmp_path)
    expected = full_decode(path)
    with VideoSource.open(path, cache=tmp_path / "cache") as video:
        assert len(video) == len(expected)
        assert same([luma(frame) for frame in video.frames()], expected)
        asked = requests(len(expected), 25, name)
        got = [luma(video.frame(i, keep=False)) for i in asked]
        assert same(got, [expected[i] for i in asked])


@pytest.mark.parametrize("name", ["h264 mp4", "h264 open gop mkv", "edit list mp4", "hevc open gop "
                                  "mp4", "vp9 hidden frames", "h264 intra refresh mp4",
                                  "variable rate mkv", "two streams mp4"])  # fmt: skip
def test_large_clips_open_by_their_time_stamps_and_are_as_exact(tmp_path, name, monkeypatch):
    monkeypatch.setattr(decoder_module, "SMALL", -1)
    path = encoded_clips.ENCODINGS[name](tmp_path)
    expected = full_decode(path)
    decoder = Decoder(path, 10**7, lambda done, total: None)
    assert decoder.quick_index()
    assert decoder.index.basis is Basis.PACKETS
    for index in requests(len(expected), 60, name):
        assert checksum(decoder.frame(index).picture) == expected[index]
    decoder.close()


def test_time_stamps_that_mislead_are_found_out(tmp_path, monkeypatch):
    """A picture in the midst cannot be decoded: places after it shift, and this is noticed."""
    monkeypatch.setattr(decoder_module, "SMALL", -1)
    monkeypatch.setattr(decoder_module, "TRIED", 5)

    path = encoded_clips.write(tmp_path / "clip.mp4", options={"g": "15", "bf": "0"})
    with av.open(str(path), metadata_errors="replace") as container:
        table = read_packets(container, container.streams.video[0])
    data = bytearray(path.read_bytes())
    at, size = int(table.pos[31]), int(table.size[31])
    # One unit of filler in place of the picture.
    data[at : at + size] = struct.pack(">IB", size - 4, 12) + b"\xff" * (size - 5)
    path.write_bytes(bytes(data))
    expected = full_decode(path)
    assert len(expected) == 59
    decoder = Decoder(path, 10**7, lambda done, total: None)
    assert decoder.quick_index()
    frames = [checksum(d.picture) for d in decoder.frames(0, 1, 59)]
    assert frames == expected
    assert decoder.index.basis is Basis.PICTURES
    assert len(decoder.index) == 59
    decoder.close()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    codec=st.sampled_from(["libx264", "mpeg4", "mpeg2video", "libvpx"]),
    suffix=st.sampled_from(["mp4", "mkv", "ts", "avi", "mov"]),
    gop=st.integers(1, 30),
    b_frames=st.integers(0, 3),
    count=st.integers(1, 40),
    steps=st.lists(st.integers(1, 9), min_size=40, max_size=40),
    asked=st.lists(st.integers(0, 10**6), min_size=1, max_size=12),
)
@pytest.mark.slow
def test_random_encodings_and_requests(
    tmp_path_factory, codec, suffix, gop, b_frames, count, steps, asked
):
    if codec == "libvpx":
        suffix, b_frames = "mkv", 0
    options = {"g": str(gop), "b": "2M", "deadline": "realtime"}
    if b_frames:
        options["bf"] = str(b_frames)
    path = encoded_clips.write(
        tmp_path_factory.mktemp("random") / f"clip.{suffix}",
        codec,
        options,
        frames=clips.numbered(count),
        stamps=[int(v) for v in np.cumsum([0, *steps])[:count]],
    )
    expected = full_decode(path)
    with VideoSource.open(path) as video:
        assert len(video) == len(expected)
        for wish in asked:
            index = wish % len(expected)
            frame = video.frame(index, keep=False)
            assert luma(frame) == expected[index]
            if len(expected) == count:
                assert clips.read_number(frame.rgb()) == index


@settings(max_examples=120, deadline=None)
@given(
    stamps=st.lists(st.one_of(st.none(), st.integers(-(2**59), 2**59)), max_size=40),
    step=st.integers(1, 10**6),
)
def test_restated_time_stamps_always_rise(stamps, step):
    stated = np.array([NO_PTS if s is None else s for s in stamps], np.int64)
    result = rising(stated, step)
    assert (np.diff(result) > 0).all()
    if len(stated) and (stated != NO_PTS).all() and (np.diff(stated) > 0).all():
        assert (result == stated).all()


def test_frames_that_are_kept_stay_as_they_were(tmp_path):
    path = encoded_clips.ENCODINGS["h264 mp4"](tmp_path)
    with VideoSource.open(path) as video:
        frames = list(video.frames())
        again = [luma(video.frame(i)) for i in range(len(video))]
    assert [luma(frame) for frame in frames] == again
    assert [clips.read_number(frame.rgb()) for frame in frames] == list(range(60))


def test_a_run_of_frames_may_be_left_and_others_asked_for(tmp_path):
    path = encoded_clips.ENCODINGS["h264 mkv"](tmp_path)
    with VideoSource.open(path) as video:
        run = video.frames(every=2)
        assert [next(run).index for _ in range(5)] == [0, 2, 4, 6, 8]
        assert clips.read_number(video.frame(50).rgb()) == 50
        assert [f.index for f in video.frames(10, limit=3)] == [10, 11, 12]


def test_an_index_that_took_a_decode_is_kept_by_content(tmp_path, monkeypatch):
    from engine.video import source

    monkeypatch.setattr(source, "SMALL", -1)
    path = encoded_clips.ENCODINGS["h264 ts"](tmp_path)
    cache = tmp_path / "cache"
    with VideoSource.open(path, cache=cache) as video:
        first = video.index
    (kept,) = cache.iterdir()
    moved = path.rename(tmp_path / "renamed.ts")
    with VideoSource.open(moved, cache=cache) as video:
        assert (video.index.checksums == first.checksums).all()
        assert clips.read_number(video.frame(33).rgb()) == 33
    kept.write_bytes(b"not an index")
    with VideoSource.open(moved, cache=cache) as video:
        assert len(video) == 60


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_fuzzed_clips_never_give_a_wrong_frame(tmp_path, seed):
    rng = random.Random(seed)
    whole = [
        encoded_clips.ENCODINGS[name](_folder(tmp_path, name))
        for name in ("h264 mp4", "h264 mkv", "h264 ts", "mpeg4 avi", "vp8 webm", "gif")
    ]
    opened = 0
    for number in range(12):
        source = whole[number % len(whole)]
        data = bytearray(source.read_bytes())
        for _ in range(rng.choice([1, 10, 100])):
            data[rng.randrange(len(data))] = rng.randrange(256)
        if rng.random() < 0.3:
            del data[rng.randrange(len(data)) :]
        path = tmp_path / f"fuzzed{number}{source.suffix}"
        path.write_bytes(bytes(data))
        try:
            video = VideoSource.open(path)
        except NotAVideoError:
            continue
        with video:
            opened += 1
            expected = full_decode(path)
            assert len(video) == len(expected)
            asked = requests(len(video), 6, number)
            got = [luma(video.frame(i, keep=False)) for i in asked]
            assert same(got, [expected[i] for i in asked])
    assert opened >= 5


def _folder(parent, name):
    folder = parent / name.replace(" ", "_")
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", ["h264 mp4", "h264 one key", "h264 open gop ts", "mpeg4 avi",
                                  "vp9 hidden frames", "hevc open gop mp4", "gif"])  # fmt: skip
def test_glimpses_are_frames_of_the_clip_spread_over_it(tmp_path, name):
    with VideoSource.open(encoded_clips.ENCODINGS[name](tmp_path)) as video:
        seen = list(video.sparse_frames(10))
        assert 7 <= len(seen) <= 10
        assert (np.diff([frame.index for frame in seen]) >= 1).all()
        assert seen[-1].index >= 50
        for frame in seen:
            assert luma(frame) == luma(video.frame(frame.index))
            assert clips.read_number(frame.rgb()) == frame.index


def test_pictures_are_freed_as_they_are_dropped(tmp_path):
    decoder = Decoder(clips.one_face(tmp_path, 40), 10**8, lambda done, total: None)
    decoder.full_index()
    gc.collect()
    gc.disable()
    try:
        for decoded in decoder.frames(0, 1, None):
            decoder.layout(decoded.picture)
        del decoded
        alive = sum(isinstance(thing, av.VideoFrame) for thing in gc.get_objects())
    finally:
        gc.enable()
    decoder.close()
    assert alive < 10


def test_a_run_of_frames_begins_with_the_one_just_asked_for(tmp_path):
    path = clips.one_face(tmp_path, 40)
    with VideoSource.open(path) as video:
        for start in (0, 17, 17, 39, 0):
            asked = video.frame(start, keep=False)
            run = list(video.frames(start, limit=3))
            assert [frame.index for frame in run] == list(range(start, min(start + 3, 40)))
            assert np.array_equal(run[0].rgb(), asked.rgb())
