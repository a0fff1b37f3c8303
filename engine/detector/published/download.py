"""Download a published checkpoint, only when the user asks for it."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from engine.detector.published.layouts import Layout
from engine.download import download
from engine.embedding.weights import cache_folder
from engine.errors import WeightsError
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.wording import mark

_HASH = re.compile(r"[0-9a-fA-F]{64}")


def fetch_checkpoint(
    layout: Layout,
    address: str = "",
    sha256: str = "",
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Path:
    """Download a checkpoint into the user's cache, or find it there.

    Args:
        layout: gives address and hash, if its authors state them.
        address, sha256: of the file, instead of the layout's.

    Raises:
        WeightsError: address or hash is unknown, the download failed, or the hash differs.
        CancelledError: `cancel` was set; a later call resumes.
    """
    address, sha256 = address or layout.address, sha256 or layout.sha256
    if not address or not sha256:
        raise WeightsError(
            mark("No address with a SHA-256 is known for '{name}'."),
            mark(
                "Get {file} from {repository} yourself and import it, or give the address and the "
                "SHA-256 that its authors state."
            ),
            name=layout.name,
            file=layout.file,
            repository=layout.repository,
        )
    if not _HASH.fullmatch(sha256):
        raise WeightsError(
            mark("'{sha256}' is not a SHA-256."),
            mark("Give all 64 hexadecimal digits."),
            sha256=sha256[:80],
        )
    local = urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1")
    if urlsplit(address).scheme != "https" and not local:
        raise WeightsError(
            mark("'{address}' is not an https address."), mark("Use https."), address=address[:200]
        )
    suffix = PurePosixPath(urlsplit(address).path).suffix
    # The hash names the file: other contents of the same address are another file.
    return download(
        address, cache_folder() / f"{sha256[:16].lower()}{suffix}", sha256, progress, cancel
    )
