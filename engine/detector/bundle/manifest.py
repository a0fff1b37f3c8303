"""A bundle's manifest, with the hash of each part."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from engine.errors import BundleError
from engine.wording import mark

MANIFEST = "detector.json"
FORMAT = 4
#: Format 2 has no out-of-distribution test; formats 2 and 3 have one kind of forgery and no
#: quality.
_READABLE = (2, 3, FORMAT)
AGAIN = mark("Get the bundle again from where it came, or train it again with 'forensics train'.")


def json_bytes(data: dict[str, Any]) -> bytes:
    """Serialize JSON for a bundle: the same data gives the same bytes."""
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_manifest(folder: Path) -> tuple[dict[str, Any], str]:
    """Read a bundle's manifest and digest without loading a network.

    Raises:
        BundleError: not a bundle, or of a newer format.
    """
    path = Path(folder) / MANIFEST
    try:
        raw = path.read_bytes()
        manifest = json.loads(raw)
        number = manifest["format"]
    except OSError as error:
        raise BundleError(
            mark("'{folder}' is not a detector bundle: it has no readable {manifest}."),
            mark("Choose the bundle's folder."),
            str(error),
            folder=folder,
            manifest=MANIFEST,
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BundleError(
            mark("The bundle '{folder}' is damaged."), AGAIN, repr(error), folder=folder
        ) from error
    if number not in _READABLE:
        raise BundleError(
            mark(
                "The bundle '{folder}' has format {number}; this program reads formats {first} "
                "to {last}."
            ),
            mark("Use the version of the program that wrote it, or train it again."),
            folder=folder,
            number=number,
            first=_READABLE[0],
            last=FORMAT,
        )
    return manifest, hashlib.sha256(raw).hexdigest()


def read_part(folder: Path, name: str, manifest: dict[str, Any]) -> bytes:
    """Read a part of a bundle after checking its hash.

    Raises:
        BundleError: the part is missing, or does not match the manifest.
    """
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise BundleError(
            mark("The bundle '{folder}' lacks '{name}'."),
            AGAIN,
            str(error),
            folder=folder,
            name=name,
        ) from error
    hashes = manifest.get("sha256")
    if not isinstance(hashes, dict) or hashlib.sha256(data).hexdigest() != hashes.get(name):
        raise BundleError(
            mark("'{name}' in the bundle '{folder}' was altered after training."),
            mark(
                "Do not rely on it. Get the bundle again from where it came, or train it again "
                "with 'forensics train'."
            ),
            name=name,
            folder=folder,
        )
    return data
