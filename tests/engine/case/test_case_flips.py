"""A case file with one flipped bit, or two exchanged rows: noticed, or without effect."""

import random
from collections import Counter

import pytest
from made_analysis import keep_made
from shown_case import shown

from engine.case.case import Case
from engine.errors import EngineError

_PAGE = 4096


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """Bytes of a case, and all that it shows."""
    path = tmp_path_factory.mktemp("flips") / "one.fcase"
    with Case.create(path, analyst="A. Analyst") as made:
        keep_made(made, {"forged.mp4": (3.0, 3.0), "pristine.mp4": (-3.0,)})
        made.bookmark(1, 12, 0.48, bytes(range(256)) * 20, "the ear")
        made.note("seen twice", clip=1, track=2)
        before = shown(made)
    return path.read_bytes(), before


def _flipped(data, rng):
    page = rng.randrange(len(data) // _PAGE) * _PAGE
    # The first bytes of a page say where its rows are; half of all flips go there.
    at = page + rng.randrange(*rng.choice(((0, 40), (0, _PAGE))))
    changed = bytearray(data)
    changed[at] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _exchanged(data, rng):
    """Two entries of a page's table of rows change places, so that a search ends elsewhere."""
    page = rng.randrange(1, len(data) // _PAGE) * _PAGE
    start = page + (8 if data[page] in (10, 13) else 12)
    rows = int.from_bytes(data[page + 3 : page + 5], "big")
    if data[page] not in (2, 5, 10, 13) or not 2 <= rows < 500:
        return _flipped(data, rng)
    one, other = (start + 2 * n for n in rng.sample(range(rows), 2))
    changed = bytearray(data)
    changed[one : one + 2], changed[other : other + 2] = (
        data[other : other + 2],
        data[one : one + 2],
    )
    return bytes(changed)


def _outcomes(folder, case, change, seeds):
    data, before = case
    path = folder / "changed.fcase"
    found = Counter()
    for seed in seeds:
        path.write_bytes(change(data, random.Random(seed)))
        try:
            with Case.open(path, read_only=True) as opened:
                opened.verify()
                after = shown(opened)
        except EngineError as error:
            found[type(error).__name__] += 1
        else:
            assert after == before, f"seed {seed} passes and shows something else"
            found["no effect"] += 1
    return found


@pytest.mark.parametrize("change", [_flipped, _exchanged])
def test_a_changed_case_never_passes_with_something_else_shown(tmp_path, case, change):
    found = _outcomes(tmp_path, case, change, range(200))
    assert found["CaseError"] > 100


@pytest.mark.slow
def test_5000_flips_and_1500_exchanges(tmp_path, case):
    print(_outcomes(tmp_path, case, _flipped, range(5000)))
    print(_outcomes(tmp_path, case, _exchanged, range(1500)))
