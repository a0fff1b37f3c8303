"""Colours as tagged, pictures upright, pixels square."""

import random
from fractions import Fraction

import av
import clips
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.video.frame import Frame, Picture
from engine.video.layout import Layout
from engine.video.orientation import Orientation
from engine.video.source import VideoSource

#: Weights of red and blue in the luma of each matrix, and AVColorSpace's number.
MATRICES = {
    "BT.601": (0.299, 0.114, 5),
    "BT.709": (0.2126, 0.0722, 1),
    "BT.2020": (0.2627, 0.0593, 9),
}
COLOURS = [(200, 30, 40), (20, 180, 60), (30, 50, 210), (128, 128, 128), (250, 240, 20)]


def as_yuv(colour, matrix, full, bits):
    """The definition of each recommendation, for one colour of 0 to 255."""
    red, blue, _ = MATRICES[matrix]
    r, g, b = (v / 255 for v in colour)
    y = red * r + (1 - red - blue) * g + blue * b
    u, v = (b - y) / (2 * (1 - blue)), (r - y) / (2 * (1 - red))
    top = 1 << bits
    if full:
        return y * (top - 1), u * (top - 1) + top / 2, v * (top - 1) + top / 2
    unit = top / 256
    return (16 + 219 * y) * unit, (128 + 224 * u) * unit, (128 + 224 * v) * unit


def colour_clip(path, colour, matrix, full, bits, tagged=True, size=(64, 48)):
    """One lossless frame of one colour."""
    form = "yuv444p" if bits == 8 else "yuv444p10le"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = *size, form
        frame = av.VideoFrame(*size, form)
        kind = np.uint8 if bits == 8 else np.uint16
        for plane, value in zip(frame.planes, as_yuv(colour, matrix, full, bits), strict=True):
            np.frombuffer(plane, kind)[:] = round(value)
        if tagged:
            stream.codec_context.colorspace = frame.colorspace = MATRICES[matrix][2]
            stream.codec_context.color_range = frame.color_range = 2 if full else 1
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("bits", [8, 10])
def test_colours_are_read_as_tagged(tmp_path, matrix, full, bits):
    colour = random.Random(matrix + str(full)).choice(COLOURS)
    path = colour_clip(tmp_path / "clip.mkv", colour, matrix, full, bits)
    with VideoSource.open(path) as video:
        frame = video.frame(0)
        for pixels in (frame.rgb(), frame.rgb(32), frame.small(32), frame.region(9, 7, 33, 20)):
            assert np.abs(pixels.astype(int) - colour).max() <= 4


@pytest.mark.parametrize(("size", "matrix"), [((640, 480), "BT.601"), ((1280, 720), "BT.709")])
def test_untagged_colours_are_read_as_players_do(tmp_path, size, matrix):
    path = colour_clip(tmp_path / "clip.mkv", (200, 30, 40), matrix, False, 8, False, size)
    with VideoSource.open(path) as video:
        assert np.abs(video.frame(0).rgb()[5, 5].astype(int) - (200, 30, 40)).max() <= 3


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_every_display_matrix_is_shown_upright(tmp_path, degrees, mirrored):
    stored = next(clips.faces(1, (128, 96)))
    path = tmp_path / "clip.mov"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=25, options={"qscale": "1"})
        stream.width, stream.height, stream.pix_fmt = 128, 96, "yuvj444p"
        stream.set_display_rotation(degrees, hflip=mirrored)
        for _ in range(2):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(stored, format="rgb24")))
        container.mux(stream.encode(None))
    # A turn against the clock, then the mirror.
    expected = np.rot90(stored, degrees // 90)
    expected = expected[:, ::-1] if mirrored else expected
    with VideoSource.open(path) as video:
        frame = video.frame(1)
        shown = frame.rgb()
        assert (video.facts.width, video.facts.height) == (frame.width, frame.height)
        assert shown.shape == expected.shape
        assert np.abs(shown.astype(int) - expected).mean() < 8
        part = frame.region(10, 20, 70, 60)
        assert np.abs(part.astype(int) - shown[20:60, 10:70]).mean() < 1.5


def test_pixels_that_are_not_square_are_made_so(tmp_path):
    import encoded_clips

    path = encoded_clips.ENCODINGS["h264 wide pixels"](tmp_path)
    with VideoSource.open(path) as video:
        frame = video.frame(7)
        assert (frame.width, frame.height) == (round(clips.SIZE[0] * 4 / 3), clips.SIZE[1])
        assert frame.rgb().shape == (frame.height, frame.width, 3)
        assert frame.region(0, 0, 50, 40).shape == (40, 50, 3)


FORMATS = ("yuv420p", "yuvj420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv411p", "nv12", "rgb24")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_region_is_that_part_of_the_whole(data):
    draw = data.draw
    form = draw(st.sampled_from(FORMATS))
    width, height = draw(st.integers(8, 70)), draw(st.integers(8, 70))
    turned = Orientation(draw(st.integers(0, 3)), draw(st.booleans()))
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    smooth = np.stack([x * 3 % 256, y * 3 % 256, (x + y) % 256], -1).astype(np.uint8)
    frame = av.VideoFrame.from_ndarray(smooth, format="rgb24").reformat(format=form)
    picture = picture_of(frame, turned)
    whole = picture.rgb()
    x0, y0 = draw(st.integers(-5, 75)), draw(st.integers(-5, 75))
    x1, y1 = draw(st.integers(-5, 75)), draw(st.integers(-5, 75))
    part = picture.region(x0, y0, x1, y1)
    expected = whole[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
    assert part.shape == expected.shape or 0 in expected.shape
    if part.size:
        # Chroma is filtered across the cut, which may differ by a little at its rim.
        assert np.abs(part.astype(int) - expected).mean() < 4


def picture_of(frame, orientation):
    from engine.video.layout import copy_planes, layout_of

    layout = layout_of(frame, orientation, Fraction(1))
    data = np.empty(layout.size, np.uint8)
    copy_planes(frame, layout, data)
    return Picture(Layout.from_json(layout.to_json()), data)


def test_a_still_picture_has_its_own_pixels_whole_and_in_parts():
    pixels = np.random.default_rng(0).integers(0, 256, (37, 51, 3), np.uint8)
    frame = Frame.of_still(pixels)
    assert (frame.width, frame.height) == (51, 37)
    assert np.array_equal(frame.rgb(), pixels)
    assert np.array_equal(frame.region(-5, 10, 20, 99), pixels[10:, :20])
    flat = Frame.of_still(np.full((300, 400, 3), (10, 120, 240), np.uint8)).small(100)
    assert flat.shape == (75, 100, 3)
    assert np.abs(flat.astype(int) - (10, 120, 240)).max() <= 2
