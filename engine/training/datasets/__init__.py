"""Readers of labelled data: known data sets, folders, tables and manifests."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from engine.errors import TrainingDataError
from engine.training.datasets.checks import REFUSED, check
from engine.training.datasets.media import CLIPS, PICTURES
from engine.training.datasets.recognise import Reading, recognise
from engine.training.datasets.repairs import repair as mended
from engine.training.records import FaceRecord
from engine.wording import mark

__all__ = ["CLIPS", "PICTURES", "load_records"]


def load_records(
    folder: Path,
    repair: Collection[str] = (),
    pattern: str | None = None,
    compressions: tuple[str, ...] = (),
    official: bool = True,
    content: bool = True,
) -> list[FaceRecord]:
    """Read and check every labelled item under a folder.

    Supports manifests (`engine.training.datasets.manifest`), face tables (`face_tables`),
    FaceForensics++ (`faceforensics`), Celeb-DF (`celeb_df`), DFDC (`dfdc`) and folders named real
    and fake (`folders`).

    Args:
        folder: the data, or a manifest file.
        repair: repairs to apply without asking, names of `repairs.REPAIRS`.
        pattern: regular expression with named groups, for file names in a labelled folder.
        compressions: which of "c0", "c23", "c40" of FaceForensics++; () for all.
        official: use the official test list of Celeb-DF; False splits by person.
        content: compare file contents to find duplicates, see `checks.check`.

    Raises:
        TrainingDataError: nothing was found, or the data must be repaired first; lists the first
            offenders.
    """
    records = recognise(folder, Reading(pattern, compressions, official)).records
    findings = check(records, content)
    if repair:
        records = mended(records, findings, repair)
        findings = check(records, content)
    for finding in findings:
        if finding.severity == REFUSED:
            message, advice = finding.message, finding.advice
            values = {**message.values, **advice.values}
            raise TrainingDataError(message.text, advice.text, **values)
    if not records:
        raise TrainingDataError(
            mark("Nothing is left after the repairs."),
            mark("Repair less, or correct the data yourself."),
        )
    return records
