"""Start of both frozen programs: an interpreter for their own child processes, else the program.

Which of the two is meant, the name of the started file says.
"""

import multiprocessing
import sys
from pathlib import Path

from engine import interpreter

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if not interpreter.serve(sys.argv[1:]):
        if Path(sys.executable).stem == "forensics-gui":
            from forensics_gui.app import main
        else:
            from engine.cli import main
        main()
