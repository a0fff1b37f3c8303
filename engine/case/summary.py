"""JSON-ready summary of a case and its log."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from engine.analysis import phrases
from engine.analysis.correction import applied_correction_json
from engine.case.case import Case


def summary_json(case: Case) -> dict[str, Any]:
    """Clips, analyses with their current verdicts, corrections and remarks."""
    state = case.state()
    analyses = []
    for entry in case.analyses():
        verdict = case.verdict(entry.id)
        analyses.append(
            {
                "id": entry.id,
                "started": entry.started,
                "clip": entry.number,
                "finished": entry.finished,
                "verdict": phrases.headline(verdict) if verdict else None,
                "log10_lr": verdict.llr if verdict else None,
                "corrections": [
                    applied_correction_json(m) for m in state.corrections.get(entry.id, ())
                ],
            }
        )
    return {
        **asdict(state.description),
        "acts": state.acts,
        "last_hash": state.head,
        "clips": [asdict(clip) for clip in state.clips.values()],
        "removed_clips": [asdict(clip) for clip in state.removed.values()],
        "analyses": analyses,
        "remarks": [asdict(remark) for remark in state.remarks.values()],
    }


def log_json(case: Case) -> list[dict[str, Any]]:
    """The whole log, oldest act first."""
    return [asdict(act) for act in case.acts()]
