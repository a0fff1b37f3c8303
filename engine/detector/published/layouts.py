"""Layouts of published checkpoints: how each network is built and what its authors say of it."""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct

from engine.errors import BundleError
from engine.shipped import read_json, resource
from engine.wording import mark


class Layout(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One published detector, from `resources/published_detectors.json`.

    Attributes:
        name: for commands.
        title: shown to users.
        adapter: a name in `engine.detector.published.adapters.ADAPTERS`.
        architecture, head, dimension: see `engine.embedding.spec.EmbedderSpec`.
        size: side of the network's picture in pixels.
        mean, std: per RGB channel in 0..1.
        crop: a name in `engine.faces.crops.RECIPES`.
        file: which file of the authors to import, and where it is.
        address, sha256: of that file, where its authors state both; "" otherwise.
        repository: address of the authors' code.
        paper: citation.
        licence: of weights and code, as the authors state it.
        commercial: whether the licence allows commercial use.
        figures: what the authors measured.
        unverified: what could not be checked without the authors' files or tools.
    """

    name: str
    title: str
    adapter: Literal["xception", "efficientnet", "meso4", "mesoinception4", "clip", "effort"]
    architecture: str
    head: Literal["none", "unit_sphere"]
    dimension: int
    size: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    crop: str
    file: str
    repository: str
    paper: str
    licence: str
    commercial: bool
    figures: str
    unverified: tuple[str, ...]
    address: str = ""
    sha256: str = ""


@cache
def published_layouts() -> dict[str, Layout]:
    """Load all layouts by name.

    Raises:
        ResourceError: their file is missing or damaged.
    """
    path = resource("published_detectors.json")
    found = read_json(path, tuple[Layout, ...])
    return {layout.name: layout for layout in found}


def layout_named(name: str) -> Layout:
    """Return the layout of that name.

    Raises:
        BundleError: there is none.
    """
    layouts = published_layouts()
    if name not in layouts:
        raise BundleError(
            mark("There is no layout '{name}'."),
            mark("The layouts are: {names}."),
            name=name,
            names=", ".join(layouts),
        )
    return layouts[name]
