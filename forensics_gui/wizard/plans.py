"""Where plans of retrainings are kept, and which of them are not finished."""

from __future__ import annotations

import datetime
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.errors import PlanError

logger = logging.getLogger(__name__)

_PLAN = "plan.toml"


@dataclass(frozen=True)
class Unfinished:
    """A retraining that can be gone on with.

    Attributes:
        path: of its plan.
        name: of the detector that it is to make, "" where it has none yet.
        stage: where it stands, see `engine.training.retrain.plan.STAGES`.
        changed: when its plan was last written.
        sources: how many.
    """

    path: Path
    name: str
    stage: str
    changed: datetime.datetime
    sources: int


class Plans:
    """A folder with one folder a retraining.

    Args:
        root: made with the first plan; the user's own if None.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        import platformdirs

        return self._root or Path(platformdirs.user_data_dir("deepfake-forensics")) / "retrainings"

    def new(self) -> Path:
        """Path for the plan of a new retraining; nothing is written yet."""
        stamp = datetime.datetime.now().strftime("%Y-%m-%d %H.%M.%S")
        folder, number = self.root / stamp, 1
        while folder.exists():
            number += 1
            folder = self.root / f"{stamp} {number}"
        return folder / _PLAN

    def unfinished(self) -> list[Unfinished]:
        """Those that were begun and not saved, the last changed first; damaged ones are left out.

        Reads each plan; call it on a worker thread.
        """
        from engine.training.retrain.plan import read_plan

        found = []
        for path in self.root.glob(f"*/{_PLAN}"):
            try:
                plan = read_plan(path)
                when = datetime.datetime.fromtimestamp(path.stat().st_mtime)
            except (PlanError, OSError):
                logger.warning("The plan %s cannot be read", path, exc_info=True)
                continue
            if plan.stage != "done":
                found.append(Unfinished(path, plan.name, plan.stage, when, len(plan.sources)))
        return sorted(found, key=lambda one: one.changed, reverse=True)

    def discard(self, path: Path) -> None:
        """Delete a plan with all that was made for it; saved detectors stay."""
        shutil.rmtree(path.parent, ignore_errors=True)
