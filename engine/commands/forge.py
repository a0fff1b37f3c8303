"""`forensics forge`: generate labelled forgeries from pristine pictures and clips."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.terminal import echo, print_table, progress_bar
from engine.wording import mark

if TYPE_CHECKING:
    from engine.forgery.produce import Made, Sheet
    from engine.forgery.subjects import Source

#: Copy of `engine.forgery.make.KINDS`, so that `--help` imports nothing heavy.
_KINDS = ("self-blend", "swap", "region", "resample")


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False),
              help="Folder for real/, fake/, masks/ and manifest.csv.")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS),
              help="Generate this kind; repeatable. Default: all.")  # fmt: skip
@click.option("--count", default=1, show_default=True, type=click.IntRange(1),
              help="Number of forgeries of each kind from each picture or clip.")  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0),
              help="The same seed gives the same forgeries.")  # fmt: skip
@click.option("--clip", "clips", is_flag=True, help="Forge whole clips instead of single frames.")
@click.option("--pattern", help="Regular expression with the group (?P<identity>...), which "
                                "names the person in file names.")  # fmt: skip
@click.option("--sheet", "sheet_path", type=click.Path(path_type=Path, dir_okay=False),
              help="Write a contact sheet (PNG).")  # fmt: skip
def forge(inputs: tuple[Path, ...], output: Path, kinds: tuple[str, ...], count: int, seed: int,
          clips: bool, pattern: str | None, sheet_path: Path | None) -> None:  # fmt: skip
    """Generate labelled forgeries with masks from pristine faces.

    INPUTS are pictures, clips, or folders of them. In a folder, the first sub-folder is the person,
    otherwise the file name before its number. Originals and forgeries go through the same chain of
    scaling, codecs, JPEG and filmed displays. Faces are swapped between people of one split only,
    so that nothing leaks.

    \b
    Kinds:
      self-blend   a face blended with an altered copy of itself
      swap         the inner face of another person in a similar pose
      region       mouth or eyes from another frame or face, or with another expression
      resample     the inner face at the resolution of an autoencoder

    \b
    Example:
      forensics forge portraits/ -o made --count 2 --sheet sheet.png
      forensics train made/manifest.csv -o my.bundle
    """
    from engine.errors import ForgeryError
    from engine.forgery.make import KINDS
    from engine.forgery.produce import ForgeSettings, Sheet, Skipped, produce
    from engine.training.datasets.manifest import record_of, write_manifest

    sources = _sources(inputs, output, pattern)
    settings = ForgeSettings(kinds or KINDS, count, seed, clips)
    sheet = Sheet() if sheet_path is not None else None
    made: list[Made] = []
    skipped: list[Skipped] = []
    with progress_bar() as progress:
        for item in produce(sources, output, settings, sheet, progress):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                made.append(item)
    for note in skipped:
        echo(f"Left out: {note.source.path}: {note.reason}", err=True)
    if not any(item.kind for item in made):
        raise ForgeryError(
            mark("No forgery could be made: {reason}")
            if skipped
            else mark("No forgery could be made: no face was found."),
            mark("Use pictures and clips that show faces at least 40 pixels wide."),
            reason=skipped[0].reason if skipped else "",
        )
    write_manifest([record_of(item, output) for item in made], output / "manifest.csv")
    _write_details(made, output)
    if sheet is not None and sheet_path is not None:
        _write_sheet(sheet, sheet_path)
    counts = Counter(item.kind or "pristine" for item in made)
    print_table([("method", "files"), *((k, str(n)) for k, n in sorted(counts.items()))])
    echo(f"Wrote {output / 'manifest.csv'}.", err=True)


def _sources(inputs: tuple[Path, ...], output: Path, pattern: str | None) -> list[Source]:
    """Find all pictures and clips, each with its person and split."""
    from engine.errors import ForgeryError
    from engine.forgery.subjects import Source
    from engine.training.datasets.media import CLIPS, PICTURES, media_below
    from engine.training.datasets.splits import hashed_split

    found: dict[Path, Path] = {}
    for place in inputs:
        if place.is_dir():
            found.update({path: path.relative_to(place) for path in media_below(place)})
        elif place.suffix.lower() in PICTURES | CLIPS:
            found[place] = Path(place.name)
        else:
            raise ForgeryError(
                mark("'{name}' is neither a picture nor a clip by its ending."),
                mark("Known endings are {names}."),
                name=place.name,
                names=", ".join(sorted(PICTURES | CLIPS)),
            )
    own = output.resolve()
    sources: dict[str, Source] = {}
    for path, below in found.items():
        if path.resolve().is_relative_to(own):
            continue
        name = below.with_suffix("").as_posix()
        # Two folders, or two suffixes, may give the same name.
        number = 1
        while name in sources:
            number += 1
            name = f"{below.with_suffix('').as_posix()}-{number}"
        person = _person(below, name, pattern)
        is_clip = path.suffix.lower() in CLIPS
        sources[name] = Source(path, name, is_clip, person, hashed_split(person))
    if not sources:
        raise ForgeryError(
            mark("There is no picture or clip in what was given."),
            mark("Give pictures, clips or folders."),
        )
    return list(sources.values())


def _person(below: Path, name: str, pattern: str | None) -> str:
    import re

    from engine.training.datasets.folder_names import presumed_person

    if pattern is not None:
        try:
            match = re.search(pattern, below.as_posix())
        except re.error as error:
            raise click.BadParameter(f"not a regular expression: {error}") from error
        if match is not None and match.groupdict().get("identity"):
            return match["identity"]
    return below.parts[0] if len(below.parts) > 1 else presumed_person(below.stem) or name


def _write_details(made: list[Made], folder: Path) -> None:
    """Write `details.jsonl`: the drawn parameters of each file, one a line."""
    lines = [
        json.dumps(
            {
                "path": item.path.relative_to(folder).as_posix(),
                "mask": item.mask.relative_to(folder).as_posix() if item.mask else None,
                "kind": item.kind or "pristine",
                **item.details,
            },
            ensure_ascii=False,
        )
        for item in made
    ]
    (folder / "details.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_sheet(sheet: Sheet, path: Path) -> None:
    from PIL import Image

    picture = sheet.picture()
    if picture is not None:
        Image.fromarray(picture).save(path)
        echo(f"Wrote {path}.", err=True)
