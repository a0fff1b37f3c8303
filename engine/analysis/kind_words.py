"""What a verdict says of each kind of forgery, and of each stretch of a long take, in words."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.scale import verbal_scale
from engine.analysis.verdict import Reason, Verdict
from engine.detector.kinds import known_kinds
from engine.wording import ENGLISH, Wording, mark

_FOR, _AGAINST, _NEITHER = (
    mark("speaks for {kinds}"),
    mark("speaks against {kinds}"),
    mark("says nothing about {kinds}"),
)
_UNSEEN = mark("not seen by this detector")


@dataclass(frozen=True)
class KindWords:
    """One row of a table of kinds.

    Attributes:
        key: in `engine.detector.kinds`.
        name: of the kind.
        llr: log10 likelihood ratio of this kind against "pristine"; None where the detector does
            not cover it.
        words: what that says.
    """

    key: str
    name: str
    llr: float | None
    words: str


def kind_rows(verdict: Verdict | None, wording: Wording = ENGLISH) -> tuple[KindWords, ...]:
    """Every kind of forgery, those that the detector does not cover included.

    Empty where there is nothing to tell apart: for detectors that know no kinds, and where faces
    could not be relied upon.
    """
    if verdict is None or not _by_kind(verdict):
        return ()
    found = {one.kind: one.llr for one in verdict.kinds}
    return tuple(
        KindWords(kind.key, wording.say(kind.name), found.get(kind.key),
                  _strength(found.get(kind.key), wording))
        for kind in known_kinds().kinds
    )  # fmt: skip


def _by_kind(verdict: Verdict) -> bool:
    """Whether a verdict tells kinds apart, and may be relied upon."""
    named = any(one.kind != known_kinds().generic.key for one in verdict.kinds)
    return named and not set(verdict.reasons) - {Reason.UNDECIDED}


def _side(llr: float | None) -> str:
    edge = verbal_scale().undecided
    if llr is None or not abs(llr) >= edge:
        return _NEITHER
    return _FOR if llr > 0 else _AGAINST


def _strength(llr: float | None, wording: Wording) -> str:
    if llr is None:
        return wording.say(_UNSEEN)
    strength, side = wording.say(verbal_scale().strength(llr)), _side(llr)
    if side == _NEITHER:
        return strength
    words = (
        mark("{strength} for this kind") if side == _FOR else mark("{strength} against this kind")
    )
    return wording.say(words).format(strength=strength)


def kinds_sentence(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """Which kinds the evidence speaks for, against, and says nothing about; may be empty."""
    rows = kind_rows(verdict, wording)
    if not rows:
        return ""
    phrases = {kind.key: wording.say(kind.phrase) for kind in known_kinds().kinds}
    sides: dict[str, list[str]] = {_FOR: [], _AGAINST: [], _NEITHER: []}
    for row in rows:
        sides[_side(row.llr)].append(phrases[row.key])
    parts = [
        wording.say(side).format(kinds=", ".join(kinds)) for side, kinds in sides.items() if kinds
    ]
    return wording.say(mark("By kind, the evidence {parts}.")).format(parts="; ".join(parts))


def leading_kind(verdict: Verdict, wording: Wording = ENGLISH) -> tuple[str, float] | None:
    """The only kind that the evidence speaks for, such as "a face swap", and its log10 ratio.

    None if there is none, or more than one.
    """
    found = [row for row in kind_rows(verdict, wording) if _side(row.llr) == _FOR]
    if len(found) != 1 or found[0].llr is None:
        return None
    return wording.say(_phrase(found[0].key)), found[0].llr


def blind_spot(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """Which kinds the evidence cannot rule out in this clip, in one sentence; may be empty."""
    open_kinds = [row for row in kind_rows(verdict, wording) if _side(row.llr) == _NEITHER]
    if not open_kinds:
        return ""
    kinds = ", ".join(wording.say(_phrase(row.key)) for row in open_kinds)
    return wording.say(mark("This detector cannot rule out {kinds} here.")).format(kinds=kinds)


def _phrase(key: str) -> str:
    return next(kind.phrase for kind in known_kinds().kinds if kind.key == key)


def stretch_sentence(verdict: Verdict, wording: Wording = ENGLISH) -> str:
    """Where in a long take the evidence of manipulation is strongest; may be empty."""
    strongest = max(verdict.stretches, key=lambda one: one.llr, default=None)
    if strongest is None or set(verdict.reasons) - {Reason.UNDECIDED}:
        return ""
    if strongest.llr < verbal_scale().undecided:
        return ""
    words = mark(
        "Of {count} stretches judged one by one, that between {start} and {end} speaks most for "
        "manipulation ({strength}). The ratio takes into account how many were searched."
    )
    return wording.say(words).format(
        count=len(verdict.stretches),
        start=clock(strongest.start),
        end=clock(strongest.end),
        strength=wording.say(verbal_scale().strength(strongest.llr)),
    )


def clock(seconds: float) -> str:
    """A time of a clip as mm:ss, with hours where there are any."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{f'{hours}:' if hours else ''}{minute:02d}:{second:02d}"


def exact_clock(seconds: float) -> str:
    """As `clock`, followed by as many digits of the second's fraction as it has, up to three."""
    seconds = round(seconds, 3)
    fraction = f"{seconds % 1:.3f}".removeprefix("0").rstrip("0.")
    return clock(seconds) + fraction
