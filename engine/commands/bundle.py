"""`forensics bundle`: manage detectors."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.commands.options import device_option, json_option, workers_option
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from engine.detector.bundle.store import BundleStore, Entry

notes_option = click.option("--notes", default="", help="Your notes on it.")
#: Displayed digits of a hash.
_SHOWN = 12
#: Maximum width of a table cell.
_WIDEST = 40


@click.group()
def bundle() -> None:
    """List, show, compare, import, export and delete detectors.

    The store holds the shipped detector, detectors trained here and imported ones; reports say
    which. Their names are accepted wherever a command takes a bundle.
    """


def _store() -> BundleStore:
    from engine.detector.bundle.store import BundleStore

    return BundleStore()


@bundle.command("list")
@json_option
def list_bundles(as_json: bool) -> None:
    """List the detectors of the store; * marks the default."""
    entries = _store().entries()
    if as_json:
        print_json([_plain(entry) for entry in entries])
        return
    rows = [("", "name", "detector", "origin", "added", "size", "SHA-256", "")]
    for entry in entries:
        state = entry.trouble or ("archived" if entry.archived else "")
        rows.append(
            ("*" if entry.default else "", entry.name, entry.title, entry.origin, entry.added,
             f"{entry.size / 1e6:.1f} MB", entry.digest[:_SHOWN], state)
        )  # fmt: skip
    print_table(rows)


@bundle.command()
@click.argument("name")
@json_option
def show(name: str, as_json: bool) -> None:
    """Print a detector's properties and its model card."""
    from engine.detector.bundle.card import card_page, read_card

    entry = _store().entry(name)
    if as_json:
        content = {**_plain(entry), "card": read_card(entry.path)}
        print_json(content)
        return
    facts = [(key.replace("_", " "), str(value)) for key, value in _plain(entry).items() if value]
    print_table(facts)
    echo()
    echo(card_page(entry.path), nl=False)


@bundle.command()
@click.argument("first")
@click.argument("second")
@json_option
def compare(first: str, second: str, as_json: bool) -> None:
    """Compare the model cards of two detectors.

    Only metrics of the same test set are shown side by side. To compare two detectors on your own
    clips, use 'forensics compare FIRST SECOND DATA'.
    """
    from engine.detector.bundle.summary import compare_cards

    store = _store()
    rows = compare_cards(store.entry(first), store.entry(second))
    if as_json:
        print_json([dict(zip(("fact", "first", "second"), row, strict=True)) for row in rows])
        return
    cells = [tuple(_short(cell) for cell in row) for row in rows]
    print_table([("", first, second), *cells])


def _short(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 3]}..."


@bundle.command("import")
@click.argument("place", type=click.Path(path_type=Path))
@notes_option
def import_bundle(place: Path, notes: str) -> None:
    """Import a bundle into the store: a folder, or a .zip written by 'export'.

    The bundle is treated as untrusted: every part is checked against a schema, its limits and its
    hash, and none of its code is run. Whether its verdicts are reliable is another question:
    'forensics evaluate' measures that.
    """
    entry = _store().import_bundle(place, notes)
    echo(f"Imported '{entry.title}' as '{entry.name}' (SHA-256 {entry.digest}).")


@bundle.command()
@click.argument("name")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help="A new .zip, or a new folder.")  # fmt: skip
def export(name: str, output: Path) -> None:
    """Write a detector of the store to a .zip or a folder."""
    _store().export(name, output)
    echo(f"Wrote {output}.")


@bundle.command()
@click.argument("place", type=click.Path(path_type=Path))
def verify(place: Path) -> None:
    """Check every part of a bundle like an import, without changing anything.

    PLACE is a name in the store, a folder or a .zip.
    """
    import tempfile

    from engine.analysis.phrases import ORIGINS
    from engine.detector.bundle.import_files import copy_bundle_files
    from engine.detector.bundle.import_validation import validate_bundle

    store = _store()
    with tempfile.TemporaryDirectory(prefix="bundle-") as name:
        copy_bundle_files(store.resolve(place), Path(name))
        passed = validate_bundle(Path(name))
    echo(f"'{passed.name}' is whole: {passed.size / 1e6:.1f} MB, SHA-256 {passed.digest}, "
               f"{ORIGINS[store.origin_of(passed.digest)]}.")  # fmt: skip


@bundle.command()
@click.argument("name")
def default(name: str) -> None:
    """Use a detector by default."""
    store = _store()
    store.choose(name)
    echo(f"'{name}' is the default from now on.")


@bundle.command()
@click.argument("name")
@click.option("--undo", is_flag=True, help="Undo: offer it again.")
def archive(name: str, undo: bool) -> None:
    """Archive a detector: it is kept but not offered."""
    _store().archive(name, not undo)
    echo(f"'{name}' is {'in use again' if undo else 'archived'}.")


@bundle.command()
@click.argument("name")
def delete(name: str) -> None:
    """Delete a detector; 'restore' undoes it."""
    _store().delete(name)
    echo(f"Deleted '{name}'. Bring it back with: forensics bundle restore {name}")


@bundle.command()
@click.argument("name")
def restore(name: str) -> None:
    """Restore a deleted detector."""
    entry = _store().restore(name)
    echo(f"Restored as '{entry.name}'.")


@bundle.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--most", default=250, show_default=True, type=click.IntRange(10),
              help="Maximum number of faces of each method and purpose.")  # fmt: skip
@click.option("--work", type=click.Path(path_type=Path),
              help="Folder whose 'crops' is the face cache. Default: "
                   "beside the bundle.")  # fmt: skip
@workers_option
@device_option
def rehearse(folder: Path, data: Path, most: int, work: Path | None, workers: int,
             device: str) -> None:  # fmt: skip
    """Store faces of the bundle's own data in it, so that new heads can rehearse them.

    Embeddings of DATA's split "val" are kept for training, those of "test" for measuring
    forgetting; pictures are not kept. The bundle in FOLDER gets a new SHA-256.
    """
    from engine.detector.detector import Detector
    from engine.training.retrain.old_data import rehearsal_from

    detector = Detector.load(folder, device)
    with progress_bar() as progress:
        crops = (work or folder.with_suffix(".work")) / "crops"
        detector.rehearsal = rehearsal_from(detector, data, crops, most, workers, progress)
    digest = detector.save(folder)
    echo(f"Wrote {folder} with {len(detector.rehearsal.labels)} faces (SHA-256 {digest}).")


def _plain(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "path": str(entry.path)}
