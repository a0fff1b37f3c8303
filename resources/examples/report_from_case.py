"""Write a PDF report on the last analysis of a case: `python report_from_case.py CASE REPORT.pdf`.

The report has the analyst's corrections, pictures of the faces, and what the case says of the
commission. Without `gather_material` and `issue_of` it has the numbers alone, and needs no clip.
"""

import sys

from engine import (
    Case,
    Detector,
    VideoSource,
    default_bundle,
    gather_material,
    issue_of,
    write_pdf,
)

with Case.open(sys.argv[1], read_only=True) as case:
    number = case.analyses()[-1].id
    analysis = case.corrected(number)
    detector = Detector.load(default_bundle())
    with VideoSource.open(analysis.clip.path) as video:
        material = gather_material(video, detector, analysis)
    write_pdf(analysis, sys.argv[2], material, issue_of(case, number))
