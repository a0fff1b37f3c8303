"""Prepared faces on disk: made once, whatever is renamed, added, damaged or killed."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import labelled
import numpy as np
import pytest
from PIL import Image

from engine.errors import CancelledError, EngineError, OutputError, TrainingDataError
from engine.faces.align import Alignment
from engine.progress import CancelToken
from engine.training.crops import prepare_crops
from engine.training.datasets import load_records
from engine.training.extract import ExtractionSettings
from engine.training.face_cache import FACTS, Extracted, FaceCache
from engine.video.encode import write_clip
from engine.video.source import VideoSource

ALIGNMENT = Alignment(size=64)


class Looked:
    """Counts the items that a call had to look at."""

    def __init__(self):
        self.total = 0

    def __call__(self, progress):
        if progress.stage.startswith("Finding"):
            self.total = progress.total


def prepare(data, folder, records=None, **options):
    """The crops, and how many items were decoded for them."""
    looked = Looked()
    records = load_records(data) if records is None else records
    return prepare_crops(records, ALIGNMENT, folder, looked, **options), looked.total


@pytest.fixture
def people(tmp_path):
    """Six pictures of a face."""
    for number in range(6):
        labelled.picture(tmp_path / "data" / ("real", "fake")[number % 2] / f"p{number}.png")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def long_clip(tmp_path_factory):
    """A clip of 24 frames with time stamps of its own; frames 0 to 5 show no face."""
    import clips

    path = tmp_path_factory.mktemp("long") / "real" / "walk.mp4"
    path.parent.mkdir()
    frames = [np.full((160, 160, 3), 90, np.uint8)] * 6 + list(clips.faces(18, (160, 160)))
    write_clip(path, frames, 25, pts=[40 * i for i in range(24)])
    return path


def test_facts_say_where_each_crop_comes_from(long_clip, tmp_path):
    crops, _ = prepare(long_clip.parents[1], tmp_path)
    facts = crops.facts
    assert facts.dtype == FACTS
    assert len(facts) == len(crops.records) == len(crops.index)
    assert facts["frame"].tolist() == list(range(6, 20, 2))
    with VideoSource.open(long_clip) as video:
        assert facts["pts"].tolist() == video.index.pts[facts["frame"]].tolist()
        assert facts["time"] == pytest.approx(video.times[facts["frame"]])
    sides = facts["box"][:, 2:] - facts["box"][:, :2]
    assert facts["face_size"] == pytest.approx(sides.min(1))
    assert np.all((facts["probability"] >= 0.8) & (facts["probability"] <= 1))
    assert np.all(facts["sharpness"] >= 0.08)
    eyes = facts["landmarks"][:, :2]
    assert np.all((eyes > facts["box"][:, None, :2]) & (eyes < facts["box"][:, None, 2:]))
    assert isinstance(crops.store, np.memmap)
    assert crops.picture(0).shape == (64, 64, 3)


def test_a_crop_is_what_an_analysis_of_the_clip_embeds(long_clip, tmp_path):
    from engine.faces.align import frame_crop
    from engine.faces.finder import FinderSettings, faces_on

    crops, _ = prepare(long_clip.parents[1], tmp_path)
    with VideoSource.open(long_clip) as video:
        frame = video.frame(int(crops.facts["frame"][3]))
        found = faces_on(frame, FinderSettings(smallest_face=40))
        crop = frame_crop(frame, found.landmarks[0], crops.alignment, found.boxes[0])
    assert crops.facts["box"][3] == pytest.approx(found.boxes[0])
    assert np.array_equal(crops.picture(3), crop)


def test_one_frame_in_n_until_enough_show_a_face(long_clip, tmp_path):
    settings = ExtractionSettings(faces_per_clip=3, every=4)
    crops, _ = prepare(long_clip.parents[1], tmp_path, settings=settings)
    assert crops.facts["frame"].tolist() == [8, 12, 16]


def test_the_first_face_is_the_most_probable_the_default_the_largest(tmp_path):
    import clips

    small, large = clips.portrait()[::3, ::3], clips.portrait()[::2, ::2]
    scene = np.full((330, 400, 3), 128, np.uint8)
    scene[20 : 20 + small.shape[0], 20 : 20 + small.shape[1]] = small
    # Less light makes the larger face the less probable one.
    scene[140 : 140 + large.shape[0], 160 : 160 + large.shape[1]] = large // 4
    (tmp_path / "data/real").mkdir(parents=True)
    (tmp_path / "data/real/two.png").write_bytes(labelled.png(scene))
    sizes = {}
    for pick in ("largest", "first"):
        settings = ExtractionSettings(pick=pick, min_face=20, threshold=0.5, least_sharpness=0)
        crops, _ = prepare(tmp_path / "data", tmp_path / "crops", settings=settings)
        sizes[pick] = (crops.facts["face_size"][0], crops.facts["probability"][0])
    assert sizes["largest"][0] > sizes["first"][0]
    assert sizes["first"][1] > sizes["largest"][1]


def test_subsets_share_the_store_and_keep_their_facts(people, tmp_path):
    labelled.clip(people / "real" / "walk.mp4")
    crops, _ = prepare(people, tmp_path / "crops")
    real = crops.only(lambda r: r.label == 0)
    assert real.store is crops.store
    rows = crops.rows(lambda r: r.label == 0)
    assert np.array_equal(real.facts, crops.facts[rows])
    clips = real.clips()
    walk = clips["real/walk.mp4"]
    assert real.facts["frame"][walk].tolist() == [0, 1, 2]
    assert {real.records[i].name for i in walk} == {"real/walk.mp4"}
    assert sorted(np.concatenate(list(clips.values()))) == list(range(len(real.records)))


def test_nothing_is_decoded_twice(people, tmp_path):
    folder = tmp_path / "crops"
    crops, looked = prepare(people, folder)
    assert looked == 6
    (people / "real/p0.png").rename(people / "real/другое имя.png")
    os.utime(people / "real/p2.png", (1, 1))
    again, looked = prepare(people, folder)
    assert looked == 0
    assert {r.name for r in again.records} >= {"real/другое имя.png", "real/p2.png"}
    other = tmp_path / "other/fake"
    other.mkdir(parents=True)
    shutil.copy(people / "real/p4.png", other / "copy.png")
    labelled.picture(other / "new.png")
    more, looked = prepare(other.parent, folder)
    assert looked == 1
    before = {r.name: crops.picture(i) for i, r in enumerate(crops.records)}
    copy = [r.name for r in more.records].index("fake/copy.png")
    assert np.array_equal(more.picture(copy), before["real/p4.png"])


def test_an_unchanged_file_is_not_even_read(people, tmp_path):
    """Equal name, size and time stand for equal content."""
    prepare(people, tmp_path / "crops")
    path = people / "real/p0.png"
    status = path.stat()
    path.write_bytes(b"\0" * status.st_size)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    crops, looked = prepare(people, tmp_path / "crops")
    assert looked == 0
    assert crops.dropped == []
    os.utime(path)
    crops, looked = prepare(people, tmp_path / "crops")
    assert looked == 1
    assert crops.dropped == ["real/p0.png"]


def test_other_settings_and_geometry_never_mix(people, tmp_path):
    folder = tmp_path / "crops"
    prepare(people, folder)
    assert prepare(people, folder, settings=ExtractionSettings(pick="first"))[1] == 6
    wide = prepare_crops(load_records(people), Alignment(size=96), folder)
    assert wide.picture(0).shape == (96, 96, 3)
    assert prepare(people, folder)[1] == 0


def test_damaged_items_are_dropped_with_their_reasons(people, tmp_path):
    labelled.clip(people / "real/good.mp4")
    cut = labelled.clip(people / "fake/cut.mp4")
    cut.write_bytes(cut.read_bytes()[:700])
    (people / "fake/broken.png").write_bytes((people / "real/p0.png").read_bytes()[:900])
    Image.new("RGB", (90, 90)).save(people / "real/black.png")
    records = load_records(people)
    (people / "real/p2.png").unlink()
    crops, _ = prepare(people, tmp_path / "crops", records)
    assert set(crops.dropped) == set(crops.reasons) == {
        "fake/cut.mp4", "fake/broken.png", "real/black.png", "real/p2.png"}  # fmt: skip
    assert "cannot be read as a picture" in crops.reasons["fake/broken.png"]
    assert "no face" in crops.reasons["real/black.png"]
    assert "may not be read" in crops.reasons["real/p2.png"]
    assert len(crops.reasons["fake/cut.mp4"]) > 10
    assert len({r.name for r in crops.records}) == 6
    assert prepare(people, tmp_path / "crops", records)[1] == 0


def test_no_face_at_all_is_an_error(tmp_path):
    (tmp_path / "data/real").mkdir(parents=True)
    Image.new("RGB", (90, 90)).save(tmp_path / "data/real/black.png")
    with pytest.raises(TrainingDataError, match="No usable face"):
        prepare(tmp_path / "data", tmp_path / "crops")


def test_members_of_an_archive_are_prepared_once(people, tmp_path):
    data = tmp_path / "tables"
    data.mkdir()
    with tarfile.open(data / "made_faces.tar", "w") as tar:
        tar.add(people / "real/p0.png", "made_faces/p0.png")
        tar.add(people / "fake/p1.png", "made_faces/p1.png")
    rows = "p0.png,real,train\np1.png,fake,train\ngone.png,fake,train\n"
    (data / "made_faces.csv").write_text("file,label,fold\n" + rows)
    records = load_records(data, repair=("unreadable",))
    assert len(records) == 2
    crops, looked = prepare(data, tmp_path / "crops", records)
    loose, _ = prepare(people, tmp_path / "crops")
    assert looked == 2
    assert np.array_equal(crops.picture(0), loose.picture([r.name for r in loose.records]
                                                          .index("real/p0.png")))  # fmt: skip
    assert prepare(data, tmp_path / "crops", records)[1] == 0
    # Copied elsewhere it is the same archive, with another time and place.
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    os.utime(copy / "made_faces.tar", (1, 1))
    again = load_records(copy, repair=("unreadable",))
    assert prepare(copy, tmp_path / "crops", again)[1] == 0


@pytest.mark.slow
def test_two_workers_make_what_one_makes(people, tmp_path):
    labelled.clip(people / "real/walk.mp4")
    (people / "fake/broken.png").write_bytes(b"no picture")
    one, _ = prepare(people, tmp_path / "one")
    two, _ = prepare(people, tmp_path / "two", workers=2)
    assert [r.name for r in one.records] == [r.name for r in two.records]
    assert one.reasons == two.reasons
    assert np.array_equal(one.facts, two.facts)
    pictures = range(len(one.records))
    assert all(np.array_equal(one.picture(i), two.picture(i)) for i in pictures)


def noted(folder):
    """How many items the cache knows, asked as another program would."""
    try:
        with sqlite3.connect(f"file:{folder}/faces.sqlite?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) FROM items").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_resumes_where_it_was(tmp_path, workers):
    data, folder = tmp_path / "data", tmp_path / "crops"
    for number in range(120):
        labelled.picture(data / ("real", "fake")[number % 2] / f"p{number}.png", number)
    script = (
        "import sys; from pathlib import Path\n"
        "from engine.faces.align import Alignment\n"
        "from engine.training.crops import prepare_crops\n"
        "from engine.training.datasets import load_records\n"
        "prepare_crops(load_records(Path(sys.argv[1])), Alignment(size=64), Path(sys.argv[2]),"
        " workers=int(sys.argv[3]))\n"
    )
    run = subprocess.Popen([sys.executable, "-c", script, data, folder, str(workers)],
                           start_new_session=True)  # fmt: skip
    try:
        while run.poll() is None and noted(folder) == 0:
            time.sleep(0.005)
    finally:
        os.killpg(run.pid, signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
    before = noted(folder)
    assert 0 < before < 120
    crops, looked = prepare(data, folder)
    assert looked == 120 - before
    assert len(crops.records) == 120
    assert prepare(data, folder)[1] == 0
    fresh, _ = prepare(data, tmp_path / "fresh")
    pictures = range(120)
    assert all(np.array_equal(crops.picture(i), fresh.picture(i)) for i in pictures)


def test_a_cancelled_run_keeps_what_was_found(people, tmp_path):
    labelled.clip(people / "real/walk.mp4")
    token = CancelToken()

    def stop(progress):
        if progress.stage.startswith("Finding"):
            token.cancel()

    with pytest.raises(CancelledError):
        prepare_crops(load_records(people), ALIGNMENT, tmp_path / "crops", stop, token)
    assert prepare(people, tmp_path / "crops")[1] == 7


@pytest.mark.slow
def test_cancelling_two_workers_keeps_what_they_finished(tmp_path):
    for number in range(40):
        labelled.picture(tmp_path / "data/real" / f"p{number}.png", number)
    token = CancelToken()

    def stop(progress):
        if progress.stage.startswith("Finding") and progress.done:
            token.cancel()

    records = load_records(tmp_path / "data")
    with pytest.raises(CancelledError):
        prepare_crops(records, ALIGNMENT, tmp_path / "crops", stop, token, workers=2)
    before = noted(tmp_path / "crops")
    assert 0 < before < 40
    assert prepare(tmp_path / "data", tmp_path / "crops")[1] <= 40 - before


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds processes in /proc")
def test_a_worker_that_is_ended_is_reported_and_what_it_finished_stays(tmp_path):
    for number in range(40):
        labelled.picture(tmp_path / "data/real" / f"p{number}.png", number)

    def end_workers(progress):
        if progress.stage.startswith("Finding") and progress.done:
            for children in Path("/proc/self/task").glob("*/children"):
                for child in children.read_text().split():
                    if b"LokyProcess" in Path(f"/proc/{child}/cmdline").read_bytes():
                        os.kill(int(child), signal.SIGKILL)

    records = load_records(tmp_path / "data")
    with pytest.raises(EngineError, match="fewer workers"):
        prepare_crops(records, ALIGNMENT, tmp_path / "crops", end_workers, workers=2)
    assert 0 < noted(tmp_path / "crops") < 40
    crops, _ = prepare(tmp_path / "data", tmp_path / "crops", workers=2)
    assert len(crops.records) == 40


def test_pixels_that_were_cut_off_are_made_again(people, tmp_path):
    whole, _ = prepare(people, tmp_path / "crops")
    (pixels,) = (tmp_path / "crops").glob("*.rgb")
    kept = [whole.picture(i).copy() for i in range(6)]
    del whole
    os.truncate(pixels, 64 * 64 * 3 * 4 + 10)
    again, looked = prepare(people, tmp_path / "crops")
    assert looked == 2
    assert all(np.array_equal(again.picture(i), kept[i]) for i in range(6))


def test_every_crop_has_its_provenance(people, tmp_path):
    prepare(people, tmp_path / "crops")
    with sqlite3.connect(tmp_path / "crops/faces.sqlite") as database:
        keys = {key for (key,) in database.execute("SELECT key FROM items")}
        (settings,) = database.execute("SELECT json FROM settings").fetchone()
    hashes = {hashlib.sha256(p.read_bytes()).hexdigest() for p in people.rglob("*.png")}
    assert keys == {f"picture:{digest}" for digest in hashes}
    assert json.loads(settings)["extraction"]["faces_per_clip"] == 10
    assert json.loads(settings)["alignment"]["size"] == 64


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are POSIX")
def test_a_full_disk_is_reported_and_what_was_stored_stays(tmp_path):
    """A limit on file size stands for the full disk: writing fails in the middle."""
    script = (
        "import resource, sys; from pathlib import Path; import numpy as np\n"
        "from engine.errors import OutputError\n"
        "from engine.training.face_cache import FACTS, Extracted, FaceCache\n"
        "cache = FaceCache(Path(sys.argv[1]), 64, {})\n"
        "crops = np.full((10, 64, 64, 3), 7, np.uint8)\n"
        "cache.add([Extracted('first', crops, np.zeros(10, FACTS))])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try: cache.add([Extracted('second', crops, np.zeros(10, FACTS))])\n"
        "except OutputError as error: print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True,
                         check=True)  # fmt: skip
    assert "Free some disk space" in ran.stdout
    cache = FaceCache(tmp_path, 64, {})
    assert set(cache.known()) == {"first"}
    cache.add([Extracted("second", np.full((1, 64, 64, 3), 9, np.uint8), np.zeros(1, FACTS))])
    known = cache.known()
    assert np.all(cache.pictures()[known["first"].first] == 7)
    assert np.all(cache.pictures()[known["second"].first] == 9)


def test_a_folder_that_cannot_be_written_is_reported(people, tmp_path):
    (tmp_path / "crops").write_text("a file in the way")
    with pytest.raises(OutputError, match="crops"):
        prepare(people, tmp_path / "crops")


def test_a_damaged_note_file_is_reported(people, tmp_path):
    (tmp_path / "crops").mkdir()
    (tmp_path / "crops/faces.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(OutputError, match=r"delete this folder"):
        prepare(people, tmp_path / "crops")
