"""Packages that only seem to be there: whichever process imports one leaves a note of it."""

from pathlib import Path

from engine.errors import TRAINING_PACKAGES

HEAVY = sorted(TRAINING_PACKAGES | {"pandas"})

_CODE = """
import os, sys, traceback
with open({notes!r}, "a", encoding="utf-8") as file:
    file.write("".join(traceback.format_stack()))
raise ImportError(f"{{__name__}} is not to be imported")
"""


class Decoys:
    """A folder of decoys for the front of a new process's path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "decoys"
        self._notes = folder / "imported.txt"
        self.folder.mkdir()
        for name in HEAVY:
            (self.folder / f"{name}.py").write_text(_CODE.format(notes=str(self._notes)), "utf-8")

    def imported(self) -> str:
        """Where the first were imported; "" if none was."""
        return self._notes.read_text("utf-8")[-3000:] if self._notes.exists() else ""
