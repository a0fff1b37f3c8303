"""The store of bundles: what comes in, what is asked for, and what a kill leaves."""

import shutil
from dataclasses import replace

import pytest

from engine.detector.bundle.import_validation import validate_bundle
from engine.detector.bundle.store import IMPORTED, SHIPPED, TRAINED, UNKNOWN, BundleStore
from engine.detector.bundle.summary import compare_cards
from engine.detector.detector import Detector
from engine.errors import BundleError, OutputError
from engine.shipped import default_bundle


@pytest.fixture
def store(tmp_path):
    return BundleStore(tmp_path / "store")


@pytest.fixture(scope="module")
def bundle(untrained_detector, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundles") / "foreign.bundle"
    replace(untrained_detector, name="Foreign One").save(folder)
    return folder


def test_an_empty_store_offers_the_shipped_detector(store):
    (entry,) = store.entries()
    assert (entry.name, entry.origin, entry.default) == ("shipped", SHIPPED, True)
    assert store.resolve(None) == store.resolve("shipped") == default_bundle()


def test_an_import_is_known_by_name_and_by_hash_and_says_that_it_is_one(store, bundle):
    entry = store.import_bundle(bundle, "from a colleague")
    assert (entry.name, entry.origin) == ("foreign-one", IMPORTED)
    assert (entry.notes, entry.came_from) == ("from a colleague", "foreign.bundle")
    assert store.resolve("foreign-one") == entry.path
    assert Detector.load(entry.path, "cpu").digest == entry.digest
    assert store.origin_of(entry.digest) == IMPORTED
    assert store.origin_of("0" * 64) == UNKNOWN


def test_the_same_bundle_is_not_taken_twice(store, bundle):
    store.import_bundle(bundle)
    with pytest.raises(BundleError, match="already, as 'foreign-one'"):
        store.import_bundle(bundle)
    with pytest.raises(BundleError, match="already, as 'shipped'"):
        store.import_bundle(default_bundle())


def test_what_was_exported_is_imported_elsewhere_with_the_same_hash(store, bundle, tmp_path):
    entry = store.import_bundle(bundle)
    for target in ("out.zip", "out.bundle"):
        store.export(entry.name, tmp_path / target)
        other = BundleStore(tmp_path / f"other {target}")
        assert other.import_bundle(tmp_path / target).digest == entry.digest
    with pytest.raises(OutputError, match="exists already"):
        store.export(entry.name, tmp_path / "out.zip")


def test_two_detectors_of_one_title_have_two_names(store, untrained_detector):
    first, second = (store.add("My Detector!", untrained_detector.save) for _ in range(2))
    assert (first.name, second.name) == ("my-detector", "my-detector-2")
    assert first.origin == TRAINED


def test_deleting_is_undone_under_a_free_name(store, bundle, untrained_detector):
    entry = store.import_bundle(bundle)
    store.choose(entry.name)
    assert store.default().name == entry.name
    store.delete(entry.name)
    assert store.default().name == "shipped"
    assert store.deleted() == [entry.name]
    store.add("Foreign One", untrained_detector.save)
    back = store.restore(entry.name)
    assert (back.name, back.digest, back.origin) == ("foreign-one-2", entry.digest, IMPORTED)
    assert store.deleted() == []


def test_the_trash_is_swept_only_when_asked(store, bundle):
    store.import_bundle(bundle)
    store.delete("foreign-one")
    assert store.sweep() == 1
    with pytest.raises(BundleError, match="No detector is deleted"):
        store.restore("foreign-one")


def test_an_archived_detector_is_kept_but_not_offered(store, bundle):
    store.import_bundle(bundle)
    store.choose("foreign-one")
    store.archive("foreign-one")
    assert [e.name for e in store.entries(archived=False)] == ["shipped"]
    assert store.default().name == "shipped"
    store.archive("foreign-one", False)
    assert len(store.entries(archived=False)) == 2


@pytest.mark.parametrize("change", ["delete", "archive"])
def test_the_shipped_detector_cannot_be_changed(store, change):
    with pytest.raises(BundleError, match="ships with the program"):
        getattr(store, change)("shipped")


def test_what_was_altered_in_the_store_is_reported_in_the_list(store, bundle):
    entry = store.import_bundle(bundle)
    manifest = entry.path / "detector.json"
    manifest.write_bytes(manifest.read_bytes() + b" ")
    assert "altered" in store.entry("foreign-one").trouble.what


def test_a_write_that_fails_midway_leaves_the_store_as_it_was(store, untrained_detector):
    def broken(folder):
        untrained_detector.save(folder)
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        store.add("Half", broken)
    assert [e.name for e in store.entries()] == ["shipped"]
    assert [p for p in store.root.iterdir() if not p.name.startswith(".")] == []


def test_damaged_entries_and_stray_folders_do_not_hide_the_others(store, bundle):
    store.import_bundle(bundle)
    shutil.copytree(store.root / "foreign-one", store.root / "damaged")
    (store.root / "damaged" / "entry.json").write_text("{")
    (store.root / "stray").mkdir()
    assert [e.name for e in store.entries()] == ["shipped", "foreign-one"]


def test_a_folder_goes_before_a_name_and_a_missing_name_is_reported(store, bundle):
    assert store.resolve(bundle) == bundle
    with pytest.raises(BundleError, match="There is no detector 'nobody'"):
        store.entry("nobody")


def test_cards_side_by_side_say_what_differs(store, bundle):
    store.import_bundle(bundle)
    rows = compare_cards(store.entry("shipped"), store.entry("foreign-one"))
    found = {fact: values for fact, *values in rows}
    assert found["origin"] == [SHIPPED, IMPORTED]
    assert float(found["AUC, clips of all (first's own test data)"][0]) > 0.8
    assert found["AUC, clips of all (first's own test data)"][1] == ""


@pytest.mark.parametrize(("sets", "beside"), [(("a1", "a1"), True), (("a1", "b2"), False),
                                              (("", ""), False)])  # fmt: skip
def test_figures_of_different_test_sets_never_stand_side_by_side(
    store, untrained_detector, tmp_path, sets, beside
):
    for number, name in enumerate(sets):
        measured = {"sets": {"all": {"clip": {"auc": 0.6 + number / 10}}}, "test_set": name}
        card = {"name": f"net {number}", "measured": measured}
        made = replace(untrained_detector, name=f"net {number}", card=card)
        made.save(tmp_path / f"net-{number}")
        store.import_bundle(tmp_path / f"net-{number}")
    entries = [entry for entry in store.entries() if entry.title.startswith("net")]
    rows = [row for row in compare_cards(*entries) if row[0].startswith("AUC")]
    assert len(rows) == (1 if beside else 2)
    assert all(bool(first and second) == beside for _, first, second in rows)


def test_a_bundle_is_replaced_whole_but_nothing_else_is(untrained_detector, tmp_path):
    folder = tmp_path / "a.bundle"
    first = untrained_detector.save(folder)
    second = replace(untrained_detector, name="other").save(folder)
    assert first != second
    assert Detector.load(folder, "cpu").name == "other"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.bundle"]
    (folder / "thesis.doc").write_text("mine")
    with pytest.raises(OutputError, match="holds other things"):
        untrained_detector.save(folder)
    assert (folder / "thesis.doc").read_text() == "mine"


def test_the_shipped_detector_stands_up_to_the_checks_of_an_import():
    assert validate_bundle(default_bundle()).size > 0


def test_a_long_title_is_cut_between_words_only(store, untrained_detector):
    title = "Triplet EfficientNet-Lite0 and -Lite2 side by side, retrained"
    first, second = (
        store.add(title, replace(untrained_detector, name=title).save) for _ in range(2)
    )
    assert first.name == "triplet-efficientnet-lite0-and-lite2-side-by"
    assert second.name == f"{first.name}-2"
    assert first.title == title
