"""`forensics info`: describe a clip's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.options import stream_option
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from engine.container.facts import ClipFacts


def _print_about(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    from engine.sandbox.linux import sandbox_status

    if wanted:
        echo("The process that decodes:")
        for line in sandbox_status():
            echo(f"  {line}")
        context.exit()


@click.command()
@click.option(
    "--about",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_about,
    help="Print how the decoding process is sandboxed on this system, and exit.",
)
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@stream_option
def info(clip: Path, as_json: bool, stream: int | None) -> None:
    """Print the facts of a clip's file, and what is unusual about it.

    \b
    Facts are: hash, streams, time stamps, groups of pictures, software signatures,
    content credentials. Observations follow: unusual properties, with what each can
    indicate and its innocent explanations.
    """
    from engine.video.source import VideoSource

    with (
        progress_bar() as progress,
        VideoSource.open(clip, progress=progress, stream=stream) as video,
    ):
        facts = video.facts
    if as_json:
        print_json(facts.to_json())
        return
    _print_facts(facts)


def _print_facts(facts: ClipFacts) -> None:
    from engine.container.examination import ATTENTION
    from engine.container.fact_sheet import fact_sheet

    plain = facts.to_json()
    plain.pop("examination")
    tags = plain.pop("metadata").items()
    plain["counted"] = f"by {plain['counted']}"
    plain["damaged"] = "yes" if plain["damaged"] else "no damage noticed"
    plain["audio"] = plain["audio"] or "none"
    rows = [(key.replace("_", " "), str(value)) for key, value in plain.items()]
    echo("File")
    print_table([("", *row) for row in rows + [(f"tag {key}", value) for key, value in tags]])
    assert facts.examination is not None
    for section in fact_sheet(facts.examination):
        echo(f"\n{section.title}")
        print_table([("", *row) for row in section.rows])
    echo("\nObservations about the file")
    for seen in facts.examination.observations:
        echo(f"\n  {'! ' if seen.severity == ATTENTION else ''}{seen.title}")
        for text in (seen.sentence, f"Can mean: {seen.may_mean}", f"Innocently: {seen.innocent}"):
            echo(click.wrap_text(text, 96, "    ", "    "))
    if not facts.examination.observations:
        echo("  Nothing was noticed.")
