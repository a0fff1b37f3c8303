"""How many items, clips and people there are of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics_gui.facts import Facts
from forensics_gui.language import tr, whole
from forensics_gui.wizard.words import label_words

if TYPE_CHECKING:
    from engine.training.retrain.summary import Count


class CountTable(Facts):
    """Items, clips and people of each split and label."""

    def __init__(self) -> None:
        super().__init__(tr("Counts"))

    def show_counts(self, counts: list[Count]) -> None:
        """Show what there is."""
        splits = {
            "train": tr("to learn from"),
            "val": tr("to choose by"),
            "test": tr("to judge on"),
            "": tr("not dealt yet"),
        }
        rows = [
            [f"{label_words(c.label)}, {splits.get(c.split, c.split)}",
             *(whole(n) for n in (c.items, c.clips, c.people))]
            for c in counts
        ]  # fmt: skip
        self.show_rows(["", tr("Items"), tr("Clips"), tr("People")], rows)
        self.fit()
