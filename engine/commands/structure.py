"""`forensics compare-files` and `forensics structure`: how files are built."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.commands.options import json_option
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from engine.structure.compare import Row
    from engine.structure.library import LibraryEntry, Match
    from engine.structure.properties import Structure

_FILE = click.Path(path_type=Path)
_library_option = click.option(
    "--library", "library_path", type=_FILE,
    help="File of the library. Default: the user's own.",
)  # fmt: skip
_SIGNS = {"same": " ", "different": "≠", "only first": "<", "only second": ">"}
#: Characters of a value in a table, and number of differing fields listed for an entry.
_CUT, _LISTED = 64, 20


@click.command("compare-files")
@click.argument("first", type=_FILE)
@click.argument("second", type=_FILE)
@click.option("--all", "show_all", is_flag=True, help="Also print what is the same.")
@json_option
def compare_files(first: Path, second: Path, show_all: bool, as_json: bool) -> None:
    """Compare two files: metadata, coding, parameter sets, groups of pictures, boxes.

    A sign stands before each line: ≠ other value, < only in the first, > only in the second.
    An asterisk marks features, which depend on the device or program rather than the recording.

    \b
    Example:
      forensics compare-files evidence.mp4 test-recording.mp4
    """
    from engine.structure.compare import SAME, compare_structures

    structures = [_read(path) for path in (first, second)]
    rows = compare_structures(*structures)
    if as_json:
        files = [{"name": s.name, "sha256": s.sha256} for s in structures]
        print_json({"files": files, "rows": [_plain(row) for row in rows]})
        return
    for section, group in groupby(rows, lambda row: row.section):
        chosen = [row for row in group if show_all or row.state != SAME]
        if chosen:
            echo(section)
            print_table([_line(row) for row in chosen])
            echo()
    same = sum(row.state == SAME for row in rows)
    features = [row for row in rows if row.feature]
    alike = sum(row.state == SAME for row in features)
    echo(f"{same} of {len(rows)} values and {alike} of {len(features)} features are the same.")


def _read(path: Path) -> Structure:
    from engine.structure.properties import read_structure

    with progress_bar() as progress:
        return read_structure(path, progress)


def _plain(row: Row) -> dict[str, Any]:
    return asdict(row) | {"state": row.state}


def _line(row: Row) -> tuple[str, ...]:
    sign = _SIGNS[row.state] + ("*" if row.feature else " ")
    return (f"  {sign}", row.name, _cut(row.first), _cut(row.second))


def _cut(value: str | None) -> str:
    if value is None:
        return "–"
    return value if len(value) <= _CUT else value[: _CUT - 1] + "…"


@click.group()
def structure() -> None:
    """Keep structures of files of known devices and platforms, and find which a clip looks like.

    An equal structure shows that a file was written in the same way. It identifies no device.
    """


@structure.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option(
    "--name", required=True, help='Device or platform, for example "WhatsApp on Android".'
)
@click.option("--note", default="", help="How the files were made.")
@_library_option
def add(files: tuple[Path, ...], name: str, note: str, library_path: Path | None) -> None:
    """Add files of a known device or platform to the library.

    Files of one name make one entry, which keeps what all of them have in common. Add recordings
    of different length, place and day, so that only the device's own features remain.

    \b
    Example:
      forensics structure add a.mp4 b.mp4 --name "WhatsApp on Android" --note "2.24, Pixel 8"
    """
    from engine.structure.library import StructureLibrary
    from engine.structure.properties import feature_of

    library = StructureLibrary(library_path)
    entry = library.add(name, [_read(path) for path in files], note)
    features = {feature_of(name) for name in entry.features}
    echo(f"{entry.name}: {len(features)} features, source files: {len(entry.sources)}")


@structure.command("list")
@_library_option
@json_option
def list_entries(library_path: Path | None, as_json: bool) -> None:
    """List the entries of the library."""
    from engine.structure.library import StructureLibrary
    from engine.structure.properties import feature_of

    entries = StructureLibrary(library_path).entries()
    if as_json:
        print_json([_entry(entry) for entry in entries])
        return
    rows = [("name", "features", "files", "added", "note")]
    rows += [
        (e.name, str(len(set(map(feature_of, e.features)))), str(len(e.sources)), e.added, e.note)
        for e in entries
    ]
    print_table(rows)


def _entry(entry: LibraryEntry) -> Any:
    import msgspec

    return msgspec.to_builtins(entry)


@structure.command()
@click.argument("clip", type=_FILE)
@_library_option
@json_option
def match(clip: Path, library_path: Path | None, as_json: bool) -> None:
    """Compare a clip with all entries of the library, the most similar first.

    \b
    Example:
      forensics structure match clip.mp4
    """
    from engine.structure.library import LIMIT, StructureLibrary

    library = StructureLibrary(library_path)
    found = library.match(_read(clip)) if library.entries() else ()
    if as_json:
        print_json({"limit": LIMIT, "matches": [_plain_match(one) for one in found]})
        return
    if not found:
        echo("The library is empty. Add files of known devices with 'forensics structure add'.")
        return
    for one in found:
        _print_match(one)
    echo()
    echo(click.wrap_text(LIMIT, 96))


def _plain_match(one: Match) -> dict[str, Any]:
    fields = ("field", "entry", "clip")
    return {
        "name": one.entry.name,
        "note": one.entry.note,
        "agreeing": len(one.agree),
        "features": one.total,
        "agree": one.agree,
        "differ": [dict(zip(fields, row, strict=True)) for row in one.differ],
        "lacks": one.lacks,
    }


def _print_match(one: Match) -> None:
    echo(f"{one.entry.name}: {len(one.agree)} of {one.total} features")
    for title, names in (("agree", one.agree), ("not in the clip", one.lacks)):
        if names:
            echo(click.wrap_text(f"{title}: {', '.join(names)}", 96, "  ", "    "))
    for name, theirs, ours in one.differ[:_LISTED]:
        echo(f"  differs: {name}: {_cut(theirs)} in the library, {_cut(ours)} in the clip")
    if len(one.differ) > _LISTED:
        echo(f"  and {len(one.differ) - _LISTED} more fields")


@structure.command()
@click.argument("name")
@_library_option
def remove(name: str, library_path: Path | None) -> None:
    """Remove an entry from the library."""
    from engine.structure.library import StructureLibrary

    StructureLibrary(library_path).remove(name)
    echo(f"Removed {name}")


@structure.command()
@click.argument("path", metavar="FILE", type=_FILE)
@_library_option
def export(path: Path, library_path: Path | None) -> None:
    """Write the library to a file for colleagues; it names source files by name and SHA-256."""
    from engine.structure.library import StructureLibrary

    count = StructureLibrary(library_path).export(path)
    echo(f"Entries written to {path}: {count}")


@structure.command("import")
@click.argument("path", metavar="FILE", type=_FILE)
@_library_option
def import_entries(path: Path, library_path: Path | None) -> None:
    """Add the entries of an exported library; entries whose name is in use are left out."""
    from engine.structure.library import StructureLibrary

    added, left_out = StructureLibrary(library_path).import_from(path)
    echo(f"Entries added: {added}")
    for name in left_out:
        echo(f"Left out, the name is in use: {name}")
