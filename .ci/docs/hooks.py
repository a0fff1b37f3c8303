"""Hooks of MkDocs: pages made from the code, the window's guide, and links between them.

Sources stay readable where they lie: they link to real files of the repository, and the links are
rewritten to pages of the site. A comment such as `<!-- commands -->` is replaced by what is made
from the code.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from command_reference import commands, exit_statuses
from formats import case_schema, report_fields
from guide import guide_files, guide_pages
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from python_reference import public_names, scripts

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "resources/docs"
MADE = {
    "case schema": case_schema,
    "commands": commands,
    "exit statuses": exit_statuses,
    "public names": public_names,
    "report fields": report_fields,
    "scripts": scripts,
}
#: Files of the repository that are pages or pictures of the site, by their place there.
SHOWN = {
    "screenshot.png": ROOT / "resources/screenshot.png",
    "favicon.svg": ROOT / "resources/icons/suspicious.svg",
    "site.css": ROOT / ".ci/docs/site.css",
    "project/contributing.md": ROOT / "CONTRIBUTING.md",
    "project/changelog.md": ROOT / "CHANGELOG.md",
    **guide_files(),
}
_PLACES = {path: place for place, path in SHOWN.items()}
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)(#[^)\s]*)?\)")


def on_config(config: Any) -> Any:
    """Put the guide's pages into the navigation."""
    for entry in config.nav:
        for title, pages in entry.items():
            if pages in ("guide", "guide/de"):
                entry[title] = [f"{pages}/{name}.md" for name in guide_pages()]
    return config


def on_files(files: Files, config: Any) -> Files:
    for place, path in SHOWN.items():
        files.append(File.generated(config, place, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    source = Path(page.file.abs_src_path)
    if page.is_homepage:
        page.meta["hide"] = ["navigation", "toc"]
    for name, make in MADE.items():
        mark = f"<!-- {name} -->"
        if mark in markdown:
            markdown = markdown.replace(mark, make())

    def rewritten(link: re.Match[str]) -> str:
        target = (source.parent / link[1]).resolve()
        if not target.exists():
            raise PluginError(f"{source}: no file {link[1]}")
        place = _PLACES.get(target)
        if place is None and target.is_relative_to(DOCS):
            place = target.relative_to(DOCS).as_posix()
        if place is None:
            raise PluginError(f"{source}: {link[1]} is no page of the site")
        there = os.path.relpath(place, Path(page.file.src_uri).parent)
        return f"]({Path(there).as_posix()}{link[2] or ''})"

    return _LINK.sub(rewritten, _spaced_lists(markdown))


def _spaced_lists(markdown: str) -> str:
    """With an empty line before each list and indented command, as Python-Markdown wants."""
    lines: list[str] = []
    fenced = False
    for line in markdown.split("\n"):
        before = lines[-1] if lines else ""
        fenced ^= line.lstrip().startswith("```")
        begins = re.match(r"(- |\d+\. |    \S)", line) and not re.match(
            r"(\s*- |\s*\d+\. |\s+\S)", before
        )
        if begins and before and not fenced:
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
