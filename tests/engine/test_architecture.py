"""Start-up imports and module sizes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


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


def test_modules_stay_readable():
    """Nine in ten modules have fewer than 350 lines, none more than 600."""
    sizes = {
        path: len(path.read_text("utf-8").splitlines())
        for package in ("engine", "forensics_gui")
        for path in (ROOT / package).rglob("*.py")
    }
    assert {str(p): n for p, n in sizes.items() if n > 600} == {}
    assert sum(n < 350 for n in sizes.values()) >= 0.9 * len(sizes)
