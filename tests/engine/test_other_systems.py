"""No module needs, to be imported, what Windows lacks."""

import ast
from pathlib import Path

import pytest

import engine
import forensics_gui

POSIX_ONLY = {"resource", "fcntl", "pwd", "grp", "termios", "pty", "tty", "syslog"}


@pytest.mark.parametrize("package", [engine, forensics_gui], ids=lambda package: package.__name__)
def test_no_module_needs_what_windows_lacks(package):
    paths = sorted(Path(package.__file__).parent.rglob("*.py"))
    assert len(paths) > 50
    needed = {
        f"{path.name} needs {name}"
        for path in paths
        for statement in ast.parse(path.read_text("utf-8")).body
        for name in imported(statement)
        if name in POSIX_ONLY
    }
    assert not needed


def imported(statement: ast.stmt) -> list[str]:
    """Modules that a statement of a module's top imports."""
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names]
    if isinstance(statement, ast.ImportFrom) and not statement.level:
        return [str(statement.module)]
    return []
