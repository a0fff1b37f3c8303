"""The fonts of documents: text in Libertinus, names of files in every script that there is."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

from engine.shipped import resource

#: Packages of fonts that are used where they are installed (the extra `scripts`).
_PACKAGES = (
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_sans_khmer",
    "fontpkg_noto_sans_tamil",
    "fontpkg_noto_sans_telugu",
    "fontpkg_noto_sans_thai",
)
#: Latin, Greek and Cyrillic, punctuation and letter-like signs.
_LIBERTINUS = ((0x20, 0x0530), (0x2000, 0x2300))


@cache
def fonts() -> typst.Fonts:
    """Libertinus, which is part of Typst, then those of `folders`, then those of the system."""
    return typst.Fonts(font_paths=[str(folder) for folder in folders()])


@cache
def folders() -> tuple[Path, ...]:
    """Where the fonts lie that are the same on every machine.

    Droid Sans Fallback has Chinese and Japanese, NanumSquareRound Korean; DejaVu Sans has Arabic,
    Hebrew, Armenian, Georgian, Lao and signs.
    """
    packaged = (find_spec(name) for name in _PACKAGES)
    return (
        resource("report/fonts"),
        *(Path(spec.origin).parent / "files" for spec in packaged if spec and spec.origin),
    )


@cache
def letters() -> frozenset[str]:
    """What can be printed on every machine."""
    from fontTools.ttLib import TTFont

    found = {chr(code) for low, high in _LIBERTINUS for code in range(low, high)}
    for folder in folders():
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as font:
                found.update(map(chr, font.getBestCmap() or {}))
    return frozenset(found)
