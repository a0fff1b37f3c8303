"""README and documentation: short, without dead links, and made from today's code."""

import ast
import re
import sys
from pathlib import Path

import pytest

from engine.shipped import resource

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md",
         *sorted((ROOT / ".github").glob("*.md")),
         *sorted(resource("docs").rglob("*.md"))]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_exist(page):
    targets = re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_every_page_of_the_documentation_is_in_the_navigation():
    navigation = (ROOT / ".ci/docs/mkdocs.yml").read_text("utf-8").split("\nnav:")[1]
    named = set(re.findall(r"[\w/-]+\.md", navigation))
    pages = {
        path.relative_to(resource("docs")).as_posix() for path in resource("docs").rglob("*.md")
    }
    assert len(pages) > 15
    assert pages <= named
    # The rest is made of files elsewhere.
    assert named - pages == {"project/contributing.md", "project/changelog.md"}


def test_the_readme_leads_to_every_part_of_the_documentation():
    text = (ROOT / "README.md").read_text("utf-8")
    parts = {path.parent.name for path in resource("docs").glob("*/*.md")} - {"project"}
    assert parts == {"tutorial", "how-to", "reference", "explanation"}
    assert [part for part in parts if f"resources/docs/{part}/" not in text] == []


@pytest.fixture
def makers(monkeypatch):
    """The modules that make pages of the site from the code."""
    monkeypatch.syspath_prepend(str(ROOT / ".ci/docs"))
    names = ("command_reference", "formats", "guide", "python_reference")
    yield [__import__(name) for name in names]
    for name in names:
        sys.modules.pop(name)


def test_pages_made_from_the_code_have_all_of_it(makers):
    from engine.cli import cli

    commands, formats, _, python = makers
    said = commands.commands()
    assert [name for name in cli.commands if f"## forensics {name}\n" not in said] == []
    assert "## forensics bundle import\n" in said
    assert "| `--calibration FILE` |" in said
    assert "| 23 | 'forensics doctor'" in commands.exit_statuses()
    assert "CREATE TABLE act" in formats.case_schema()
    assert "| `issue.number` | string |" in formats.report_fields()
    # Refuses public names in no group or in two.
    assert "::: engine.video.source.VideoSource" in python.public_names()
    assert "## judge_folder.py" in python.scripts()


def test_the_site_has_the_pages_of_the_guide_in_its_order(makers):
    guide = makers[2]
    source = (ROOT / "forensics_gui/help/pages.py").read_text("utf-8")
    first = next(line for line in source.splitlines() if line.startswith('    "start"'))
    assert guide.guide_pages()[:3] == list(ast.literal_eval(f"[{first}]"))[:3]
    assert {f"guide/{name}.md" for name in guide.guide_pages()} <= set(guide.guide_files())
    assert {f"guide/de/{name}.md" for name in guide.guide_pages()} <= set(guide.guide_files())


def test_the_readme_is_read_in_minutes():
    assert len((ROOT / "README.md").read_text("utf-8").split()) <= 900


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_named_in_commands_exist(page):
    named = re.findall(
        r"\b((?:tests|\.ci|resources)/[\w/.-]+\.(?:py|md|mp4))", page.read_text("utf-8")
    )
    assert [name for name in named if not (ROOT / name).exists()] == []
