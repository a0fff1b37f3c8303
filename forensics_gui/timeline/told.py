"""The words of the timeline's tool tips."""

from __future__ import annotations

from engine.analysis import phrases
from engine.analysis.result import Analysis
from engine.analysis.verdict import faults_of
from forensics_gui.language import WORDING, decimal, signed, tr
from forensics_gui.timeline.curves import Curve


def told_of_moment(seconds: float, frame: int) -> str:
    """Where in the clip something is."""
    return tr("{seconds} s, frame {frame}").format(seconds=decimal(seconds, 2), frame=frame)


def told_of_face(analysis: Analysis, number: int, row: int) -> str:
    """What a scored face says by itself, and why it does not count where it does not.

    Args:
        row: of the track's scores.
    """
    scores = analysis.scores[number]
    moment = told_of_moment(scores.times[row], scores.frames[row])
    said = f"{moment}: " + tr("log10 LR {ratio}").format(ratio=signed(scores.llr[row]))
    reasons = [*why_not(analysis, number, row)]
    if not scores.usable[row]:
        said += "\n" + tr("Does not count: {reasons}").format(
            reasons="; ".join(reasons) or tr("excluded by the analyst")
        )
    elif scores.facts.out_of_distribution[row] > 1:
        said += "\n" + tr("Unlike the faces that the detector was trained on")
    return said


def short_fault(analysis: Analysis, number: int, row: int) -> str:
    """The gravest reason why a scored face cannot count, in two or three words."""
    for fault in faults_of(analysis.scores[number].facts, analysis.settings):
        if fault.faulty[row]:
            return tr(phrases.FAULTS[fault.reason])
    return tr("excluded")


def why_not(analysis: Analysis, number: int, row: int) -> list[str]:
    """Why a scored face cannot carry a verdict, each reason with its measure."""
    found = faults_of(analysis.scores[number].facts, analysis.settings)
    reasons = [
        phrases.measured_fault(fault.reason, float(fault.values[row]), fault.limit, WORDING)
        for fault in found
        if fault.faulty[row]
    ]
    frame = int(analysis.scores[number].frames[row])
    for one in analysis.left_out.get(number, ()):
        if one.first <= frame <= one.last:
            reasons.append(tr("excluded by the analyst: {reason}").format(reason=one.reason))
    return reasons


def told_of_track(curve: Curve, frame: int) -> str:
    """Whether the face is seen in a frame, and the faults of the stretch that this lies in."""
    track = curve.track
    row = track.row_at(frame)
    if row is None:
        between = track.frames[0] < frame < track.frames[-1]
        return tr("The face is lost here") if between else tr("The face is not seen here")
    lines = [tr("The face is seen")]
    if not track.detected[row]:
        lines = [tr("The face was not looked for here; its place is put between two frames")]
    for dips in curve.dips:
        place = dips.at(row)
        if place is not None:
            begin, end = (float(track.times[rows[place]]) for rows in (dips.first, dips.last))
            fault = phrases.measured_fault(
                dips.reason, float(dips.worst[place]), dips.limit, WORDING
            )
            words = tr("{begin} – {end} s could not count: {fault}, at its worst")
            lines.append(words.format(begin=decimal(begin, 2), end=decimal(end, 2), fault=fault))
    return "\n".join(lines)
