"""Schema of an untrusted bundle's JSON: every field typed, every number in range."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from engine.detector.bundle.import_files import import_refused
from engine.detector.bundle.manifest import FORMAT
from engine.detector.calibration import ASSUMED_UNSEEN, MEASURES
from engine.detector.kinds import known_kinds
from engine.embedding.heads import HEADS
from engine.faces.published_crops import RECIPES
from engine.wording import mark

_Words = Annotated[str, Meta(max_length=200)]
_Share = Annotated[float, Meta(ge=0, le=1)]
_Number = Annotated[float, Meta(ge=-1e6, le=1e6)]
_Ratio = Annotated[float, Meta(ge=0, le=10)]
_Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
_Hash = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
_Triple = Annotated[list[_Number], Meta(min_length=3, max_length=3)]
#: A name in timm's own registry: no path, no URL, nothing to download.
_ARCHITECTURE = re.compile(r"[a-z0-9_]{1,64}(\.[a-z0-9_]{1,64})?")
#: The first format whose calibration has kinds of forgery.
_BY_KIND = 4
#: Maximum nesting of a card; deeper JSON is an attack on parsers.
_DEEPEST = 32


class _Alignment(Struct, forbid_unknown_fields=True):
    size: Annotated[int, Meta(ge=32, le=1024)]
    eye_distance: Annotated[float, Meta(ge=0.05, le=1)]
    eye_height: _Share
    margin: _Share = 0.0
    recipe: Annotated[str, Meta(max_length=64)] = ""

    def __post_init__(self) -> None:
        if self.recipe and self.recipe not in RECIPES:
            raise ValueError("nothing is known of its way to crop faces")


class _Embedder(Struct, forbid_unknown_fields=True):
    architecture: Annotated[str, Meta(max_length=128)]
    dimension: Annotated[int, Meta(ge=1, le=8192)]
    mean: _Triple
    std: _Triple
    alignment: _Alignment
    head: _Words = "none"
    members: Annotated[int, Meta(ge=1, le=50)] = 1
    shared: bool = True
    window: Annotated[int, Meta(ge=1, le=128)] = 1
    sizes: Annotated[list[Annotated[int, Meta(ge=32, le=1024)]], Meta(max_length=50)] = []
    architectures: Annotated[list[Annotated[str, Meta(max_length=128)]], Meta(max_length=50)] = []
    heads: Annotated[list[_Words], Meta(max_length=50)] = []
    adapted: bool = False
    scaling: Literal["fixed", "prewhiten"] = "fixed"

    def __post_init__(self) -> None:
        if not all(map(_ARCHITECTURE.fullmatch, [self.architecture, *self.architectures])):
            raise ValueError("the architecture is not a plain name")
        if not all(head in HEADS for head in (self.head, *self.heads)):
            raise ValueError("nothing is known of a head of its network")
        # Pixels are in 0..1.
        if min(self.std) < 1e-3 or max(self.std) > 1e3 or max(map(abs, self.mean)) > 10:
            raise ValueError("mean and deviation of the pixels are none that pictures have")
        trunks = 1 if self.shared else self.members
        if self.sizes and (len(self.sizes) != trunks or self.window > 1):
            raise ValueError("the sizes of pictures are not one for each backbone")
        if self.architectures and (self.shared or len(self.architectures) != self.members):
            raise ValueError("the architectures are not one for each member")
        if self.heads and (self.shared or len(self.heads) != self.members):
            raise ValueError("the heads are not one for each member")


_Steps = Annotated[list[_Number], Meta(max_length=len(MEASURES))]


class _Kind(Struct, forbid_unknown_fields=True):
    kind: _Words
    slope: Annotated[float, Meta(ge=0, le=1e3)]
    intercept: _Number
    bound: _Ratio
    pristine: _Count
    forged: _Count
    unseen: _Share
    quality_slope: _Steps
    quality_intercept: _Steps

    def __post_init__(self) -> None:
        _check_bound(self.bound, self.pristine, self.forged)
        if {len(self.quality_slope), len(self.quality_intercept)} - {0, len(MEASURES)}:
            raise ValueError("the calibration does not fit the measures of quality")
        if self.kind == known_kinds().generic.key:
            if self.unseen < ASSUMED_UNSEEN - 1e-6:
                raise ValueError("the calibration claims more than its clips can support")
        elif self.kind not in {kind.key for kind in known_kinds().kinds}:
            raise ValueError("nothing is known of a kind of forgery that the calibration names")


class _Calibration(Struct, forbid_unknown_fields=True):
    kinds: Annotated[list[_Kind], Meta(min_length=1, max_length=20)]


class _Line(Struct, forbid_unknown_fields=True):
    """The calibration of formats 2 and 3."""

    slope: Annotated[float, Meta(ge=0, le=1e3)]
    intercept: _Number
    bound: _Ratio
    pristine: _Count
    forged: _Count
    pristine_bound: _Ratio = 0.99

    def __post_init__(self) -> None:
        _check_bound(self.bound, self.pristine, self.forged)


def _check_bound(bound: float, pristine: int, forged: int) -> None:
    if bound > math.log10(max(2, min(pristine, forged))) + 1e-6:
        raise ValueError("the calibration claims more than its clips can support")


class UntrustedManifest(Struct, forbid_unknown_fields=True):
    """The manifest that `engine.detector.bundle.manifest` reads, as accepted from outside."""

    format: Annotated[int, Meta(ge=2, le=FORMAT)]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    engine: Annotated[str, Meta(max_length=64)]
    embedder: _Embedder
    calibration: dict[str, Any]
    threshold: _Number
    reference_methods: Annotated[list[_Words], Meta(max_length=100_000)]
    sha256: dict[_Words, _Hash]
    rehearsal_methods: Annotated[list[_Words], Meta(max_length=1000)] = []

    def __post_init__(self) -> None:
        if not self.name.isprintable():
            raise ValueError("the name holds control characters")
        msgspec.convert(self.calibration, _Line if self.format < _BY_KIND else _Calibration)


def parse_untrusted_manifest(data: bytes) -> UntrustedManifest:
    """Parse an untrusted manifest; raises BundleError if it is invalid."""
    try:
        return msgspec.json.decode(data, type=UntrustedManifest)
    except (ValueError, RecursionError) as error:
        raise import_refused(mark("its detector.json is not valid ({why})"), why=error) from error


def parse_untrusted_card(data: bytes) -> dict[str, Any]:
    """Parse an untrusted card; raises BundleError unless it is a JSON object of plain values."""
    try:
        card = msgspec.json.decode(data, type=dict[str, Any])
    except (ValueError, RecursionError) as error:
        raise import_refused(mark("its card.json is not valid ({why})"), why=error) from error
    if _deeper(card, _DEEPEST):
        raise import_refused(mark("its card.json is nested too deep"))
    return card


def _deeper(value: Any, levels: int) -> bool:
    if levels == 0:
        return True
    if isinstance(value, dict):
        return any(_deeper(one, levels - 1) for one in value.values())
    return isinstance(value, list) and any(_deeper(one, levels - 1) for one in value)
