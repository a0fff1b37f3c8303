"""Files that other projects' suites and phones produce: each opens exactly, or says why not."""

import io
import struct
from fractions import Fraction

import av
import clips
import encoded_clips
import numpy as np
import pytest
from full_decode import full_decode
from PIL import Image

from engine.errors import ClipUnreadableError, DecoderError, NotAVideoError
from engine.sandbox.limits import Limits
from engine.sandbox.process import DecodingProcess
from engine.tone_map import HLG, PQ, luminance, to_sdr
from engine.video.source import VideoSource
from engine.video.stills import still_name, still_png


def observed(video):
    return {o.code: o.values for o in video.facts.examination.observations}


def any_frame_is_right(path):
    expected = full_decode(path)
    with VideoSource.open(path) as video:
        assert len(video) == len(expected)
        order = np.random.default_rng(2).permutation(len(video)).tolist()
        pictures = {frame.index: frame.rgb() for frame in video.frames()}
        for index in order[:40]:
            assert (video.frame(index, keep=False).rgb() == pictures[index]).all()


# --- side data, tags, random access ---


@pytest.mark.parametrize(("tag", "turns"), [(None, 0), (1, 0), (6, 90), (3, 180)])
def test_pictures_with_exif_decode_and_are_turned_by_it(tmp_path, tag, turns):
    stream = b""
    for picture in clips.numbered(5):
        exif = Image.Exif()
        exif[0x0110] = "Camera"
        if tag:
            exif[0x0112] = tag
        jpeg = io.BytesIO()
        Image.fromarray(picture).save(jpeg, "JPEG", quality=95, exif=exif)
        stream += jpeg.getvalue()
    path = tmp_path / "camera.mjpeg"
    path.write_bytes(stream)
    with VideoSource.open(path) as video:
        assert len(video) == 5
        assert video.facts.rotation == turns
        upright = np.rot90(video.frame(3).rgb(), turns // 90)
        assert clips.read_number(upright) == 3


@pytest.mark.parametrize("name", ["open.mpg", "raw.m2v"])
def test_every_frame_of_program_streams_with_open_groups(tmp_path, name):
    options = {"g": "12", "bf": "2", "b": "2M"}
    form = "mpeg" if name.endswith("mpg") else "mpeg2video"
    path = encoded_clips.write(tmp_path / name, "mpeg2video", options, format=form)
    any_frame_is_right(path)


def test_a_clip_that_is_refreshed_without_key_frames(tmp_path):
    options = {"x264-params": "intra-refresh=1:keyint=20:bframes=2", "preset": "ultrafast"}
    path = encoded_clips.write(tmp_path / "refresh.mp4", options=options)
    any_frame_is_right(path)


def crc_of_sections(data):
    """CRC-32 of MPEG-2 systems, Annex A."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc >> 31 else 0)) & 0xFFFFFFFF
    return crc


def test_a_codec_tag_outside_ascii_is_shown_escaped(tmp_path, forensics):
    path = tmp_path / "camera.ts"
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("libx264", rate=25)
        pictures.width, pictures.height, pictures.pix_fmt = *clips.SIZE, "yuv420p"
        sound = container.add_stream("mp2", rate=48000)
        sound.layout = "stereo"
        for number, picture in enumerate(clips.numbered(10)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number
            container.mux(pictures.encode(frame))
            quiet = np.zeros((1, 2 * 1920), np.int16)
            piece = av.AudioFrame.from_ndarray(quiet, format="s16", layout="stereo")
            piece.sample_rate, piece.pts = 48000, number * 1920
            container.mux(sound.encode(piece))
        container.mux(pictures.encode(None))
        container.mux(sound.encode(None))
    data = bytearray(path.read_bytes())
    for packet in range(0, len(data), 188):
        section = packet + 5
        if data[packet + 1] & 0x40 and data[section] == 2 and data[packet + 4] == 0:
            length = int.from_bytes(data[section + 1 : section + 3], "big") & 0xFFF
            end = section + 3 + length - 4
            # Streams of MPEG sound are said to be DTS, as camcorders write it.
            at = data.index(b"\x03\xe1", section, end)
            data[at] = 0x82
            data[end : end + 4] = crc_of_sections(data[section:end]).to_bytes(4, "big")
    path.write_bytes(data)
    with VideoSource.open(path) as video:
        tags = {s.kind: s.tag for s in video.facts.examination.streams}
    assert tags["audio"] == "\\x82"
    assert "\\x82" in forensics("info", path).stdout


# --- the decoding process ---


def test_a_fault_in_the_decoding_process_is_reported_with_its_traceback(tmp_path):
    path = encoded_clips.ENCODINGS["h264 mp4"](tmp_path)
    process = DecodingProcess(path, Limits())
    try:
        order = {"do": "open", "path": str(path), "memory": 1 << 32, "pixels": "many"}
        order |= {"first": False, "known": False}
        process.order({**order, "stream": None})
        with pytest.raises(DecoderError) as caught:
            process.answer()
        process.order({**order, "pixels": 10**7, "stream": None})
        assert process.answer()[0]["t"] == "opened"
    finally:
        process.kill()
    assert "ValueError" in caught.value.details
    assert "Traceback" in caught.value.details
    assert "crashed" not in str(caught.value)


# --- pixel formats ---


def in_format(form, size):
    """A smooth picture in a pixel format; its bytes are a pattern where FFmpeg cannot make it."""
    import cv2

    rng = np.random.default_rng(0)
    small = rng.integers(0, 256, (9, 13, 3)).astype(np.uint8)
    smooth = cv2.GaussianBlur(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), (0, 0), 3)
    try:
        frame = av.VideoFrame.from_ndarray(smooth, format="rgb24")
        return frame.reformat(format=form, dst_colorspace=5, threads=1)
    except (av.error.FFmpegError, OSError, ValueError):
        frame = av.VideoFrame(*size, form)
        for plane in frame.planes:
            values = np.frombuffer(plane, np.uint8)
            values[:] = np.arange(values.size) % 60
        return frame


def software_formats():
    """Formats that have pixels in memory and that this FFmpeg does not abort on."""
    from av.video.format import VideoFormat, names

    return [n for n in sorted(names) if VideoFormat(n, 16, 16).components and "yaf" not in n]


@pytest.mark.parametrize("size", [(194, 106), (195, 107)])
def test_every_pixel_format_is_shown_as_ffmpeg_shows_it_or_refused(size):
    from engine.video.frame import Picture
    from engine.video.layout import check_convertible, copy_planes, layout_of
    from engine.video.orientation import Orientation

    shown, refused = [], []
    for form in software_formats():
        try:
            check_convertible(form)
        except NotAVideoError:
            refused.append(form)
            continue
        frame = in_format(form, size)
        layout = layout_of(frame, Orientation(), Fraction(1))
        data = np.empty(layout.size, np.uint8)
        copy_planes(frame, layout, data)
        picture = Picture(layout, data)
        ours = picture.rgb()
        theirs = frame.reformat(
            format="rgb24",
            src_colorspace=5,
            src_color_range=2 if layout.full_range else 1,
            dst_color_range=2,
            interpolation="BICUBIC",
            threads=1,
        ).to_ndarray()
        assert np.abs(ours.astype(int) - theirs).max() <= 1, form
        for x0, y0, x1, y1 in ((17, 13, 91, 77), (0, 0, 33, 21), (101, 60, size[0], size[1])):
            part = picture.region(x0, y0, x1, y1)
            assert np.abs(part.astype(int) - ours[y0:y1, x0:x1]).max() <= 6, (form, x0, y0, x1, y1)
        shown.append(form)
    assert len(shown) > 180
    assert {"pal8", "monow", "monob", "nv12", "yuv410p", "yuv440p", "yuva444p"} <= set(shown)
    assert not any(form.startswith(("yuv4", "nv", "gray1", "rgb2")) for form in refused)


def test_a_palette_clip(tmp_path):
    path = tmp_path / "palette.avi"
    colours = np.zeros((64, 64), np.uint8)
    colours[:, 32:] = 3
    with av.open(str(path), "w") as container:
        stream = container.add_stream("rawvideo", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "pal8"
        frame = av.VideoFrame(64, 64, "pal8")
        plane = np.frombuffer(frame.planes[0], np.uint8).reshape(64, -1)
        plane[:, :64] = colours
        palette = np.frombuffer(frame.planes[1], np.uint8).reshape(256, 4)
        palette[0], palette[3] = (10, 20, 200, 255), (30, 220, 40, 255)
        for number in range(4):
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with VideoSource.open(path) as video:
        pixels = video.frame(2).rgb()
        assert pixels[5, 5].tolist() == [200, 20, 10]
        assert pixels[5, 60].tolist() == [40, 220, 30]


# --- HDR ---

_TAGS = {"color_primaries": 9, "colorspace": 9}


def hdr_code(light, transfer):
    """uint16 codes of light in cd/m² (H, W, 3), grey; ITU-R BT.2100."""
    light = np.asarray(light, np.float64)
    if transfer == PQ:
        power = (light / 10000) ** (2610 / 16384)
        c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
        code = ((c1 + c2 * power) / (1 + c3 * power)) ** (2523 / 4096 * 128)
    else:
        scene = (light / 1000) ** (1 / 1.2)
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        code = np.where(
            scene <= 1 / 12, np.sqrt(3 * scene), a * np.log(np.maximum(12 * scene - b, 1e-9)) + c
        )
    return np.round(code * 65535).astype(np.uint16)


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_light_is_decoded_by_the_standard(transfer):
    light = np.repeat(np.array([0.5, 5, 50, 100, 203, 600])[None, :, None], 3, axis=2)
    assert luminance(hdr_code(light, transfer), transfer) == pytest.approx(light, rel=0.02)


@pytest.mark.parametrize("transfer", [PQ, HLG])
@pytest.mark.parametrize("white", [100.0, 203.0])
def test_tone_mapping_keeps_what_sdr_can_show_and_rolls_off_the_rest(transfer, white):
    sdr = np.arange(20, 225, 5)
    light = np.repeat((white * (sdr / 255) ** 2.4)[None, :, None], 3, axis=2)
    mapped = to_sdr(hdr_code(light, transfer), transfer, 9, white)[0, :, 1]
    assert np.abs(mapped.astype(int) - sdr).max() <= 2
    bright = np.repeat(np.array([white * 0.9, white * 2, 600, 900])[None, :, None], 3, axis=2)
    rolled = to_sdr(hdr_code(bright, transfer), transfer, 9, white)[0, :, 1].astype(int)
    assert (np.diff(rolled) > 0).all()
    assert rolled[-1] <= 255


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_an_hdr_clip_looks_like_its_sdr_original(tmp_path, transfer):
    original = next(clips.faces(1, (320, 240)))
    light = 100.0 * (original / 255.0) ** 2.4
    to_2020 = np.array(
        [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
    )
    light = light @ to_2020.T
    if transfer == HLG:
        # The code of a colour depends on its luminance, which the display's gamma acts on.
        luma = (light @ [0.2627, 0.678, 0.0593])[..., None]
        scene = light / 1000 * np.maximum(luma / 1000, 1e-9) ** (-0.2 / 1.2)
        codes = hdr_code(1000 * scene**1.2, HLG)
    else:
        codes = hdr_code(light, PQ)
    path = tmp_path / "phone.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv444p10le"
        frame = av.VideoFrame.from_ndarray(codes, format="rgb48le").reformat(
            format="yuv444p10le", dst_colorspace=9, dst_color_range=1
        )
        for holder in (stream.codec_context, frame):
            holder.color_trc, holder.color_primaries = transfer, 9
            holder.colorspace, holder.color_range = 9, 1
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with VideoSource.open(path) as video:
        frame = video.frame(0)
        error = (frame.rgb().astype(float) - original) ** 2
        assert 10 * np.log10(255**2 / error.mean()) > 30
        assert "hdr" in observed(video)
        colour = Image.open(io.BytesIO(still_png(video, frame))).text["Colour"]
        assert "SDR from" in colour
        assert "BT.2100" in colour


# --- time stamps, streams, splices ---


def test_made_up_time_stamps_are_marked(tmp_path, forensics):
    path = encoded_clips.write(tmp_path / "raw.h264", format="h264")
    with VideoSource.open(path) as video:
        frame = video.frame(7)
        assert frame.restated
        assert still_name(path, frame) == "raw_frame000007.png"
        assert "(restated)" in Image.open(io.BytesIO(still_png(video, frame))).text["PTS"]
    said = forensics("frames", path, "--at", "7", "-o", tmp_path / "out").stdout
    assert "(restated)" in said
    stamped = encoded_clips.ENCODINGS["h264 mp4"](tmp_path)
    with VideoSource.open(stamped) as video:
        assert not video.index.restated.any()
        assert f"_pts{video.frame(7).pts}" in still_name(stamped, video.frame(7))


def test_another_video_stream_can_be_chosen(tmp_path, forensics):
    path = encoded_clips.ENCODINGS["two streams mkv"](tmp_path)
    with VideoSource.open(path) as video:
        first, facts = video.frame(0).rgb(), video.facts
        assert "other-video-streams" in observed(video)
    other = next(s.index for s in facts.examination.streams if s.index != facts.stream)
    with VideoSource.open(path, stream=other) as video:
        assert video.facts.stream == other == video.index.stream
        assert video.frame(0).rgb().shape != first.shape or (video.frame(0).rgb() != first).any()
        index = video.index
    with VideoSource.open(path, index=index) as video:
        assert video.facts.stream == other
    with pytest.raises(NotAVideoError, match="no video stream 9"):
        VideoSource.open(path, stream=9)
    assert f"{other} " in forensics("info", path, "--stream", other).stdout


def test_all_frames_of_an_animated_avif(tmp_path):
    pictures = [Image.fromarray(p) for p in clips.numbered(6)]
    path = tmp_path / "moving.avif"
    try:
        pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=40)
    except (KeyError, OSError, ValueError):
        pytest.skip("this Pillow writes no AVIF")
    with VideoSource.open(path) as video:
        assert len(video) == 6


@pytest.mark.parametrize(
    ("codec", "form", "options"),
    [
        ("libx264", "h264", {"preset": "ultrafast"}),
        ("mpeg2video", "mpeg2video", {"b": "2M"}),
        ("libx265", "hevc", {"preset": "ultrafast", "x265-params": "log-level=none"}),
    ],
)
def test_parts_of_unlike_coding_that_were_joined_are_observed(tmp_path, codec, form, options):
    one = encoded_clips.write(tmp_path / "one", codec, options, format=form)
    smaller = [p[::2, ::2].copy() for p in clips.numbered(encoded_clips.COUNT)]
    two = encoded_clips.write(tmp_path / "two", codec, options, format=form, frames=iter(smaller))
    path = tmp_path / f"joined.{form}"
    path.write_bytes(one.read_bytes() + two.read_bytes())
    with VideoSource.open(path) as video:
        changes = {c.what: c for c in video.facts.examination.changes}
        assert changes["picture size"].frame == changes["stream headers"].frame
        assert abs(changes["picture size"].frame - 60) <= 1
        sizes, *_ = observed(video)["coding-changes"]["changes"]
        assert (sizes["before"], sizes["after"]) == ("320 x 96", "160 x 48")


def test_a_vp9_stream_that_changes_size(tmp_path):
    parts = []
    for step in (1, 2):
        frames = iter([p[::step, ::step].copy() for p in clips.numbered(20)])
        name = tmp_path / f"{step}.ivf"
        parts.append(encoded_clips.write(name, "libvpx-vp9", encoded_clips.VP9, frames=frames))
    joined = bytearray(parts[0].read_bytes())
    second = parts[1].read_bytes()
    at = 32
    while at < len(second):
        size, stamp = struct.unpack_from("<IQ", second, at)
        joined += struct.pack("<IQ", size, stamp + 20) + second[at + 12 : at + 12 + size]
        at += 12 + size
    path = tmp_path / "joined.ivf"
    path.write_bytes(joined)
    with VideoSource.open(path) as video:
        assert [c.frame for c in video.facts.examination.changes] == [20, 20]


def test_ordered_chapters_and_linked_files_are_observed(tmp_path):
    path = encoded_clips.ENCODINGS["h264 mkv"](tmp_path)

    def element(identity, body):
        head = identity.to_bytes((identity.bit_length() + 7) // 8, "big")
        return head + struct.pack(">Q", len(body) | 1 << 56) + body

    atom = element(0xB6, element(0x73C4, b"\1") + element(0x6E67, bytes(16)))
    chapters = element(0x1043A770, element(0x45B9, element(0x45DD, b"\1") + atom))
    data = bytearray(path.read_bytes())
    at = data.index(bytes.fromhex("18538067")) + 4
    size = struct.unpack(">Q", data[at : at + 8])[0] & ((1 << 56) - 1)
    data[at : at + 8] = struct.pack(">Q", size + len(chapters) | 1 << 56)
    path.write_bytes(data + chapters)
    with VideoSource.open(path) as video:
        assert observed(video)["ordered-chapters"] == {"linked": 1}


def test_an_avi_index_that_leaves_out_frames_is_observed(tmp_path):
    path = encoded_clips.write(tmp_path / "old.avi", "mpeg4", {"g": "12", "qscale": "3"})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"idx1")
    size = struct.unpack_from("<I", data, at + 4)[0]
    with VideoSource.open(path) as video:
        assert "index-hides" not in observed(video)
    struct.pack_into("<I", data, at + 4, size - 16 * 10)
    path.write_bytes(data[: at + 8 + size - 160])
    with VideoSource.open(path) as video:
        assert observed(video)["index-hides"]["hidden"] == 10


def test_transparency_is_observed(tmp_path):
    path = encoded_clips.write(tmp_path / "title.mov", "qtrle", pix_fmt="argb")
    with VideoSource.open(path) as video:
        assert "alpha-channel" in observed(video)


def test_edit_lists_with_several_pieces_count_stored_frames_once(tmp_path):
    path = encoded_clips.write(tmp_path / "edits.mp4", options={"g": "250", "bf": "2"})
    data = bytearray(path.read_bytes())
    at = data.index(b"elst") - 4
    old = struct.unpack_from(">I", data, at)[0]
    begin = struct.unpack_from(">i", data, at + 20)[0]
    scale = 12800
    pieces = ((400, begin + scale // 2), (400, begin + scale * 3 // 2))
    body = struct.pack(">I", 2) + b"".join(struct.pack(">iiI", *p, 1 << 16) for p in pieces)
    new = struct.pack(">I", 12 + len(body)) + b"elst" + bytes(data[at + 8 : at + 12]) + body
    for name in (b"moov", b"trak", b"edts"):
        place = data.index(name) - 4
        grown = struct.unpack_from(">I", data, place)[0] + len(new) - old
        struct.pack_into(">I", data, place, grown)
    data[at : at + old] = new
    path.write_bytes(data)
    with VideoSource.open(path) as video:
        assert len(video) == 20
        assert observed(video)["edit-list-hides"]["hidden"] == 40


# --- what is no clip ---


@pytest.mark.parametrize("suffix", ["jpg", "png", "bmp", "tiff", "webp", "avif", "heic"])
def test_a_still_is_one_picture(tmp_path, suffix):
    picture = next(clips.faces(1, (320, 240)))
    path = tmp_path / f"still.{suffix}"
    if suffix == "heic":
        writer = pytest.importorskip("pillow_heif")
        writer.register_heif_opener()
    try:
        Image.fromarray(picture).save(path, quality=95)
    except (KeyError, OSError, ValueError):
        pytest.skip(f"this Pillow writes no {suffix}")
    with VideoSource.open(path) as video:
        assert len(video) == 1
        shown = video.frame(0).rgb().astype(int)
        assert np.abs(shown - picture).mean() < 4


def moving_webp(path):
    pictures = [Image.fromarray(p) for p in clips.numbered(4)]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=40)


def encrypted(path):
    encoded_clips.write(path.with_suffix(".mp4"))
    data = path.with_suffix(".mp4").read_bytes()
    path.write_bytes(
        data.replace(b"avc1", b"encv", 2).replace(b"isomiso2encvmp41", b"isomiso2avc1mp41")
    )


def fragment(path):
    whole = path.with_suffix(".mp4")
    encoded_clips.write(whole, muxer={"movflags": "frag_keyframe+empty_moov"})
    data = whole.read_bytes()
    path.write_bytes(data[data.index(b"moof") - 4 :])


def subtitles(path):
    path.write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")


@pytest.mark.parametrize(
    ("name", "make", "what"),
    [
        ("list.m3u8", lambda p: p.write_text("#EXTM3U\n#EXTINF:1,\nclip.ts\n"), "playlist"),
        ("a.mpd", lambda p: p.write_text("<?xml version='1.0'?><MPD></MPD>"), "playlist"),
        ("page.mp4", lambda p: p.write_text("<!DOCTYPE html><html></html>"), "web page"),
        ("moving.webp", moving_webp, "animated WebP"),
        ("part.m4s", fragment, "initialisation"),
        ("locked.mov", encrypted, "encrypted"),
        ("words.srt", subtitles, "no video stream, only subtitles"),
        ("clips.zip", lambda p: p.write_bytes(b"PK\3\4" + bytes(100)), "ZIP archive"),
    ],
)
def test_files_that_are_no_clips_are_named(tmp_path, name, make, what):
    path = tmp_path / name
    make(path)
    with pytest.raises(NotAVideoError, match=what) as caught:
        VideoSource.open(path)
    assert "damaged" not in str(caught.value)


def test_an_address_is_not_a_missing_file():
    with pytest.raises(ClipUnreadableError, match="is an address"):
        VideoSource.open("https://example.org/clip.mp4")


# --- faces that are not upright ---


@pytest.mark.parametrize(
    "quarters", [1, *(pytest.param(turns, marks=pytest.mark.slow) for turns in (2, 3))]
)
def test_faces_that_are_not_upright_are_found_and_reported(tmp_path, quarters, forensics):
    import json

    upright = list(clips.faces(25, (320, 240)))
    path = tmp_path / "turned.mp4"
    clips.write_clip(path, [np.ascontiguousarray(np.rot90(p, quarters)) for p in upright], 25)
    plain = tmp_path / "plain.mp4"
    clips.write_clip(plain, upright, 25)
    results = {}
    for clip in (path, plain):
        ran = forensics("analyze", clip, "--json", "-")
        assert ran.returncode == 0
        results[clip] = json.loads(ran.stdout)
    turned, straight = results[path], results[plain]
    assert f"clockwise by {90 * quarters}°" in turned["not_examined"]
    assert straight["not_examined"] == ""
    x0, y0, x1, y1 = turned["tracks"][0]["frames"]["box"][0]
    width, height = (240, 320) if quarters % 2 else (320, 240)
    assert 0 <= x0 < x1 <= width
    assert 0 <= y0 < y1 <= height
    eyes = np.array(turned["tracks"][0]["frames"]["landmarks"][0])[:2].mean(0)
    mouth = np.array(turned["tracks"][0]["frames"]["landmarks"][0])[3:].mean(0)
    down = {1: (1, 0), 2: (0, -1), 3: (-1, 0)}[quarters]
    assert np.dot(mouth - eyes, down) > 0.9 * np.linalg.norm(mouth - eyes)
