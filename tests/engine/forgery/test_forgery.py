"""Manipulations made from pristine faces: what changes, where, and what follows the seed."""

import csv
import json
from dataclasses import replace

import clips
import cv2
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from engine.cli import cli
from engine.commands.forge import _KINDS
from engine.errors import EngineError, ForgeryError
from engine.faces.align import Alignment, aligned_crop
from engine.faces.mtcnn import MTCNN
from engine.faces.networks import Networks
from engine.forgery.clip import ClipForger, main_track
from engine.forgery.distribution_chain import Life, LifeSettings
from engine.forgery.face_geometry import FACE, canonical, place
from engine.forgery.make import KINDS, forge, forge_as, mirrored
from engine.forgery.subjects import FaceLook, Source, choose_partner, find_subjects, read_picture
from engine.training.datasets.checks import REFUSED, check
from engine.training.datasets.recognise import recognise
from engine.video.encode import available_codecs, recompress
from engine.video.frame import Frame
from engine.video.source import VideoSource

SEEDS = range(12)


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def mtcnn():
    return MTCNN(Networks("cpu"), 40)


@pytest.fixture(scope="module")
def face(mtcnn):
    """The portrait and the landmarks that MTCNN finds in it."""
    picture = clips.portrait()
    return picture, mtcnn.search(Frame.of_still(picture)).landmarks[0]


@pytest.fixture(scope="module")
def donor(face):
    """Somebody else, near enough: mirrored, recoloured and larger."""
    picture, landmarks = mirrored(*face)
    dyed = np.clip(picture * [0.8, 0.9, 1.1] + 10, 0, 255).astype(np.uint8)
    return cv2.resize(dyed, None, fx=1.6, fy=1.6), landmarks * 1.6


@pytest.fixture(scope="module")
def people(tmp_path_factory, face, donor):
    """Eight people as pictures in folders of their own, a grey one, one without a face."""
    folder = tmp_path_factory.mktemp("people")
    rng = np.random.default_rng(0)
    for number in range(8):
        picture = (face, donor)[number % 2][0]
        shade = np.clip(picture * rng.uniform(0.7, 1.1, 3), 0, 255).astype(np.uint8)
        Image.fromarray(shade).save(folder / f"person{number}.png")
    Image.fromarray(face[0]).convert("L").save(folder / "grey.png")
    Image.fromarray(next(iter(clips.numbered(1)))).save(folder / "noise.png")
    (folder / "broken.jpg").write_bytes(b"not a picture")
    return folder


@pytest.fixture(scope="module")
def made(people, tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "set"
    result = run("forge", people, "-o", folder, "--seed", 3, "--sheet", folder.parent / "s.png")
    assert result.exit_code == 0, result.output
    return folder, result


@pytest.mark.parametrize("kind", KINDS)
def test_the_face_changes_inside_the_mask_and_nowhere_else(kind, face, donor):
    picture, landmarks = face
    placed = place(picture, landmarks)
    outline = canonical(FACE) @ placed.matrix[:, :2].T + placed.matrix[:, 2] + placed.corner
    inside = cv2.fillPoly(np.zeros(picture.shape[:2], np.uint8), [outline.astype(np.int32)], 1) > 0
    for seed in SEEDS:
        made = forge_as(picture, landmarks, kind, seed, donor)
        change = np.abs(made.picture.astype(int) - picture).max(2)
        assert made.mask.shape == picture.shape[:2]
        assert made.mask.dtype == np.float32
        assert 0 <= made.mask.min() <= made.mask.max() <= 1
        assert change[made.mask == 0].max() == 0
        # Where it was changed is on the face, but for the soft rim.
        assert made.mask[inside].sum() > 0.85 * made.mask.sum()
        strong = made.mask > 0.9 * made.mask.max()
        assert change[strong].mean() > 0.5
        assert made.details


@pytest.mark.parametrize("kind", KINDS)
def test_the_seed_repeats_a_forgery_and_another_gives_another(kind, face, donor):
    first = forge(*face, kind, np.random.default_rng(8), donor)
    again = forge_as(*face, kind, first.seed, donor)
    assert (first.picture == again.picture).all()
    assert (first.mask == again.mask).all()
    assert first.details == again.details
    assert (forge_as(*face, kind, first.seed + 1, donor).picture != first.picture).any()


@pytest.mark.parametrize("kind", KINDS)
def test_aligned_crops_can_be_forged_too(kind, face):
    geometry = Alignment(size=160)
    crop = aligned_crop(*face, geometry)
    made = forge_as(crop, geometry.template(), kind, 1)
    assert made.picture.shape == crop.shape
    assert (made.picture != crop).any()
    assert (made.picture == crop)[made.mask == 0].all()


def test_a_swap_shows_the_donor(face, donor):
    """The middle of the face correlates with the donor's more than with the target's own."""
    geometry = Alignment(size=96)
    own, lent = (
        cv2.cvtColor(aligned_crop(*f, geometry), cv2.COLOR_RGB2GRAY)[20:80, 24:72].ravel()
        for f in (face, donor)
    )
    for seed in SEEDS:
        made = forge_as(*face, "swap", seed, donor)
        crop = aligned_crop(made.picture, face[1], geometry)
        seen = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)[20:80, 24:72].ravel()
        assert np.corrcoef(seen, lent)[0, 1] > np.corrcoef(seen, own)[0, 1]


def test_a_resampled_face_has_lost_detail(face):
    made = forge_as(*face, "resample", 2)
    strong = made.mask > 0.95
    before, after = (
        cv2.Laplacian(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float32), cv2.CV_32F)[strong]
        for p in (face[0], made.picture)
    )
    assert after.std() < 0.8 * before.std()


def test_a_changed_region_leaves_the_rest_of_the_face(face):
    """A mouth's edit does not reach the eyes, and the other way round."""
    parts = {}
    for seed in range(40):
        made = forge_as(*face, "region", seed)
        parts.setdefault(made.details["part"], made)
    assert set(parts) == {"mouth", "eyes", "both"}
    places = np.round(face[1]).astype(int)
    eyes, mouth = (
        {part: max(made.mask[y, x] for x, y in places[rows]) for part, made in parts.items()}
        for rows in ([0, 1], [3, 4])
    )
    assert eyes["mouth"] == 0 < eyes["eyes"]
    assert mouth["eyes"] == 0 < mouth["mouth"]


def test_masks_follow_the_face(face, donor):
    """The same seed on a moved picture is the same change, moved; larger pictures, larger masks."""
    picture, landmarks = face
    moved = np.roll(picture, (6, 11), (0, 1))
    for kind in KINDS:
        here = forge_as(picture, landmarks, kind, 5, donor)
        there = forge_as(moved, landmarks + np.array([11, 6]), kind, 5, donor)
        assert here.details == there.details
        assert np.abs(np.roll(here.mask, (6, 11), (0, 1)) - there.mask).max() < 0.02
        large = forge_as(cv2.resize(picture, None, fx=2, fy=2), landmarks * 2, kind, 5, donor)
        assert large.mask.sum() == pytest.approx(4 * here.mask.sum(), rel=0.05)


def test_faces_that_cannot_be_forged_say_why(face):
    picture, landmarks = face
    rng = np.random.default_rng(0)
    small = picture[::6, ::6]
    for wrong, points, words in (
        (picture[:, :, 0], landmarks, "not RGB"),
        (picture.astype(np.float32), landmarks, "not RGB"),
        (small, landmarks / 6, "too small"),
        (picture, landmarks - [landmarks[:, 0].max() + 2, 0], "beyond the picture's edge"),
        (picture, landmarks * np.nan, "landmarks"),
    ):
        with pytest.raises(ForgeryError, match=words):
            forge(wrong, points, "resample", rng)


@pytest.mark.parametrize("kind", KINDS)
def test_a_face_at_the_edge_is_forged_as_far_as_it_is_seen(kind, face, donor):
    picture, landmarks = face
    x = int(landmarks[0, 0]) - 3
    y = int(landmarks[:2, 1].min()) - 3
    made = forge_as(picture[y:, x:], landmarks - (x, y), kind, 0, donor)
    assert made.picture.shape == picture[y:, x:].shape
    assert (made.picture != picture[y:, x:]).any()


def test_a_partner_is_another_person_of_the_group_in_a_like_pose(face):
    picture, landmarks = face
    turned = landmarks.copy()
    turned[2, 0] += 0.3 * np.ptp(landmarks[:2, 0])
    wanted = FaceLook.of(picture, landmarks, "anna", "train")
    pool = [
        FaceLook.of(picture, landmarks, "anna", "train"),
        FaceLook.of(picture, landmarks, "ben", "test"),
        *[FaceLook.of(picture, turned, f"turned{n}", "train") for n in range(5)],
        *[FaceLook.of(picture, landmarks, f"like{n}", "train") for n in range(5)],
    ]
    chosen = {choose_partner(wanted, pool, np.random.default_rng(n)) for n in range(40)}
    assert chosen == {7, 8, 9, 10, 11}
    assert choose_partner(wanted, pool[:2], np.random.default_rng(0)) is None


def test_a_life_keeps_size_and_follows_its_seed(face):
    picture = face[0][:201, :183]
    always = LifeSettings(resize=1, screen=1, codec=1, jpeg=1)
    for settings in (always, LifeSettings()):
        for seed in range(6):
            life = Life.draw(np.random.default_rng(seed), settings)
            assert life == Life.draw(np.random.default_rng(seed), settings)
            lived = life.live(picture)
            assert (lived.shape, lived.dtype) == (picture.shape, np.uint8)
            assert (lived == life.live(picture)).all()
    assert (Life.draw(np.random.default_rng(0), always).live(picture) != picture).any()
    never = Life.draw(np.random.default_rng(0), LifeSettings(resize=0, screen=0, codec=0, jpeg=0))
    assert (never.live(picture) == picture).all()


def test_a_filmed_screen_moves_the_mask_with_the_picture():
    """A white square on black stays under its mask in the slanted view."""
    square = np.zeros((160, 200), np.float32)
    square[40:120, 50:150] = 1
    picture = np.repeat((square * 255).astype(np.uint8)[:, :, None], 3, 2)
    for seed in range(5):
        life = Life.draw(
            np.random.default_rng(seed), LifeSettings(resize=0, screen=1, codec=0, jpeg=0)
        )
        seen = life.live(picture).mean(2) > 110
        assert (seen != (life.mask(square) > 0.5)).mean() < 0.004
        assert (seen != (square > 0.5)).mean() > 0.004


@pytest.mark.parametrize("codec", available_codecs())
def test_codecs_give_back_each_frame_worse_at_worse_rates(codec, face):
    still = face[0][:101, :133]
    frames = [np.roll(still, 3 * n, 1) for n in range(5)]
    errors = []
    for crf in (20, 50):
        out = recompress(frames, codec, crf)
        assert [f.shape for f in out] == [still.shape] * 5
        apart = np.array([[np.abs(a.astype(int) - b).mean() for b in frames] for a in out])
        if crf == 20:
            assert (apart.argmin(1) == np.arange(5)).all()
        errors.append(apart.diagonal().mean())
    assert errors[0] < errors[1]
    assert recompress([still[:9, :7]], codec, 30)[0].shape == (9, 7, 3)


def test_an_unknown_codec_is_named_with_those_that_are_there(face):
    with pytest.raises(EngineError, match="cannot encode divx"):
        recompress([face[0]], "divx", 30)


def test_the_kinds_on_the_command_line_are_all_there_are():
    assert _KINDS == KINDS


def test_a_made_folder_can_be_trained_on_without_leaks(made):
    folder, _ = made
    found = recognise(folder / "manifest.csv")
    assert not [f for f in check(found.records) if f.severity == REFUSED]
    assert not [f for f in check(found.records) if f.kind == "pairs"]
    methods = {record.method for record in found.records}
    assert methods == {"pristine", *KINDS}
    # Nine faces, the grey one among them, give one original and one forgery of each kind.
    assert len(found.records) == 9 * (1 + len(KINDS))
    assert {r.path.suffix for r in found.records} == {".png"}
    split = {r.identity: r.split for r in found.records}
    details = [json.loads(line) for line in (folder / "details.jsonl").read_text().splitlines()]
    lent = [(d["path"], d["donor"]) for d in details if d["kind"] == "swap" and d["donor"]]
    assert lent
    for path, donor in lent:
        target = next(r.identity for r in found.records if r.name == path)
        assert donor != target
        assert split[donor] == split[target]


def test_masks_lie_beside_their_forgeries(made):
    folder, _ = made
    with (folder / "manifest.csv").open() as file:
        fakes = [row["path"] for row in csv.DictReader(file) if row["label"] == "fake"]
    for fake in fakes:
        picture, mask = (Image.open(folder / p) for p in (fake, fake.replace("fake/", "masks/")))
        assert mask.mode == "L"
        assert mask.size == picture.size
        assert np.asarray(mask).max() > 80


def test_what_was_left_out_is_stated(made):
    _, result = made
    assert "No face was found in 'noise.png'" in result.output
    assert "'broken.jpg' cannot be read as a picture" in result.output


def test_the_sheet_shows_a_row_for_each_forgery(made):
    folder, _ = made
    picture = np.asarray(Image.open(folder.parent / "s.png"))
    assert picture.shape[0] > 9 * len(KINDS) * 100
    assert picture.std() > 20


def test_the_same_seed_writes_the_same_files(made, people, tmp_path):
    folder, _ = made
    chosen = [people / f"person{n}.png" for n in range(2)]
    for seed in (3, 4):
        out = tmp_path / str(seed)
        result = run("forge", *chosen, "-o", out, "--seed", seed, "--kind", "self-blend")
        assert result.exit_code == 0, result.output
    name = "fake/self-blend/person0.png"
    assert (tmp_path / "3" / name).read_bytes() == (folder / name).read_bytes()
    assert (tmp_path / "4" / name).read_bytes() != (folder / name).read_bytes()


def test_no_face_anywhere_is_an_error_of_its_own(people, tmp_path):
    result = run("forge", people / "noise.png", "-o", tmp_path / "out")
    assert isinstance(result.exception, ForgeryError)
    assert "No face was found" in result.exception.what
    assert not (tmp_path / "out" / "manifest.csv").exists()


def test_frames_of_a_clip_give_stills_each_with_its_original(face_clip, tmp_path):
    result = run("forge", face_clip, "-o", tmp_path, "--count", 3, "--kind", "region")
    assert result.exit_code == 0, result.output
    records = recognise(tmp_path / "manifest.csv").records
    assert len(records) == 6
    assert len({record.pair for record in records}) == 3
    assert len({record.identity for record in records}) == 1


def test_only_the_frames_of_a_clip_with_a_face_are_subjects(face_clip, mtcnn):
    found = find_subjects(Source(face_clip, "face", True, "anna"), mtcnn, 4)
    assert len(found) == 4
    assert len({subject.frame for subject in found}) == 4
    with VideoSource.open(face_clip) as video:
        picture, _ = found[2].load()
        assert (picture == video.frame(found[2].frame).rgb()).all()


def test_pictures_handed_out_cannot_be_changed(people):
    with pytest.raises(ValueError, match="read-only"):
        read_picture(people / "person0.png")[0, 0] = 0


@pytest.fixture(scope="module")
def short_clip(tmp_path_factory):
    return clips.one_face(tmp_path_factory.mktemp("short"), 16)


@pytest.fixture(scope="module")
def followed(short_clip):
    """The clip's frames and the track of its face."""
    with VideoSource.open(short_clip) as video:
        return list(video.frames()), main_track(video)


@pytest.mark.parametrize("kind", KINDS)
def test_a_clip_is_changed_alike_on_every_frame(kind, followed):
    """Drawn values are constant; on the face, the mask stays the same from frame to frame."""
    forger = ClipForger.of(kind, 6, followed[1], 25)
    frames = list(forger.forged(iter(followed[0])))
    assert len(frames) == 16
    masks, details = [], []
    for row, (picture, made) in enumerate(frames):
        assert made is not None
        assert (made.picture == picture)[made.mask == 0].all()
        details.append(made.details)
        masks.append(aligned_crop(
            np.repeat((made.mask * 255).astype(np.uint8)[:, :, None], 3, 2),
            forger.landmarks[row], Alignment(size=64, eye_distance=0.3)))  # fmt: skip
    assert all(detail == details[0] for detail in details)
    steps = np.abs(np.diff(np.stack(masks)[:, :, :, 0].astype(int), axis=0))
    assert steps.mean() < 3


def test_landmarks_are_steadied_in_clips(followed):
    track, rng = followed[1], np.random.default_rng(0)
    shaky = replace(track, landmarks=track.landmarks + rng.normal(0, 2, track.landmarks.shape))
    steady = ClipForger.of("swap", 0, shaky, 25).landmarks
    jitter = np.abs(np.diff(steady, n=2, axis=0)).mean()
    assert jitter < 0.4 * np.abs(np.diff(shaky.landmarks, n=2, axis=0)).mean()


def test_whole_clips_are_written_with_masks_and_manifest(short_clip, people, tmp_path):
    result = run("forge", short_clip, people / "person0.png", "-o", tmp_path, "--clip",
                 "--kind", "self-blend")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "is a picture" in result.output
    records = recognise(tmp_path / "manifest.csv").records
    assert sorted(r.name for r in records) == ["fake/self-blend/face16.mp4", "real/face16.mp4"]
    with (
        VideoSource.open(tmp_path / "fake/self-blend/face16.mp4") as fake,
        VideoSource.open(tmp_path / "masks/self-blend/face16.mkv") as mask,
        VideoSource.open(short_clip) as original,
    ):
        assert len(fake) == len(mask) == len(original) == 16
        assert np.allclose(fake.times, original.times, atol=1e-3)
        assert mask.frame(8).rgb().max() > 80
