"""Library of structures: features of files whose device or platform is known."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
import platformdirs
from msgspec import Meta

from engine.errors import LibraryError
from engine.files import read_small, write_atomic
from engine.structure.properties import MAX_NAME, MAX_PROPERTIES, Structure, feature_of
from engine.untrusted_text import plain_text
from engine.wording import mark

#: Sentence that accompanies every match.
LIMIT = mark(
    "An equal structure shows that a file was written in the same way. Other devices and programs "
    "may write the same structure, so it identifies no device and no person."
)
MAX_BYTES = 32 << 20
MAX_ENTRIES = 2000
_FORMAT = 1

_Name = Annotated[str, Meta(min_length=1, max_length=MAX_NAME)]
_Value = Annotated[str, Meta(max_length=4000)]
_Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that an entry is made from: name and SHA-256."""

    name: _Name
    sha256: _Digest


class LibraryEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Features that all files of a known device or platform have.

    Attributes:
        name: unique in the library, for example "WhatsApp on Android".
        note: how the files were made, in the analyst's words.
        features: exact values of the fields by name.
        sources: the files.
        added: ISO date of the last file.
    """

    name: _Name
    note: Annotated[str, Meta(max_length=4000)]
    features: Annotated[dict[_Name, _Value], Meta(min_length=1, max_length=MAX_PROPERTIES)]
    sources: Annotated[tuple[Source, ...], Meta(min_length=1, max_length=1000)]
    added: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    entries: Annotated[tuple[LibraryEntry, ...], Meta(max_length=MAX_ENTRIES)]


@dataclass(frozen=True)
class Match:
    """Comparison of a file with an entry.

    A feature is a box, a parameter set, a stream or another property, with all its fields.

    Attributes:
        entry: the entry.
        agree: names of the features whose fields all have the entry's value.
        differ: each field with another value: name, value in the entry, and value in the file or
            None if the file lacks it; without the features of `lacks`.
        lacks: names of the features of which the file has no field.
    """

    entry: LibraryEntry
    agree: tuple[str, ...]
    differ: tuple[tuple[str, str, str | None], ...]
    lacks: tuple[str, ...]

    @property
    def total(self) -> int:
        """Number of the entry's features."""
        return len({feature_of(name) for name in self.entry.features})

    @property
    def complete(self) -> bool:
        """Whether all features agree."""
        return not self.differ and not self.lacks


class StructureLibrary:
    """A library in one JSON file, read at each call, so that several programs can use it.

    Args:
        path: of the file, which may not exist yet; the user's own library if None.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or _usual()

    def entries(self) -> tuple[LibraryEntry, ...]:
        """Entries in alphabetical order; empty without a file.

        Raises:
            LibraryError: the file is damaged, too long or of a later version.
        """
        try:
            data = read_small(self.path, MAX_BYTES)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise LibraryError(
                mark("The library '{path}' cannot be read: {why}."),
                mark("Check the path, or export the library again from where it came."),
                repr(error),
                path=self.path,
                why=error.strerror or error,
            ) from error
        return _decoded(self.path, data)

    def add(self, name: str, files: Sequence[Structure], note: str = "") -> LibraryEntry:
        """Make an entry from files of one device or platform, or add the files to an entry.

        A feature is kept only where all files agree.

        Args:
            name: of the entry; an existing one is extended, and keeps its note if `note` is "".
            files: one or more.

        Raises:
            LibraryError: no feature is common to all files, the name is empty or too long, or
                the library is full or damaged.
            OutputError: the library cannot be written.
        """
        name = plain_text(name).strip()
        if not 0 < len(name) <= MAX_NAME:
            raise LibraryError(
                mark("The name of an entry has 1 to {max_name} characters."),
                mark("Choose another name."),
                max_name=MAX_NAME,
            )
        kept = {entry.name: entry for entry in self.entries()}
        before = kept.get(name)
        features = dict(before.features) if before is not None else files[0].features
        sources = {s.sha256: s for s in before.sources} if before is not None else {}
        for file in files:
            own = file.features
            features = {key: value for key, value in features.items() if own.get(key) == value}
            sources[file.sha256] = Source(plain_text(file.name, MAX_NAME), file.sha256)
        if not features:
            raise LibraryError(
                mark("The files of '{name}' have no feature in common."),
                mark("Make one entry for each way of recording or sending."),
                name=name,
            )
        note = note or (before.note if before is not None else "")
        today = datetime.date.today().isoformat()
        entry = LibraryEntry(name, note, features, tuple(sources.values()), today)
        self._write([*(e for e in kept.values() if e.name != name), entry])
        return entry

    def remove(self, name: str) -> None:
        """Remove an entry.

        Raises:
            LibraryError: there is no entry of this name.
            OutputError: the library cannot be written.
        """
        entries = self.entries()
        if all(entry.name != name for entry in entries):
            raise LibraryError(
                mark("The library has no entry '{name}'."),
                mark("'forensics structure list' names them."),
                name=name,
            )
        self._write([entry for entry in entries if entry.name != name])

    def export(self, path: Path) -> int:
        """Write all entries to another file; returns their number.

        Raises:
            LibraryError, OutputError: as for `entries` and `add`.
        """
        entries = self.entries()
        write_atomic(path, _encoded(entries))
        return len(entries)

    def import_from(self, path: Path) -> tuple[int, list[str]]:
        """Add the entries of an exported library; entries whose name is in use are left out.

        Returns:
            The number of added entries, and the names of those left out. An entry that the
            library holds unchanged is in neither.

        Raises:
            LibraryError: there is no such file, it is damaged, or the library would be too full.
            OutputError: the library cannot be written.
        """
        if not path.exists():
            raise LibraryError(
                mark("There is no file '{path}'."), mark("Check the name."), path=path
            )
        own = {entry.name: entry for entry in self.entries()}
        theirs = StructureLibrary(path).entries()
        new = [entry for entry in theirs if entry.name not in own]
        if new:
            self._write([*own.values(), *new])
        left_out = [e.name for e in theirs if e.name in own and own[e.name] != e]
        return len(new), left_out

    def match(self, file: Structure) -> tuple[Match, ...]:
        """Compare a file with all entries, the largest share of agreeing features first."""
        found = [_match(entry, file.features) for entry in self.entries()]
        return tuple(sorted(found, key=lambda m: (-len(m.agree) / m.total, -m.total)))

    def _write(self, entries: Sequence[LibraryEntry]) -> None:
        data = _encoded(sorted(entries, key=lambda entry: entry.name.casefold()))
        # Refuses what could not be read back.
        _decoded(self.path, data)
        write_atomic(self.path, data, make_folder=True)


def _match(entry: LibraryEntry, own: dict[str, str]) -> Match:
    features = tuple(dict.fromkeys(map(feature_of, entry.features)))
    present = {feature_of(name) for name in own}
    differ = tuple(
        (name, value, own.get(name))
        for name, value in entry.features.items()
        if feature_of(name) in present and own.get(name) != value
    )
    unlike = {feature_of(name) for name, _, _ in differ}
    agree = tuple(f for f in features if f in present and f not in unlike)
    return Match(entry, agree, differ, tuple(f for f in features if f not in present))


def _encoded(entries: Sequence[LibraryEntry]) -> bytes:
    plain = msgspec.json.encode(_Document(_FORMAT, tuple(entries)))
    return msgspec.json.format(plain, indent=1)


def _decoded(path: Path, data: bytes) -> tuple[LibraryEntry, ...]:
    try:
        if len(data) > MAX_BYTES:
            raise msgspec.ValidationError("too long")
        document = msgspec.json.decode(data, type=_Document)
        if document.format != _FORMAT:
            raise msgspec.ValidationError(f"format {document.format}")
        if len({entry.name for entry in document.entries}) < len(document.entries):
            raise msgspec.ValidationError("a name occurs twice")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise LibraryError(
            mark("'{path}' is no library of structures, is damaged, or is too large."),
            mark("Use a backup, or a library exported by this version."),
            str(error),
            path=path,
        ) from error
    return document.entries


def _usual() -> Path:
    return Path(platformdirs.user_data_dir("deepfake-forensics")) / "structures.json"
