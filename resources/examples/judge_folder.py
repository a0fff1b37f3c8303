"""Judge every clip of a folder into a CSV table: `python judge_folder.py CLIPS TABLE.csv`."""

import csv
import sys
from pathlib import Path

from engine import Analysis, Detector, EngineError, VideoSource, analyze, default_bundle

folder, table = map(Path, sys.argv[1:])
detector = Detector.load(default_bundle())
with table.open("w", newline="", encoding="utf-8") as file:
    rows = csv.writer(file)
    rows.writerow(["clip", "verdict", "log10 likelihood ratio", "faces", "error"])
    for clip in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            with VideoSource.open(clip) as video:
                analysis = Analysis.of(analyze(video, detector))
        except EngineError as error:
            rows.writerow([clip.name, "", "", "", error])
            continue
        verdict = analysis.verdict
        assert verdict is not None
        rows.writerow([clip.name, verdict.outcome, verdict.llr, len(analysis.tracks), ""])
