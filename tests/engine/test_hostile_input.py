"""Whatever lies in a file that others wrote, reading it ends in a result or a known error."""

import contextlib
import json
import random
import sqlite3
import tomllib
import zipfile

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_analysis import made_events
from reports import made

from engine.case.case import Case
from engine.errors import CaseError, EngineError, PackageError, ReportError, TrainingError
from engine.report.json_report import to_json
from engine.report.package import check_package
from engine.report.repeat import read_report
from engine.training.experiments import load_experiment, make_experiment, to_toml

MANY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

#: What JSON and TOML may hold in the place of anything else.
PLAIN = st.recursive(
    st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def altered(plain, rng, value):
    """A copy of a document with one of its values replaced or taken out."""
    plain = json.loads(json.dumps(plain))
    at = plain
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            return plain
        key = rng.choice(keys)
        if isinstance(at[key], (dict, list)) and at[key] and rng.random() < 0.8:
            at = at[key]
        elif rng.random() < 0.3:
            del at[key]
            return plain
        else:
            at[key] = value
            return plain


def damaged(data, rng):
    """A copy with bytes changed, taken out or cut off."""
    data = bytearray(data)
    for _ in range(rng.choice((1, 5, 200))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    if rng.random() < 0.3:
        del data[rng.randrange(len(data)) :]
    return bytes(data)


# --- experiments and reports ---


@MANY
@given(seed=st.integers(0, 1 << 32), value=PLAIN)
def test_experiments(tmp_path, seed, value):
    plain = altered(_experiment(), random.Random(seed), value)
    path = tmp_path / "x.toml"
    path.write_text(tomli_w.dumps(plain), "utf-8")
    with contextlib.suppress(TrainingError):
        assert make_experiment(plain) == load_experiment(path)


def _experiment():
    return tomllib.loads(to_toml(make_experiment({"name": "x"})))


@MANY
@given(data=st.binary(max_size=300))
def test_bytes_in_the_place_of_an_experiment_and_of_a_report(tmp_path, data):
    path = tmp_path / "x"
    path.write_bytes(data)
    with contextlib.suppress(TrainingError):
        load_experiment(path)
    with pytest.raises(ReportError):
        read_report(path)


@pytest.fixture(scope="module")
def report():
    return json.loads(json.dumps(to_json(made())))


@MANY
@given(seed=st.integers(0, 1 << 32), value=PLAIN)
def test_reports(tmp_path, report, seed, value):
    path = tmp_path / "r.json"
    path.write_text(json.dumps(altered(report, random.Random(seed), value)), "utf-8")
    with contextlib.suppress(ReportError):
        read_report(path)


@pytest.mark.parametrize("value", [True, 7, "text", [1]])
def test_a_part_of_a_report_has_another_type(tmp_path, report, value):
    path = tmp_path / "r.json"
    clip = {**report["clip"], "examination": value}
    path.write_text(json.dumps({**report, "clip": clip}), "utf-8")
    with pytest.raises(ReportError):
        read_report(path)


# --- packages ---


@MANY
@given(seed=st.integers(0, 1 << 32))
def test_damaged_packages(tmp_path, package, seed):
    path = tmp_path / "evidence.zip"
    path.write_bytes(damaged(package.read_bytes(), random.Random(seed)))
    with contextlib.suppress(PackageError):
        # Fields that say nothing about the content may change.
        check_package(path)


@MANY
@given(seed=st.integers(0, 1 << 32))
def test_packages_whose_files_were_damaged_never_verify(tmp_path, package, seed):
    rng = random.Random(seed)
    path = tmp_path / "evidence.zip"
    with zipfile.ZipFile(package) as whole, zipfile.ZipFile(path, "w") as changed:
        which = rng.choice(whole.namelist())
        for name in whole.namelist():
            data = whole.read(name)
            if name == which and data:
                found = bytearray(data)
                found[rng.randrange(len(found))] ^= 1 << rng.randrange(8)
                data = bytes(found)
            changed.writestr(name, data)
    with pytest.raises(PackageError):
        check_package(path)


# --- cases ---


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    path = tmp_path_factory.mktemp("case") / "one.fcase"
    with Case.create(path, analyst="A") as made_case:
        for event in made_events():
            made_case.add(event)
    return path


def look(path):
    """Open a case and read all that the window and the command line read."""
    with Case.open(path, "A") as opened:
        opened.state()
        for entry in opened.analyses():
            opened.corrected(entry.id)
        opened.verify()


@MANY
@given(seed=st.integers(0, 1 << 32))
def test_damaged_cases(tmp_path, case, seed):
    path = tmp_path / f"{seed}.fcase"
    path.write_bytes(damaged(case.read_bytes(), random.Random(seed)))
    with contextlib.suppress(EngineError):
        look(path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER planted AFTER INSERT ON act BEGIN DELETE FROM clip_note; END",
        "CREATE VIEW planted AS SELECT load_extension('evil')",
        "CREATE INDEX planted ON act (length(details))",
    ],
)
def test_a_case_that_brings_statements_of_its_own_is_refused(tmp_path, case, statement):
    path = tmp_path / "one.fcase"
    path.write_bytes(case.read_bytes())
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()
    with pytest.raises(CaseError, match="statements"):
        Case.open(path)
    with pytest.raises(CaseError, match="statements"):
        Case.open(path, read_only=True)
