"""Typeset documents: a Typst template with data gives a PDF."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from engine.report.issue import Issue
from engine.report.laboratory import Laboratory
from engine.report.language import Language
from engine.shipped import resource
from engine.untrusted_text import spelled_out, visible

#: Font packages that are used if installed (the extra `scripts`).
_PACKAGES = (
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_sans_khmer",
    "fontpkg_noto_sans_tamil",
    "fontpkg_noto_sans_telugu",
    "fontpkg_noto_sans_thai",
)
#: Latin, Greek and Cyrillic, punctuation and letter-like symbols.
_LIBERTINUS = ((0x20, 0x0530), (0x2000, 0x2300))


@cache
def fonts() -> typst.Fonts:
    """Libertinus, which is part of Typst, then `folders`, then the system's fonts."""
    return typst.Fonts(font_paths=[str(folder) for folder in folders()])


@cache
def folders() -> tuple[Path, ...]:
    """Font folders that are the same on every machine.

    Droid Sans Fallback covers Chinese and Japanese, NanumSquareRound Korean; DejaVu Sans covers
    Arabic, Hebrew, Armenian, Georgian, Lao and symbols.
    """
    packaged = (find_spec(name) for name in _PACKAGES)
    return (
        resource("report/fonts"),
        *(Path(spec.origin).parent / "files" for spec in packaged if spec and spec.origin),
    )


@cache
def letters() -> frozenset[str]:
    """Characters that can be printed on every machine."""
    from fontTools.ttLib import TTFont

    found = {chr(code) for low, high in _LIBERTINUS for code in range(low, high)}
    for folder in folders():
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as font:
                found.update(map(chr, font.getBestCmap() or {}))
    return frozenset(found)


def typeset(folder: Path, template: str, data: dict[str, Any], issued: datetime) -> bytes:
    """Typeset one of the templates in `resources/report` as a tagged PDF/A-2b; see `_typeset`."""
    (document,) = _typeset(
        folder, template, data, format="pdf", pdf_standards=["a-2b"], timestamp=issued
    )
    return document


def typeset_pictures(
    folder: Path, template: str, data: dict[str, Any], issued: datetime, ppi: float
) -> list[bytes]:
    """The pages that `typeset` prints, as PNG.

    Args:
        ppi: pixels per inch.
    """
    return _typeset(folder, template, data, format="png", ppi=ppi, timestamp=issued)


def _typeset(folder: Path, template: str, data: dict[str, Any], **how: Any) -> list[bytes]:
    """Compile a template with data.

    Characters without a glyph are printed as code points: PDF/A forbids missing glyphs, and file
    names come in every script. If one is missing, system fonts are not used for the others either.

    Args:
        folder: private folder with the pictures that `data` names; templates are copied to it.
        template: its name without suffix.
        how: arguments of `typst.Compiler.compile`.
    """
    for part in resource("report").glob("*.typ"):
        shutil.copy(part, folder)
    data = visible(data)
    try:
        return _compile(folder, template, data, how)
    except typst.TypstError:
        return _compile(folder, template, spelled_out(data, letters()), how)


def _compile(folder: Path, template: str, data: dict[str, Any], how: dict[str, Any]) -> list[bytes]:
    (folder / "data.json").write_text(json.dumps(data), "utf-8")
    compiler = typst.Compiler(folder / f"{template}.typ", root=folder, font_paths=fonts())
    made = compiler.compile(**how)
    assert made is not None
    return [made] if isinstance(made, bytes) else list(made)


def frame(issue: Issue, tongue: Language, laboratory: Laboratory, folder: Path) -> dict[str, Any]:
    """Data of every template: texts, number format and letterhead.

    The logo is copied to `folder`.
    """
    return {
        "texts": tongue.texts | laboratory.texts.get(tongue.code, {}),
        "lang": tongue.code,
        "decimal": tongue.decimal,
        "thousands": tongue.thousands,
        "laboratory": _letterhead(laboratory, issue, folder),
    }


def _letterhead(laboratory: Laboratory, issue: Issue, folder: Path) -> dict[str, Any]:
    logo = None
    if laboratory.logo is not None:
        logo = f"logo{laboratory.logo.suffix}"
        shutil.copy(laboratory.logo, folder / logo)
    return {
        "name": laboratory.name or issue.commission.laboratory,
        "address": laboratory.address,
        "accreditation": laboratory.accreditation,
        "logo": logo,
    }
