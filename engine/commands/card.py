"""`forensics card`: print and complete a bundle's model card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from engine.commands.options import BUNDLE
from engine.files import read_small
from engine.terminal import echo, print_json
from engine.wording import mark

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("bundle", type=BUNDLE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of Markdown.")
@click.option("--failures", type=_FILE,
              help="Text file of known failures, one sentence per line.")  # fmt: skip
@click.option("--provenance", type=_FILE,
              help="Text file on the provenance of the data.")  # fmt: skip
@click.option("--ablation", type=_FILE,
              help="ablation.json written by 'forensics ablate'.")  # fmt: skip
@click.option("--beside", "others", multiple=True,
              type=click.Path(path_type=Path, file_okay=False), metavar="OTHER",
              help="Bundle of another model, trained and measured on "
                   "the same data; repeatable.")  # fmt: skip
def card(bundle: Path, as_json: bool, failures: Path | None, provenance: Path | None,
         ablation: Path | None, others: tuple[Path, ...]) -> None:  # fmt: skip
    """Print a bundle's model card, or complete it first.

    New content replaces the card's section and gives the bundle a new SHA-256. Metrics are added by
    'forensics evaluate --into-card'.

    \b
    Examples:
      forensics card my.bundle > card.md
      forensics card my.bundle --failures failures.txt
      forensics card my.bundle --beside mesonet.bundle --beside paper.bundle
    """
    from engine.detector.bundle.card import beside, card_page, read_card, rewrite_card

    found = read_card(bundle)
    added: dict[str, Any] = {}
    for key, path in (("failures", failures), ("provenance", provenance)):
        if path is not None:
            added[key] = _sentences(path)
    if ablation is not None:
        added["ablation"] = _ablation(ablation)
    if others:
        added["beside"] = beside(found, [read_card(other) for other in others])
    if added:
        found |= added
        digest = rewrite_card(bundle, found)
        echo(f"Wrote the card of {bundle} (SHA-256 {digest}).", err=True)
    if as_json:
        print_json(found)
    else:
        echo(card_page(bundle), nl=False)


def _sentences(path: Path) -> list[str]:
    lines = (" ".join(line.split()) for line in _text(path).splitlines())
    return [line.removeprefix("- ") for line in lines if line]


def _ablation(path: Path) -> dict[str, Any]:
    """Read and validate a table of ablations."""
    import msgspec

    from engine.errors import TrainingDataError
    from engine.training.ablation import Finding

    layout = msgspec.defstruct("Table", [("split", str), ("runs", list[Finding])])
    try:
        table: Any = msgspec.json.decode(_text(path), type=layout)
    except ValueError as error:
        raise TrainingDataError(
            mark("'{path}' is not a table of ablations: {why}."),
            mark("Give the ablation.json that 'forensics ablate' wrote."),
            path=path,
            why=error,
        ) from error
    return {"split": table.split, "runs": [finding.to_json() for finding in table.runs]}


def _text(path: Path) -> str:
    from engine.errors import OutputError

    try:
        return read_small(path).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(
            mark("'{path}' cannot be read as text: {why}."),
            mark("Give a text file in UTF-8."),
            path=path,
            why=error,
        ) from error
