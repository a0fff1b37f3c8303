"""The user's store of detector bundles."""

from __future__ import annotations

import contextlib
import datetime
import logging
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import msgspec

from engine.detector.bundle.import_files import LIMITS, copy_bundle_files
from engine.detector.bundle.manifest import AGAIN, read_manifest
from engine.errors import BundleError, OutputError
from engine.files import atomic_folder, write_atomic
from engine.shipped import default_bundle
from engine.wording import mark

logger = logging.getLogger(__name__)

_MOST_NOTE = 1 << 20


def _read_capped(path: Path) -> bytes:
    """Read a file up to the maximum length of a note."""
    with path.open("rb") as file:
        return file.read(_MOST_NOTE)


def _modified_time(path: Path) -> float:
    """Modification time of a folder; 0 if it cannot be read."""
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return 0.0


@contextmanager
def output_errors(place: Path) -> Iterator[None]:
    """Convert write failures to OutputError."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            mark("The detectors in '{place}' could not be changed: {why}."),
            mark("Free some disk space, and check that you may write there."),
            repr(error),
            place=place,
            why=error.strerror or error,
        ) from error


@contextmanager
def scratch_folder(root: Path) -> Iterator[Path]:
    """Create an empty folder in the store for untrusted files; removed afterwards."""
    folder = root / f".incoming-{secrets.token_hex(6)}"
    try:
        with output_errors(root):
            folder.mkdir(parents=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_archive(bundle: Path, name: str, target: Path) -> None:
    """Write a bundle's parts atomically to a .zip, in a folder of that name."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(6)}.part")
    try:
        with output_errors(target.parent):
            with zipfile.ZipFile(part, "x", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(bundle.iterdir()):
                    if path.name in LIMITS:
                        archive.write(path, f"{name}.bundle/{path.name}")
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


SHIPPED: Final = "shipped"
TRAINED: Final = "trained here"
IMPORTED: Final = "imported"
UNKNOWN: Final = "unknown"
#: Name of the detector that ships with the program.
SHIPPED_NAME = "shipped"
_BUNDLE, _ENTRY, _TRASH, _DEFAULT = "detector.bundle", "entry.json", "trash", "default"
#: Maximum characters of a name derived from a title.
_LONGEST = 48
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class _Note(msgspec.Struct, forbid_unknown_fields=True):
    """Contents of `entry.json`."""

    origin: Literal["trained here", "imported"]
    digest: str
    added: str
    notes: str = ""
    archived: bool = False
    came_from: str = ""


@dataclass(frozen=True)
class Entry:
    """A bundle of the store.

    Attributes:
        name: its name in commands, unique in the store.
        title: the detector's own name.
        path: folder of the bundle.
        origin: SHIPPED, TRAINED or IMPORTED.
        digest: SHA-256 of its manifest.
        added: date of the addition, ISO 8601; "" for the shipped one.
        size: bytes.
        notes: the analyst's.
        archived: kept, but not offered.
        came_from: name of the imported file or folder, or of the bundle it was retrained from.
        default: used unless another detector is requested.
        trouble: why it is unusable; None if no problem is known.
    """

    name: str
    title: str
    path: Path
    origin: str
    digest: str
    added: str = ""
    size: int = 0
    notes: str = ""
    archived: bool = False
    came_from: str = ""
    default: bool = False
    trouble: BundleError | None = None


def default_store_folder() -> Path:
    """The store's folder in the user's data directory."""
    import platformdirs

    return Path(platformdirs.user_data_dir("deepfake-forensics")) / "bundles"


class BundleStore:
    """A store of bundles in one folder, which is created with the first bundle.

    Args:
        root: the folder; the user's own if None.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or default_store_folder()

    # --- queries ---

    def entries(self, archived: bool = True) -> list[Entry]:
        """List the shipped bundle, then the others by name."""
        found = [self._shipped()]
        for folder in self._folders(self.root):
            entry = self._read(folder)
            if entry is not None and (archived or not entry.archived):
                found.append(entry)
        chosen = self._chosen()
        if chosen not in {entry.name for entry in found}:
            chosen = SHIPPED_NAME
        return [replace(entry, default=entry.name == chosen) for entry in found]

    def entry(self, name: str) -> Entry:
        """Return the bundle of that name; raises BundleError if there is none."""
        entries = self.entries()
        for entry in entries:
            if entry.name == name:
                return entry
        raise BundleError(
            mark("There is no detector '{name}'."),
            mark("The store holds {names}."),
            name=name,
            names=", ".join(entry.name for entry in entries),
        )

    def default(self) -> Entry:
        """The detector to use if none is requested."""
        return next(entry for entry in self.entries() if entry.default)

    def resolve(self, place: str | Path | None) -> Path:
        """Path of the requested bundle: a folder, a name in the store, or None for the default.

        An existing folder takes precedence over a name.
        """
        if place is None:
            return self.default().path
        path = Path(place)
        if path.exists() or not _NAME.fullmatch(str(place)):
            return path
        for entry in self.entries():
            if entry.name == str(place):
                return entry.path
        return path

    def origin_of(self, digest: str) -> str:
        """Origin of a detector: SHIPPED, TRAINED, IMPORTED, or UNKNOWN."""
        for entry in self.entries():
            if entry.digest == digest:
                return entry.origin
        return UNKNOWN

    def deleted(self) -> list[str]:
        """Names that can be restored, last deleted first."""
        folders = self._folders(self.root / _TRASH)
        return [folder.name for folder in sorted(folders, key=_modified_time, reverse=True)]

    # --- changes; each raises OutputError if the store is not writable ---

    def add(
        self, title: str, write: Callable[[Path], object], notes: str = "", came_from: str = ""
    ) -> Entry:
        """Add a bundle that was trained on this machine.

        Args:
            title: the detector's name, from which its name in the store is derived.
            write: writes the bundle into the given folder.
        """
        return self._place(title, TRAINED, write, notes, came_from)

    def add_imported(
        self, title: str, write: Callable[[Path], object], notes: str = "", came_from: str = ""
    ) -> Entry:
        """Add a bundle that was made from a file of others; arguments as for `add`."""
        return self._place(title, IMPORTED, write, notes, came_from)

    def import_bundle(self, place: Path, notes: str = "") -> Entry:
        """Import an untrusted bundle from a folder or a .zip.

        A bundle that is already in the store is not added again.

        Raises:
            BundleError: it fails `engine.detector.bundle.import_validation`.
        """
        from engine.detector.bundle.import_validation import validate_bundle

        with scratch_folder(self.root) as scratch:
            copy_bundle_files(place, scratch)
            passed = validate_bundle(scratch)
            for entry in self.entries():
                if entry.digest == passed.digest:
                    raise BundleError(
                        mark("'{name}' is in the store already, as '{entry}'."),
                        mark("Use that one; nothing was changed."),
                        name=place.name,
                        entry=entry.name,
                    )

            def write(folder: Path) -> None:
                scratch.rename(folder)

            return self._place(passed.name, IMPORTED, write, notes, place.name)

    def choose(self, name: str) -> None:
        """Make a bundle the default."""
        self.entry(name)
        write_atomic(self.root / _DEFAULT, name.encode(), make_folder=True)

    def annotate(self, name: str, notes: str) -> None:
        """Replace the analyst's notes."""
        self._change(name, notes=notes)

    def archive(self, name: str, archived: bool = True) -> None:
        """Archive a bundle, or unarchive it."""
        self._change(name, archived=archived)
        if archived and self._chosen() == name:
            self.choose(SHIPPED_NAME)

    def delete(self, name: str) -> None:
        """Move a bundle to the trash; `restore` undoes this."""
        folder = self._own(name)
        target = self.root / _TRASH / name
        with output_errors(self.root):
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rename(target.with_name(self._free(name, self.root / _TRASH)))
            folder.rename(target)
            os.utime(target)

    def restore(self, name: str) -> Entry:
        """Restore a deleted bundle, under a new name if its own is taken.

        Raises:
            BundleError: no bundle of that name was deleted.
        """
        source = self.root / _TRASH / name
        if not _NAME.fullmatch(name) or not source.is_dir():
            deleted = self.deleted()
            raise BundleError(
                mark("No deleted detector is called '{name}'."),
                mark("Deleted are: {names}.") if deleted else mark("No detector is deleted."),
                name=name,
                names=", ".join(deleted),
            )
        free = self._free(name, self.root)
        with output_errors(self.root):
            source.rename(self.root / free)
        return self.entry(free)

    def sweep(self) -> int:
        """Empty the trash permanently; return the number of bundles it held."""
        names = self.deleted()
        for name in names:
            with output_errors(self.root):
                shutil.rmtree(self.root / _TRASH / name)
        return len(names)

    def export(self, name: str, target: Path) -> None:
        """Export a bundle as a .zip, or as a folder if the target has another suffix.

        Raises:
            BundleError: a part was altered.
        """
        from engine.detector.bundle.import_validation import validate_bundle

        entry = self.entry(name)
        validate_bundle(entry.path)
        if target.exists():
            raise OutputError(
                mark("'{target}' exists already."), mark("Choose another name."), target=target
            )
        if target.suffix.lower() == ".zip":
            write_archive(entry.path, entry.name, target)
        else:
            with atomic_folder(target) as part:
                copy_bundle_files(entry.path, part)

    # --- helpers ---

    def _shipped(self) -> Entry:
        path = default_bundle()
        return _described(Entry(SHIPPED_NAME, SHIPPED_NAME, path, SHIPPED, ""))

    def _folders(self, root: Path) -> list[Path]:
        try:
            found = sorted(root.iterdir())
        except OSError:
            return []
        return [path for path in found if _NAME.fullmatch(path.name) and (path / _ENTRY).is_file()]

    def _read(self, folder: Path) -> Entry | None:
        try:
            note = msgspec.json.decode(_read_capped(folder / _ENTRY), type=_Note)
        except (OSError, ValueError):
            logger.warning("The detector in %s cannot be listed", folder, exc_info=True)
            return None
        return _described(
            Entry(
                folder.name, folder.name, folder / _BUNDLE, note.origin, note.digest, note.added,
                notes=note.notes, archived=note.archived, came_from=note.came_from,
            )
        )  # fmt: skip

    def _own(self, name: str) -> Path:
        """The folder of a bundle that may be changed."""
        if name == SHIPPED_NAME:
            raise BundleError(
                mark("The detector that ships with the program cannot be changed or deleted."),
                mark("Choose another as the default instead."),
            )
        return self.entry(name).path.parent

    def _change(self, name: str, **fields: object) -> None:
        path = self._own(name) / _ENTRY
        note = msgspec.json.decode(_read_capped(path), type=_Note)
        write_atomic(
            path, msgspec.json.encode(msgspec.structs.replace(note, **fields)), make_folder=True
        )

    def _chosen(self) -> str:
        try:
            return _read_capped(self.root / _DEFAULT).decode("utf-8").strip()
        except (OSError, ValueError):
            return SHIPPED_NAME

    def _free(self, title: str, root: Path) -> str:
        """Derive an unused name in `root` from the title."""
        words = re.findall(r"[a-z0-9]+", title.lower())
        # Cut between words: a truncated word looks like another name.
        while len(words) > 1 and len("-".join(words)) > _LONGEST:
            words.pop()
        plain = "-".join(words)[:_LONGEST] or "detector"
        plain = f"{plain}-1" if plain in (SHIPPED_NAME, _TRASH, _DEFAULT) else plain
        name, number = plain, 1
        while (root / name).exists():
            number += 1
            name = f"{plain}-{number}"
        return name

    def _place(
        self, title: str, origin: Literal["trained here", "imported"],
        write: Callable[[Path], object], notes: str, came_from: str,
    ) -> Entry:  # fmt: skip
        name = self._free(title, self.root)
        with atomic_folder(self.root / name) as part:
            write(part / _BUNDLE)
            _, digest = read_manifest(part / _BUNDLE)
            today = datetime.date.today().isoformat()
            note = _Note(origin, digest, today, notes, came_from=came_from)
            write_atomic(part / _ENTRY, msgspec.json.encode(note), make_folder=True)
        return self.entry(name)


def _described(entry: Entry) -> Entry:
    """Add title, hash and size from the bundle; or why it is unusable."""
    try:
        manifest, digest = read_manifest(entry.path)
        size = sum(path.stat().st_size for path in entry.path.iterdir())
        title = str(manifest.get("name") or entry.name)
    except (BundleError, OSError) as error:
        logger.warning("The detector in %s cannot be used", entry.path, exc_info=True)
        if not isinstance(error, BundleError):
            text = mark("'{path}' cannot be read: {why}.")
            error = BundleError(text, AGAIN, path=entry.path, why=error.strerror or error)
        return replace(entry, trouble=error)
    trouble = None
    if entry.digest and entry.digest != digest:
        trouble = BundleError(mark("Its manifest was altered since it came into the store."), AGAIN)
    return replace(entry, title=title, digest=digest, size=size, trouble=trouble)
