"""Everything that must pass: lint, format, import contracts, types and the fast tests.

`python .ci/check.py [PYTEST_ARGUMENT...]`; the exit status is 0 if all of it passes.
`python .ci/check.py --static` runs no tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("lint-imports", "--no-cache"),
    ("mypy",),
)
#: Without cached bytecode, each of thousands of decoding processes compiles the program anew.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def run_check(command: tuple[str, ...]) -> str:
    """Output of a failed check; "" if it passes."""
    # With its suffix, which Windows asks for.
    program = shutil.which(command[0], path=Path(sys.executable).parent)
    if program is None:
        return f"\n{command[0]} is not installed beside {sys.executable}. Run .ci/install first.\n"
    result = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if not result.returncode:
        return ""
    return f"\n{' '.join(command)} failed:\n{result.stdout}{result.stderr}"


def main() -> int:
    if sys.argv[1:] == ["--static"]:
        problems = [problem for problem in map(run_check, CHECKS) if problem]
        print("".join(problems), end="")
        return 1 if problems else 0
    with ThreadPoolExecutor(1) as pool:
        checks = pool.map(run_check, CHECKS)
        tests = subprocess.run(
            [sys.executable, "-m", "pytest", *sys.argv[1:]], cwd=ROOT, env=ENVIRONMENT, check=False
        )
        problems = [problem for problem in checks if problem]
    print("".join(problems) or "\nLint, format, import contracts and types passed.")
    return 1 if problems else tests.returncode


if __name__ == "__main__":
    sys.exit(main())
