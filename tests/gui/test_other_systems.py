"""What other systems lack is not needed to import the program."""

import subprocess
import sys

from engine.interpreter import environment

IMPORT_ALL = """
import importlib, pkgutil, sys
# First what needs them on this system itself.
import joblib, multiprocessing.context, pyqtgraph, torch
for name in ("resource", "fcntl", "pwd", "grp", "termios"):
    sys.modules[name] = None
failed = []
for top in ("engine", "forensics_gui"):
    for found in pkgutil.walk_packages([top], top + "."):
        try:
            importlib.import_module(found.name)
        except ImportError as error:
            failed.append(f"{found.name}: {error!r}")
sys.exit("\\n".join(failed))
"""


def test_no_module_needs_what_windows_lacks(request):
    ran = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], cwd=request.config.rootpath, env=environment(),
        stderr=subprocess.PIPE, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
