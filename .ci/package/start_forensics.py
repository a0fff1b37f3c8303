"""Start of the frozen program: an interpreter for its own child processes, else the program."""

import multiprocessing
import sys

from engine import interpreter

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if not interpreter.serve(sys.argv[1:]):
        from engine.cli import main

        main()
