"""A Typst template and data for it become a PDF; what all documents have in common."""

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


def typeset(folder: Path, template: str, data: dict[str, Any], issued: datetime) -> bytes:
    """A tagged PDF/A-2b of one of the templates in `resources/report`.

    Letters that no font has are printed as their code points: PDF/A allows no missing letters,
    and file names come in every script. Where a letter is missing, fonts that only this machine
    may have are not counted on for the others.

    Args:
        folder: an own one, with the pictures that `data` names; the templates are copied there.
        template: its name, without a suffix.
        issued: the document's date.
    """
    for part in resource("report").glob("*.typ"):
        shutil.copy(part, folder)
    data = visible(data)
    try:
        return _compile(folder, template, data, issued)
    except typst.TypstError:
        return _compile(folder, template, spelled_out(data, letters()), issued)


def _compile(folder: Path, template: str, data: dict[str, Any], issued: datetime) -> bytes:
    (folder / "data.json").write_text(json.dumps(data), "utf-8")
    compiler = typst.Compiler(folder / f"{template}.typ", root=folder, font_paths=fonts())
    document = compiler.compile(format="pdf", pdf_standards=["a-2b"], timestamp=issued)
    assert isinstance(document, bytes)
    return document


def frame(issue: Issue, tongue: Language, laboratory: Laboratory, folder: Path) -> dict[str, Any]:
    """What every template reads: its texts and numbers' form, and the laboratory.

    The logo is copied into `folder`.
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
