"""Why something is offered to be labelled, and what was said of others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from forensics_gui.language import tr

if TYPE_CHECKING:
    from engine.training.retrain.active_learning import Help
    from engine.training.retrain.labelling import Says


def why(help: Help) -> str:
    """In a sentence or two; which side the detector leans to is not told, lest it sways."""
    if help.unsure and help.unlike:
        return tr("The detector is unsure, and it is unlike the faces that are known so far.")
    if help.unsure:
        return tr("The detector is unsure.")
    if help.unlike:
        return tr("It is unlike the faces that are known so far.")
    return tr("Of what is left, its label helps most, but not much.")


def tally(count: Counter[Says], left: int) -> str:
    """What was said so far, and how much is left."""
    labelled = tr("{pristine} pristine and {forged} forged.").format(
        pristine=count["pristine"], forged=count["forged"]
    )
    rest = tr("%n left", "", left)
    if unknown := count["unknown"]:
        unclear = tr("%n of which you could not tell", "", unknown)
        return f"{labelled} {unclear}; {rest}."
    return f"{labelled} {rest}."
