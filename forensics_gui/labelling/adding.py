"""Answers become labelled data of a retraining, and a case's log tells of its faces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from forensics_gui.case.desk import CaseDesk
from forensics_gui.labelling.offer import Offer
from forensics_gui.wizard.hand import Hand

if TYPE_CHECKING:
    from engine.case.case import Case
    from engine.training.case_faces import Added


def add_labels(
    hand: Hand, cases: CaseDesk, offer: Offer, take: Callable[[list[str]], None]
) -> None:
    """Add what was said to the plan's data, in the background.

    Args:
        take: given all sources of the plan, those of the labels included.
    """

    def done(found: tuple[list[Path], list[Added]]) -> None:
        sources, added = found
        before = list(hand.plan.sources) if hand.plan is not None else []
        if sources:
            take(list(dict.fromkeys([*before, *(str(one.resolve()) for one in sources)])))
        view = cases.view
        if added and view is not None and view.path == offer.place and cases.writable:
            cases.do(lambda case: _log(case, added))

    hand.ask(offer.add, done)


def _log(case: Case, added: list[Added]) -> None:
    for told in added:
        case.collected(told.analysis, told.label, told.faces, told.sheet)
