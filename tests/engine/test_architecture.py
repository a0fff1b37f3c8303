"""The house rules that a machine can check; part of the test command."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports", "--no-cache"],
    ],
    ids=lambda command: " ".join(command),
)
def test_checks_run_clean(command):
    program = Path(sys.executable).with_name(command[0])
    ran = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_help_imports_nothing_heavy():
    script = (
        "import sys; sys.argv = ['forensics', '--help']\n"
        "from engine.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'cv2', 'umap', 'sklearn', 'av', 'numpy'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                         check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "likelihood ratio" in ran.stdout


def test_modules_are_split_by_idea_and_not_by_length():
    """Nine in ten are short; one that holds a single idea may be longer."""
    sizes = {
        path: len(path.read_text("utf-8").splitlines())
        for package in ("engine", "forensics_gui")
        for path in (ROOT / package).rglob("*.py")
    }
    assert {str(p): n for p, n in sizes.items() if n > 600} == {}
    assert sum(n < 350 for n in sizes.values()) >= 0.9 * len(sizes)
