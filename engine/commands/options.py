"""Options shared by several commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from engine.detector.detector import Detector


class _Bundle(click.Path):
    """A bundle's folder, or the name of a detector in the store."""

    name = "bundle"

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        from engine.detector.bundle.store import BundleStore

        return BundleStore().resolve(Path(str(super().convert(value, param, ctx))))


class _Time(click.ParamType):
    """A time in a clip: seconds, or [h:]mm:ss."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        if isinstance(value, float):
            return value
        try:
            parts = [float(part) for part in str(value).split(":")]
        except ValueError:
            parts = []
        if not 1 <= len(parts) <= 3 or not all(0 <= part < 1e6 for part in parts):
            self.fail(f"'{value}' is no time. Write 200, 3:20 or 0:03:20.", param, ctx)
        return sum(part * 60**place for place, part in enumerate(reversed(parts)))


#: Type of arguments and options that name a detector.
BUNDLE = _Bundle()
#: Type of options that name a time in a clip.
TIME = _Time()

bundle_option = click.option(
    "--bundle", type=BUNDLE,
    help="Detector: a folder, or a name from 'forensics bundle list'. Default: the store's "
         "default.",
)  # fmt: skip
device_option = click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    default="auto",
    show_default=True,
    help="Device for the networks.",
)
every_option = click.option(
    "--every",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Detect faces in every n-th frame only; 0 tracks every frame.",
)
smallest_face_option = click.option(
    "--smallest-face",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Smallest detected face in pixels; 0 adapts to the picture size.",
)
stream_option = click.option(
    "--stream",
    type=click.IntRange(0),
    help="Index of the video stream, as listed by 'forensics info'. Default: the file's default "
    "stream.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Number of processes that extract faces.",
)
work_option = click.option(
    "--work", type=click.Path(path_type=Path),
    help="Folder of the face cache. Default: the user's cache.",
)  # fmt: skip
language_option = click.option(
    "--language", type=click.Choice(["en", "de"]), default="en", show_default=True,
    help="Language of the PDF report.",
)  # fmt: skip
laboratory_option = click.option(
    "--laboratory", type=click.Path(path_type=Path, file_okay=False),
    help="Letterhead: folder with laboratory.toml (name, address, accreditation, texts) and "
         "logo.svg or logo.png.",
)  # fmt: skip


def crops_folder(work: Path | None) -> Path:
    """Folder of prepared crops: `work`, or the user's cache."""
    import platformdirs

    return work or Path(platformdirs.user_cache_dir("deepfake-forensics")) / "crops"


def load_detector(bundle: Path | None, device: str) -> Detector:
    """Load the given bundle, or the store's default."""
    from engine.detector.bundle.store import BundleStore
    from engine.detector.detector import Detector

    return Detector.load(bundle or BundleStore().default().path, device)


def load_same_detector(bundle: Path | None, digest: str, device: str) -> Detector:
    """Load the detector of an analysis: the given bundle, or the store's with that hash.

    Raises:
        BundleError: the SHA-256 differs from `digest`, or no such detector is known.
    """
    from engine.detector.bundle.store import BundleStore
    from engine.errors import BundleError
    from engine.wording import mark

    kept = next((e.path for e in BundleStore().entries() if e.digest == digest), None)
    detector = load_detector(bundle or kept, device)
    if detector.digest != digest:
        raise BundleError(
            mark("The detector of the analysis has the SHA-256 {digest}, this one has another."),
            mark("Give its bundle with --bundle."),
            digest=digest,
        )
    return detector
