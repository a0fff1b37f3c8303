"""What a public host runs and shows: workflows of scripts that run here too, and current facts."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine import __version__

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_step_of_a_workflow_calls_a_script_that_runs_here(path):
    steps = re.findall(r"^\s+run: (.+)$", path.read_text("utf-8"), re.MULTILINE)
    assert steps
    # Publishing needs the host itself.
    called = [step.split()[1] for step in steps if not step.startswith("gh ")]
    assert all(step.startswith(("bash .ci/", "gh ")) for step in steps)
    assert [name for name in called if not os.access(ROOT / name, os.X_OK)] == []


def test_tests_run_on_every_system_and_python():
    text = (ROOT / ".github/workflows/test.yml").read_text("utf-8")
    assert "os: [ubuntu-latest, windows-latest, macos-latest]" in text
    assert 'python: ["3.11", "3.12", "3.13", "3.14"]' in text


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_a_failed_check_fails_the_run(tmp_path):
    """With the interpreter of an environment that lacks the tools."""
    interpreter = tmp_path / "python"
    interpreter.symlink_to(sys.executable)
    ran = subprocess.run([interpreter, ROOT / ".ci/check.py", "--static"], capture_output=True,
                         text=True, check=False)  # fmt: skip
    assert ran.returncode == 1
    assert "Run .ci/install first" in ran.stdout


def test_the_citation_and_the_package_have_the_version_of_the_code():
    citation = (ROOT / ".github/CITATION.cff").read_text("utf-8")
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f"version: {__version__}\n" in citation
    assert f'version = "{__version__}"' in project


def test_the_top_level_holds_what_a_visitor_expects():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True,
                            check=False)  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {name.split("/")[0] for name in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} == {
        "engine", "forensics_gui", "resources", "tests", "pyproject.toml", "README.md", "LICENSE",
        "CHANGELOG.md", "CONTRIBUTING.md",
    }  # fmt: skip
