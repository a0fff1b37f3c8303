"""The edition without PyTorch says what it lacks; that it judges, the tests with decoys show."""

import subprocess
import sys

import pytest

from engine.errors import MissingPackageError, missing_package
from forensics_gui.failures.errors import as_engine_error

#: A command in a process in which one package cannot be imported.
_WITHOUT = """
import sys
sys.modules[sys.argv.pop(1)] = None
from engine.cli import main
main()
"""


@pytest.mark.parametrize("name", ["torch", "torch.nn", "sklearn.linear_model", "umap"])
def test_a_package_for_training_is_named_with_the_edition_that_has_it(name):
    error = missing_package(ModuleNotFoundError("missing", name=name))
    assert isinstance(error, MissingPackageError)
    assert f"'{name.partition('.')[0]}'" in error.what
    assert "full edition" in error.advice


@pytest.mark.parametrize("name", ["engine.nowhere", "av", None])
def test_any_other_missing_module_is_a_fault(name):
    assert missing_package(ModuleNotFoundError("missing", name=name)) is None


def test_the_window_says_the_same():
    error = ModuleNotFoundError("missing", name="umap.umap_")
    assert isinstance(as_engine_error(error), MissingPackageError)


def test_the_command_line_ends_with_a_status_of_its_own(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", _WITHOUT, "torch", "train", tmp_path, "-o", tmp_path / "out"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 25, ran.stderr
    assert "This edition judges clips" in ran.stderr
    assert "Traceback" not in ran.stderr
