"""The window's guide as pages of the site, in its order; read without importing the window."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HELP = ROOT / "resources/help"


def guide_pages() -> list[str]:
    """Names of the pages, as `forensics_gui.help.pages.PAGES` orders them."""
    source = (ROOT / "forensics_gui/help/pages.py").read_text("utf-8")
    for statement in ast.parse(source).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="PAGES")], value=ast.Tuple(elts=names)):
                known = [name.value for name in names if isinstance(name, ast.Constant)]
                # The page of keys is made by the window, from the user's own shortcuts.
                return [str(name) for name in known if (HELP / f"{name}.md").exists()]
    raise LookupError("The guide has no list of pages.")


def guide_files() -> dict[str, Path]:
    """Pages and pictures of the guide, by their place on the site."""
    return {
        f"guide/{path.relative_to(HELP).as_posix()}": path
        for path in sorted(HELP.rglob("*"))
        if path.suffix in (".md", ".png")
    }
