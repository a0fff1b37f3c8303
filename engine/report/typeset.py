"""A Typst template and data for it become a PDF; what all documents have in common."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from engine.readable import spelled_out, visible
from engine.report.fonts import fonts, letters
from engine.report.issue import Issue
from engine.report.laboratory import Laboratory
from engine.report.language import Language
from engine.shipped import resource


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
