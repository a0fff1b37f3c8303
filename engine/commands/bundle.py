"""`forensics bundle`: manage detectors."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.commands.evaluation import print_figures
from engine.commands.options import (
    BUNDLE,
    crops_folder,
    device_option,
    json_option,
    work_option,
    workers_option,
)
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from engine.detector.bundle.store import BundleStore, Entry
    from engine.detector.published.layouts import Layout

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
        state = str(entry.trouble or ("archived" if entry.archived else ""))
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
@click.option(
    "--layout",
    default="",
    help="PLACE is a checkpoint with this layout, see 'forensics bundle layouts'.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="With --layout: write a bundle folder instead of importing into the store.",
)
@click.option(
    "--half",
    is_flag=True,
    help="With --layout: store weights in half precision. The file is half as large; "
    "scores change by up to 0.002.",
)
@notes_option
def import_bundle(place: Path, layout: str, output: Path | None, half: bool,
                  notes: str) -> None:  # fmt: skip
    """Import a bundle into the store: a folder, a .zip written by 'export', or a checkpoint.

    The bundle is treated as untrusted: every part is checked against a schema, its limits and its
    hash, and none of its code is run. Whether its verdicts are reliable is another question:
    'forensics evaluate' measures that.

    With --layout, PLACE is a checkpoint that others published. Only its tensors are read, in a
    process with limited rights. The detector gives the scores of the authors' code, but no
    likelihood ratios until 'forensics bundle calibrate'.

    \b
    Example:
      forensics bundle import xception_best.pth --layout deepfakebench_xception
    """
    if not layout:
        if output or half:
            raise click.UsageError("--output and --half need --layout.")
        entry = _store().import_bundle(place, notes)
        _print_imported(entry)
        return
    from engine.detector.published.importer import import_checkpoint
    from engine.detector.published.layouts import layout_named

    known = layout_named(layout)
    detector = import_checkpoint(place, known, half)
    if output is not None:
        echo(f"Wrote {output} (SHA-256 {detector.save(output)}).")
    else:
        entry = _store().add_imported(known.title, detector.save, notes, place.name)
        _print_imported(entry)
    _print_licence(known)
    for sentence in known.unverified:
        echo(sentence)


@bundle.command()
@click.argument("layout")
@click.argument("address", required=False)
@click.option("--sha256", default="", help="Of the file, as its authors state it.")
@notes_option
def fetch(layout: str, address: str | None, sha256: str, notes: str) -> None:
    """Download a published checkpoint and import it.

    LAYOUT is a name from 'forensics bundle layouts'. Where its authors state no address and hash,
    give both: what cannot be checked is not downloaded. An interrupted download resumes.

    \b
    Example:
      forensics bundle fetch gend_clip_l14 https://example.org/model.safetensors --sha256 0123...
    """
    from engine.detector.published.download import fetch_checkpoint
    from engine.detector.published.importer import import_checkpoint
    from engine.detector.published.layouts import layout_named

    known = layout_named(layout)
    with progress_bar() as progress:
        path = fetch_checkpoint(known, address or "", sha256, progress)
    detector = import_checkpoint(path, known)
    entry = _store().add_imported(known.title, detector.save, notes, address or known.address)
    _print_imported(entry)
    _print_licence(known)


def _print_imported(entry: Entry) -> None:
    echo(f"Imported '{entry.title}' as '{entry.name}' (SHA-256 {entry.digest}).")


def _print_licence(layout: Layout) -> None:
    echo(f"Licence: {layout.licence}." + ("" if layout.commercial else " No commercial use."))


@bundle.command()
@json_option
def layouts(as_json: bool) -> None:
    """List the published detectors that 'import --layout' reads, and which file to get."""
    from msgspec import to_builtins

    from engine.detector.published.layouts import published_layouts

    found = published_layouts().values()
    if as_json:
        print_json([to_builtins(layout) for layout in found])
        return
    for layout in found:
        echo(f"{layout.name}: {layout.title}")
        echo(f"  {layout.paper}")
        echo(f"  {layout.figures}")
        echo(f"  File: {layout.file} ({layout.repository})")
        echo(f"  Licence: {layout.licence}" + ("" if layout.commercial else "; no commercial use"))


@bundle.command()
@click.argument("detector", type=BUNDLE)
@click.argument("data", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write a bundle folder instead of adding to the store.",
)
@work_option
@workers_option
@device_option
def calibrate(detector: Path, data: Path, output: Path | None, work: Path | None, workers: int,
              device: str) -> None:  # fmt: skip
    """Give a detector without likelihood ratios, such as a published one, a calibration.

    DATA holds labelled clips: folders 'real' and 'fake', or any layout that 'forensics train'
    reads. Its splits "train" and "val" calibrate, "test" measures; each needs other people. At
    least ten pristine and ten forged clips are needed, and their number bounds the ratios.

    \b
    Example:
      forensics bundle calibrate xception-deepfakebench labelled/
    """
    from engine.detector.detector import Detector
    from engine.training.calibrate import calibrate_detector

    with progress_bar() as progress:
        made = calibrate_detector(Detector.load(detector, device), data, crops_folder(work),
                                  progress, workers=workers)  # fmt: skip
    measured = made.card.get("measured")
    if measured:
        print_figures(measured)
    if output is not None:
        echo(f"Wrote {output} (SHA-256 {made.save(output)}).")
        return
    entry = _store().add(made.name, made.save, came_from=detector.name)
    echo(f"Saved as '{entry.name}' (SHA-256 {entry.digest}).")


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
    return {**asdict(entry), "path": str(entry.path), "trouble": str(entry.trouble or "")}
