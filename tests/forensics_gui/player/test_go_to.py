"""Frame numbers, time codes and time stamps as an analyst writes them."""

import numpy as np
import pytest

from forensics_gui.player.positions import frame_of, time_code

TIMES = np.arange(2000) / 25
PTS = 9000 + np.arange(2000) * 3600


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("0", 0),
        (" 1234 ", 1234),
        ("0:12.480", 312),
        ("0:12.5", 312),
        ("1:05", 1625),
        ("0:01:05.04", 1626),
        ("12.48s", 312),
        ("12,48 S", 312),
        (".04 sec", 1),
        ("pts 9000", 0),
        ("PTS 90000", 22),
        ("pts 12599", 0),
        ("pts 12600", 1),
        ("1:19.999", 1999),
        ("00:00:03:12", 87),
        ("0:01:05:00", 1625),
    ],
)
def test_places_that_are_understood(text, frame):
    assert frame_of(text, TIMES, PTS) == frame


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2000", "frames 0 to 1999"),
        ("1:30", "0?1:19.960|1:19.960"),
        ("pts 5", "PTS 9000 to 7205400"),
        ("pts 99999999", "PTS 9000 to 7205400"),
        ("0:00:03:25", "Second 3 has no frame 25"),
        ("0:02:00:00", "Second 120 has no frame 0"),
        ("0:75", "Examples:"),
        ("soon", "Examples:"),
        ("", "Examples:"),
        ("-3", "Examples:"),
    ],
)
def test_what_is_not_a_place_is_reported(text, words):
    with pytest.raises(ValueError, match=words):
        frame_of(text, TIMES, PTS)


def test_every_time_shown_leads_back_to_its_frame():
    times = np.cumsum(np.random.default_rng(0).uniform(0.005, 5, 3000))
    times -= times[0]
    pts = np.round(times * 90000).astype(np.int64)
    for frame in range(0, 3000, 7):
        assert frame_of(time_code(times[frame]), times, pts) == frame


def test_time_codes_have_hours_only_where_needed():
    assert time_code(0) == "0:00.000"
    assert time_code(59.9996) == "1:00.000"
    assert time_code(3725.5) == "1:02:05.500"
