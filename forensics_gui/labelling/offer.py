"""Candidates for labelling, fetched and stored on worker threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forensics_gui.case.controller import CaseController
from forensics_gui.case.settings import CASE_SUFFIX
from forensics_gui.wizard.retraining_worker import RetrainingWorker
from forensics_gui.wizard.sources import FORGED, PRISTINE

if TYPE_CHECKING:
    from engine.case.case import Case
    from engine.training.case_faces import Added
    from engine.training.retrain.labelling import Answers, Candidate, Pool
    from engine.training.retrain.session import Retraining


@dataclass
class LabellingPool:
    """Candidates from one place, and the answers so far.

    Attributes:
        place: folder or case of the candidates; None before one was chosen.
        pool: None before a place was chosen.
        candidates: without an answer, most useful first.
    """

    answers: Answers
    place: Path | None = None
    pool: Pool | None = None
    candidates: tuple[Candidate, ...] = ()

    def again(self, first: str) -> tuple[Candidate, ...]:
        """Rank the candidates again, with one of them first."""
        assert self.pool is not None
        found = self.pool.ranked(self.answers.given)
        return tuple(sorted(found, key=lambda one: one.key != first))

    def add(self, retraining: Retraining) -> tuple[list[Path], list[Added]]:
        """Convert answers to labelled data; returns the sources, and entries for a case's log."""
        from engine.training.case_faces import UnlabelledFaces

        if self.pool is None:
            return [], []
        given = self.answers.given
        sources = self.pool.add(given, retraining.progress, retraining.cancel)
        self.answers.mark_added(given)
        self.answers.write()
        added = self.pool.added if isinstance(self.pool, UnlabelledFaces) else []
        return sources, added


def resumed(retraining: Retraining) -> LabellingPool:
    """Load earlier answers, with the last place if it still exists.

    Raises:
        PlanError: the answers are damaged.
        As `offered`.
    """
    from engine.training.retrain.labelling import Answers

    answers = Answers(retraining.work / "labelling")
    place = Path(answers.place)
    if answers.place and place.exists():
        return offered(retraining, place, answers)
    return LabellingPool(answers)


def offered(retraining: Retraining, place: Path, answers: Answers) -> LabellingPool:
    """Rank the candidates of a folder or a case.

    Args:
        answers: so far.

    Raises:
        TrainingDataError, CaseError: the place has no candidates.
        CancelledError: cancelled; extracted faces are kept.
    """
    pool = _pool(retraining, place, answers.folder)
    candidates = tuple(pool.ranked(answers.given))
    answers.place = str(place)
    answers.write()
    # Writes the plan, so that the retraining is listed as unfinished.
    retraining.change()
    return LabellingPool(answers, place, pool, candidates)


def _pool(retraining: Retraining, place: Path, folder: Path) -> Any:
    from engine.training.case_faces import UnlabelledFaces
    from engine.training.retrain.unlabelled_clips import UnlabelledClips

    if place.suffix == CASE_SUFFIX:
        return UnlabelledFaces(place, retraining.present(), folder / "faces", (PRISTINE, FORGED))
    labelled = retraining.records() if retraining.plan.sources else []
    return UnlabelledClips(place, retraining.present(), retraining.shelf(), folder, labelled)


def add_labels(
    worker: RetrainingWorker,
    cases: CaseController,
    offer: LabellingPool,
    take: Callable[[list[str]], None],
) -> None:
    """Add the answers to the plan's data in the background.

    Args:
        take: receives all sources of the plan, including the labels.
    """

    def done(found: tuple[list[Path], list[Added]]) -> None:
        sources, added = found
        before = list(worker.plan.sources) if worker.plan is not None else []
        if sources:
            take(list(dict.fromkeys([*before, *(str(one.resolve()) for one in sources)])))
        view = cases.view
        if added and view is not None and view.path == offer.place and cases.writable:
            cases.do(lambda case: _log(case, added))

    worker.ask(offer.add, done)


def _log(case: Case, added: list[Added]) -> None:
    for told in added:
        case.collected(told.analysis, told.label, told.faces, told.sheet)
