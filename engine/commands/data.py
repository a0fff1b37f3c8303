"""`forensics check`: list labelled data and their problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.commands.options import crops_folder, json_option, work_option
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from engine.training.datasets.checks import Finding
    from engine.training.records import FaceRecord
    from engine.training.retrain.near_duplicates import NearDuplicates

#: Maximum number of printed near duplicates; JSON holds all.
_SHOWN = 20
_REFUSED_STATUS = 7
_MENDS = (
    "unreadable", "empty", "contradictions", "duplicates", "leaks", "leaks-drop", "pairs",
)  # fmt: skip


@click.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--pattern", help="Regular expression with named groups (?P<identity>...), source, "
              "pair, method or clip, for file names of a labelled folder.")  # fmt: skip
@click.option("--compression", "compressions", multiple=True,
              help="Compression of FaceForensics++ to read: c0, c23, c40; repeatable.")  # fmt: skip
@click.option("--splits", type=click.Choice(["official", "people"]), default="official",
              show_default=True, help="Splits of Celeb-DF: official test list, or by "
                                      "person.")  # fmt: skip
@click.option("--repair", multiple=True, type=click.Choice(_MENDS),
              help="Apply this repair; repeatable.")  # fmt: skip
@click.option("--manifest", type=click.Path(path_type=Path, dir_okay=False),
              help="Write the remaining items as a CSV manifest for training.")  # fmt: skip
@click.option("--quick", is_flag=True, help="Do not read the files.")
@click.option("--faces", is_flag=True, help="Also compare faces, and merge names that look like "
                                            "one person; extracts every face.")  # fmt: skip
@work_option
@json_option
@click.pass_context
def check(context: click.Context, data: Path, pattern: str | None, compressions: tuple[str, ...],
          splits: str, repair: tuple[str, ...], manifest: Path | None, quick: bool, faces: bool,
          work: Path | None, as_json: bool) -> None:  # fmt: skip
    """List the content of labelled data and its problems.

    The exit status is 7 if training would refuse the data. Leaks (people or source clips in more
    than one split), duplicates, contradictory labels and unreadable files are refused; --repair
    with --manifest writes a repaired list.

    \b
    Folders are read by their names:
      real/ fake/                     or original/ tampered/, Real_Image/ Fake_Image/, ...
      train/real/ test/fake/ ...      the folder defines the split; so does real/train/
      real/ DF/ F2F/ FS/ NT/          methods instead of 'fake', by short or full name
      real/PERSON/file                the first folder below 'real' is the person
      fake/METHOD/file                if the method's name is known, else the person
      fake/METHOD/PERSON/file         any name is a method
      .../CLIP/0001.png 0002.png      a folder of numbered pictures is one clip
    Other folders with pictures or clips are refused by name.

    identities.csv in the folder overrides this. It has the column file (relative to the folder,
    like real/anna.mp4) and any of identity (the person), source (the pristine clip it is or was
    made from), pair (shared by a forgery and its original), method, compression, clip (shared by
    the frames of one clip) and split (train, val, test).

    If nothing else names the person, the file name does: 'abarnvbtwb-012' shows 'abarnvbtwb', and
    'id3_0007' shows 'id3'. One person stays in one split. --faces also compares people by their
    faces: names that look like one person are merged, and those in different splits count as a
    leak, which --repair leaks resolves.

    \b
    Example:
      forensics check cases/2026 --repair leaks --manifest repaired.csv
      forensics train repaired.csv -o newsroom.bundle
    """
    from engine.training.datasets import checks
    from engine.training.datasets.manifest import write_manifest
    from engine.training.datasets.recognise import Reading, recognise
    from engine.training.datasets.repairs import repair as mend
    from engine.training.retrain.near_duplicates import as_one

    found = recognise(data, Reading(pattern, compressions, splits == "official"))
    records = found.records
    likeness = _compared(records, crops_folder(work)) if faces else None
    if likeness is not None:
        records = as_one(records, likeness.groups)
    findings = checks.check(records, not quick)
    if repair:
        records = mend(records, findings, repair)
        findings = checks.check(records, not quick)
    refused = any(f.severity == checks.REFUSED for f in findings)
    if as_json:
        print_json(
            {
                "layout": found.layout,
                "notes": [str(note) for note in found.notes],
                "counts": _counts(records),
                "findings": [_plain(finding) for finding in findings],
                "refused": refused,
                **({"faces": _plain_likeness(likeness)} if likeness else {}),
            }
        )
    else:
        echo(f"Recognised: {found.layout}, {len(records)} items.")
        for note in found.notes:
            echo(f"  {note}")
        _print_counts(records)
        if likeness is not None:
            _print_likeness(likeness)
        _print_findings(findings)
    if manifest is not None and not refused:
        write_manifest(records, manifest)
        echo(f"Wrote {manifest}.", err=True)
    if refused:
        context.exit(_REFUSED_STATUS)


def _plain(finding: Finding) -> dict[str, Any]:
    words = {"message": str(finding.message), "advice": str(finding.advice)}
    return {**asdict(finding), **words}


def _plain_likeness(found: NearDuplicates) -> dict[str, Any]:
    return {**asdict(found), "skipped": str(found.skipped or "")}


def _counts(records: list[FaceRecord]) -> list[dict[str, str | int]]:
    """Number of items, clips and people of each split, label and method."""
    keys = ("origin", "split", "method", "compression")
    labels = ("pristine", "forged")
    items = Counter((labels[r.label], *(getattr(r, k) for k in keys)) for r in records)
    people: dict[tuple[str, ...], set[str]] = {key: set() for key in items}
    clips: dict[tuple[str, ...], set[str]] = {key: set() for key in items}
    for record in records:
        key = (labels[record.label], *(getattr(record, k) for k in keys))
        people[key].add(record.identity)
        clips[key].add(record.clip)
    return [
        {
            **dict(zip(("label", *keys), key, strict=True)),
            "items": items[key],
            "clips": len(clips[key]),
            "people": len(people[key]),
        }
        for key in sorted(items)
    ]


def _print_counts(records: list[FaceRecord]) -> None:
    columns = ("origin", "split", "label", "method", "compression", "items", "clips", "people")
    rows = [tuple(str(count[column]) for column in columns) for count in _counts(records)]
    print_table([columns, *sorted(rows)])


def _compared(records: list[FaceRecord], folder: Path) -> NearDuplicates:
    """Compare people by their faces; crops are cached, embeddings are not."""
    import tempfile

    from engine.training.crops import prepare_crops, storage_for
    from engine.training.loop import Run
    from engine.training.retrain.near_duplicates import VIEW, find_near_duplicates

    with progress_bar() as progress, tempfile.TemporaryDirectory() as state:
        crops = prepare_crops(records, storage_for(VIEW), folder, progress)
        return find_near_duplicates(crops, Run(Path(state), progress=progress))


def _print_likeness(found: NearDuplicates) -> None:
    from engine.training.retrain.near_duplicates import ERROR

    echo(f"\nPeople by their faces. {found.skipped or ERROR}")
    for group in found.groups:
        echo(f"  Taken for one person: {', '.join(group)}")
    for pair in found.pairs[:_SHOWN]:
        echo(f"  Alike, in different splits: {pair.first} and {pair.second} ({pair.likeness:.2f})")
    if len(found.pairs) > _SHOWN:
        echo(f"  ... and {len(found.pairs) - _SHOWN} more pairs; --json lists all.")


def _print_findings(findings: list[Finding]) -> None:
    for finding in findings:
        echo(f"\n{finding.severity.upper()} ({finding.kind}): {finding.message}")
        echo(f"  {finding.advice}")
    if not findings:
        echo("\nNothing is wrong with these data.")
