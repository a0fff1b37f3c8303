"""Findings on coding in words, each with its innocent explanation and error rates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.coding import joins
from engine.coding.rates import Rates
from engine.container.examination import ATTENTION, NOTE, Observation

if TYPE_CHECKING:
    from engine.coding.findings import CodingFindings

#: Maximum number of frames listed in one observation.
_FRAMES = 50

_TRACES = {
    joins.CUT: "the picture changes as at a cut",
    joins.JUMP: "the picture jumps",
    joins.NOISE: "the noise level changes",
    joins.QUANTISER: "the quantiser level changes",
    joins.GROUP: "a group of pictures ends early",
    joins.PHASE: "the earlier groups of pictures are out of step",
    joins.HEADERS: "the stream's headers change",
    joins.SETTINGS: "the encoder's settings change",
    joins.SIZE: "the picture size changes",
    joins.TIME: "the time stamps leave a gap",
    joins.REPEAT: "frames repeat",
    joins.SOUND: "the sound changes",
}


def trace_words(kind: str) -> str:
    """A trace of a join in words."""
    return _TRACES[kind]


def observe_coding(found: CodingFindings, rates: Rates) -> tuple[Observation, ...]:
    """Derive observations from findings."""
    return tuple(_observe(found, rates))


def _observe(found: CodingFindings, rates: Rates) -> Iterator[Observation]:
    double, joined = found.double, rates.joins
    if double is not None:
        measured = (
            f"Of made clips coded once, {double.false_alarms} of {double.once} reach this score; "
            f"of clips coded twice, {double.found} of {double.twice} do."
        )
        if double.traced:
            yield Observation(
                "coded-twice", "Traces of an earlier compression",
                f"Every {double.period} frames, a frame is predicted worse than its neighbours "
                f"(score {double.score:.1f}, threshold {double.threshold:.1f}). {measured}",
                "The clip was decoded and coded again, as after an edit; groups of pictures were "
                f"about {double.period} frames long before.",
                "Platforms and messengers code clips again. A scene that repeats regularly leaves "
                "the same trace.",
                ATTENTION,
            )  # fmt: skip
        else:
            yield Observation(
                "coded-once", "No trace of an earlier compression",
                f"The score is {double.score:.1f}, the threshold {double.threshold:.1f}. "
                f"{measured}",
                "Nothing: many clips that were coded twice show no trace either.",
                "The last compression was coarser than the one before, or the earlier groups of "
                "pictures had no constant length.",
                NOTE,
            )  # fmt: skip
    for join in found.joins[:_FRAMES]:
        told = ", ".join(trace_words(trace.kind) for trace in join.traces)
        yield Observation(
            "join", f"Possible cut or join at frame {join.frame}",
            f"At {join.time:.2f} s, {told} (score {join.score:.1f}, threshold "
            f"{joined.threshold:.1f}). Such marks in {joined.minutes:.0f} minutes of made clips "
            f"without splices: {joined.false_marks}.",
            "Material was joined, removed, inserted or repeated here.",
            "Ordinary editing, a flash, a sudden movement, or a recorder that lost frames.",
            ATTENTION if len(join.traces) > 1 else NOTE, (join.frame,),
        )  # fmt: skip
    if found.missing:
        yield Observation(
            "coding-not-told", "The codec tells little about its coding",
            f"{found.codec} does not tell its {_listed(found.missing)} to this program.",
            "Nothing.",
            "It is so for all clips of this codec; other views and traces remain.",
        )  # fmt: skip


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
