"""README and documentation: short, and without dead links."""

import re
from pathlib import Path

import pytest

from engine.shipped import resource

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md",
         *sorted((ROOT / ".github").glob("*.md")),
         *sorted(resource("docs").glob("*.md"))]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_exist(page):
    targets = re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_every_page_of_the_documentation_is_linked_from_the_readme():
    text = (ROOT / "README.md").read_text("utf-8")
    names = [page.name for page in resource("docs").glob("*.md")]
    assert names
    assert [name for name in names if f"resources/docs/{name}" not in text] == []


def test_the_readme_is_read_in_minutes():
    assert len((ROOT / "README.md").read_text("utf-8").split()) <= 900


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_named_in_commands_exist(page):
    named = re.findall(
        r"\b((?:tests|\.ci|resources)/[\w/.-]+\.(?:py|md|mp4))", page.read_text("utf-8")
    )
    assert [name for name in named if not (ROOT / name).exists()] == []
