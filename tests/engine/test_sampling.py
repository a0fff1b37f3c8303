"""At most 25 frames a track, spread over it, in bounded memory."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.sampling import Candidate, SpreadSample

CROP = np.zeros((4, 4, 3), np.uint8)


def gather(count, wanted):
    sample = SpreadSample(wanted)
    most = 0
    for frame in range(count):
        if sample.wants_next():
            sample.add(Candidate(frame, CROP, 50.0, 0.5))
        else:
            sample.skip()
        most = max(most, len(sample.held))
    return sample, most


@given(st.integers(1, 5000), st.integers(2, 30))
def test_spread_and_bounded(count, wanted):
    sample, most = gather(count, wanted)
    chosen = [c.frame for c in sample.chosen()]
    assert most <= 2 * wanted
    assert len(chosen) <= wanted
    assert len(chosen) >= min(count, wanted // 2)
    assert chosen == sorted(set(chosen))
    assert chosen[0] == 0
    if len(chosen) > 1:
        # No gap is much wider than an even spread would leave.
        assert max(np.diff(chosen)) <= 4 * -(-count // len(chosen))
        assert count - chosen[-1] <= 4 * -(-count // len(chosen))
