"""PDF of a batch: summary and table of all clips."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.analysis import phrases
from engine.analysis.verdict import Outcome, Reason, Verdict
from engine.batch.inputs import is_address
from engine.batch.table import Row, by_suspicion
from engine.case.case import Case
from engine.case.stored_results import AnalysisEntry
from engine.detector.bundle.store import BundleStore
from engine.errors import OutputError
from engine.files import write_atomic
from engine.report.issue import Issue, commission_of_case, new_issue
from engine.report.json_report import scale_json
from engine.report.laboratory import Laboratory
from engine.report.language import Language, language
from engine.report.typeset import frame, typeset
from engine.wording import mark

#: Printed digits of a clip's hash.
_DIGITS = 12


def write_batch_pdf(
    rows: Sequence[Row],
    case: Case,
    path: Path,
    code: str = "en",
    laboratory: Laboratory | None = None,
    unreached: int = 0,
) -> Issue:
    """Typeset a batch as a tagged PDF/A-2b and return its issue.

    Args:
        rows: of the batch, in any order.
        case: with the results.
        path: the file to write, atomically.
        code: of the language, one of `engine.report.language.LANGUAGES`.
        laboratory: letterhead.
        unreached: number of clips without a row yet.

    Raises:
        OutputError: it cannot be written.
        CaseError: the case is damaged.
    """
    issue, tongue = new_issue(commission_of_case(case)), language(code)
    laboratory = laboratory or Laboratory()
    try:
        with tempfile.TemporaryDirectory(prefix="report-") as name:
            data = {
                **_frame(issue, tongue, laboratory, Path(name)),
                "batch": _batch(rows, case, tongue, unreached),
            }
            document = typeset(Path(name), "batch", data, datetime.fromisoformat(issue.issued))
    except OSError as error:
        raise OutputError(
            mark("The PDF of the batch could not be prepared: {why}."),
            mark(
                "Free some room on the disk that holds temporary files. The results are in the "
                "case."
            ),
            repr(error),
            why=error.strerror or error,
        ) from error
    write_atomic(path, document)
    return issue


def _frame(issue: Issue, tongue: Language, laboratory: Laboratory, folder: Path) -> dict[str, Any]:
    """Data that do not depend on the clips."""
    wording = tongue.wording
    forged, pristine = phrases.propositions(wording)
    return {
        **frame(issue, tongue, laboratory, folder),
        "issue": issue.to_json(),
        "propositions": {"forged": forged, "pristine": pristine},
        "scale": scale_json(wording),
        "caution": phrases.caution(wording),
        "limits": [wording.say(limit) for limit in phrases.LIMITS],
    }


def _batch(rows: Sequence[Row], case: Case, tongue: Language, unreached: int) -> dict[str, Any]:
    wording, folder = tongue.wording, _common_folder([row.clip for row in rows])
    judged = [row for row in by_suspicion(rows) if row.state in ("judged", "judged before")]

    def name(row: Row) -> str:
        return row.clip.removeprefix(folder).lstrip("/\\") if folder else row.clip

    firsts = {row.sha256: name(row) for row in judged}
    return {
        "title": case.state().title or case.path.stem,
        "file": case.path.name,
        "folder": folder,
        "clips": len(rows) + unreached,
        "unreached": unreached,
        "counts": _counts(judged, tongue),
        "not_meant": [
            {"words": f"{words}:", "text": phrases.not_meant(verdict, wording)}
            for words, verdict in _examples(tongue)
        ],
        "rows": [
            {
                "name": name(row),
                "sha256": row.sha256[:_DIGITS],
                "length": row.length,
                "faces": row.faces,
                "log10_lr": row.llr,
                "outcome": _outcome(row.judgement).value,
                "words": row.words(wording),
                "reasons": _reasons(row.judgement, tongue),
            }
            for row in judged
        ],
        "failures": [
            {"name": name(row), "what": what, "advice": advice}
            for row in by_suspicion(rows)
            if row.failure is not None
            for what, advice in (row.failure.said(wording),)
        ],
        "twins": [
            {"name": name(row), "first": firsts.get(row.sha256, "")}
            for row in by_suspicion(rows)
            if row.state == "same content"
        ],
        "methods": _methods(judged, case.analyses(), tongue),
    }


def _common_folder(clips: Sequence[str]) -> str:
    """Folder that contains all clips; "" if there is none or some have an address."""
    if not clips or any(is_address(clip) for clip in clips):
        return ""
    try:
        return os.path.commonpath([str(Path(clip).parent) for clip in clips])
    except ValueError:
        # On different drives.
        return ""


def _outcome(verdict: Verdict | None) -> Outcome:
    return Outcome.INCONCLUSIVE if verdict is None else phrases.said(verdict)


def _reasons(verdict: Verdict | None, tongue: Language) -> str:
    """Why a clip could not be judged; "" if its ratio says it."""
    if verdict is None or phrases.supported(verdict) is not None:
        return ""
    if verdict.reasons == (Reason.UNDECIDED,):
        return ""
    return phrases.sentence(verdict, tongue.wording)


def _counts(judged: Sequence[Row], tongue: Language) -> list[dict[str, Any]]:
    """Number of clips with each verdict, from strongest for manipulation to weakest."""
    found = Counter((row.words(tongue.wording), _outcome(row.judgement)) for row in judged)
    strongest: dict[str, float] = {}
    for row in judged:
        supported = phrases.supported(row.judgement) if row.judgement is not None else None
        words = row.words(tongue.wording)
        strongest[words] = max(strongest.get(words, -1e9), supported or 0.0)
    ordered = sorted(found.items(), key=lambda one: -strongest[one[0][0]])
    return [
        {"words": words, "outcome": outcome.value, "count": count}
        for (words, outcome), count in ordered
    ]


def _examples(tongue: Language) -> list[tuple[str, Verdict]]:
    """A label for each outcome, and an example verdict."""
    say = tongue.wording.say
    return [
        (say(phrases.HEADLINES[outcome]).format(strength="…"), Verdict(outcome, llr, 0.0, 9, 9))
        for outcome, llr in (
            (Outcome.FORGED, 0.9), (Outcome.PRISTINE, -0.9), (Outcome.INCONCLUSIVE, 0.0),
        )
    ]  # fmt: skip


def _methods(
    judged: Sequence[Row], entries: Sequence[AnalysisEntry], tongue: Language
) -> list[dict[str, Any]]:
    """Detectors, settings and local calibrations in use, most frequent first."""
    by_number, store = {entry.id: entry for entry in entries}, BundleStore()
    used = [by_number[row.analysis] for row in judged if row.analysis in by_number]
    found = Counter((e.detector, e.bundle, e.settings, e.local) for e in used)
    return [
        {
            "detector": detector,
            "bundle": bundle,
            "origin": tongue.wording.say(phrases.ORIGINS[store.origin_of(bundle)]),
            "settings": settings.to_json(),
            "local": local,
            "clips": count,
        }
        for (detector, bundle, settings, local), count in found.most_common()
    ]
