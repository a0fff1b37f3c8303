"""Labelled data as users have it: known data sets, folders, tables and manifests."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from engine.errors import TrainingDataError
from engine.training.datasets.checks import REFUSED, check
from engine.training.datasets.media import CLIPS, PICTURES
from engine.training.datasets.recognise import Reading, recognise
from engine.training.datasets.repairs import repair as mended
from engine.training.records import FaceRecord

__all__ = ["CLIPS", "PICTURES", "load_records"]


def load_records(
    folder: Path,
    repair: Collection[str] = (),
    pattern: str | None = None,
    compressions: tuple[str, ...] = (),
    official: bool = True,
    content: bool = True,
) -> list[FaceRecord]:
    """Every labelled item under a folder, checked.

    Known are manifests (`engine.training.datasets.manifest`), tables of faces (`tables`),
    FaceForensics++ (`faceforensics`), Celeb-DF (`celeb_df`), DFDC (`dfdc`) and folders named
    real and fake (`folders`).

    Args:
        folder: the data, or a manifest file.
        repair: what may be mended without asking, names of `repairs.REPAIRS`.
        pattern: regular expression with named groups, for names of a labelled folder.
        compressions: which of "c0", "c23", "c40" of FaceForensics++; () for all.
        official: use the official test list of Celeb-DF; False draws all by person.
        content: look into the files for copies, see `checks.check`.

    Raises:
        TrainingDataError: nothing was found, or it must not be used as it is; names the
            first offenders.
    """
    records = recognise(folder, Reading(pattern, compressions, official)).records
    findings = check(records, content)
    if repair:
        records = mended(records, findings, repair)
        findings = check(records, content)
    for finding in findings:
        if finding.severity == REFUSED:
            raise TrainingDataError(finding.message, finding.advice)
    if not records:
        raise TrainingDataError(
            "Nothing is left after the repairs.", "Repair less, or mend the data by hand."
        )
    return records
