"""`forensics repeat`: repeat an analysis from its JSON report and compare the results."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.analyze import run_analysis
from engine.commands.options import BUNDLE, device_option, load_same_detector
from engine.terminal import echo, progress_bar
from engine.wording import mark

#: Exit status if the numbers differ.
DIFFERENT = 22


@click.command()
@click.argument("report", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("clip", type=click.Path(path_type=Path), required=False)
@click.option("--calibration", type=click.Path(path_type=Path, dir_okay=False),
              help="The local calibration, if the report used one.")  # fmt: skip
@click.option("--bundle", type=BUNDLE, help="The detector, if this machine's store lacks it.")
@device_option
def repeat(
    report: Path, clip: Path | None, calibration: Path | None, bundle: Path | None, device: str
) -> int:
    """Repeat the analysis of a JSON REPORT and compare the numbers.

    The clip and the detector must match the report's SHA-256. On the same machine all digits are
    equal; on another one, log10 likelihood ratios may differ by 0.05 and boxes by 2 pixels, but
    outcomes may not. The exit status is 22 if they differ by more.

    \b
    Examples:
      forensics repeat report.json
      forensics repeat report.json copy-of-the-clip.mp4
    """
    from engine.analysis.apply_corrections import corrected
    from engine.analysis.drawn_face import measure_again
    from engine.analysis.local_calibration import read_calibration
    from engine.analysis.pipeline import analyze
    from engine.errors import ClipUnreadableError, ReportError
    from engine.report.json_report import to_json
    from engine.report.repeat import BOX_TOLERANCE, LLR_TOLERANCE, compare, read_report
    from engine.video.source import VideoSource

    told = read_report(report)
    if told.calibrated_locally and calibration is None:
        raise ReportError(
            mark("The report rests on a local calibration."),
            mark("Give its file with --calibration."),
        )
    local = None if calibration is None else read_calibration(calibration)
    path = clip or told.clip
    with (
        progress_bar() as progress,
        VideoSource.open(path, progress=progress, stream=told.stream) as video,
    ):
        if video.sha256 != told.sha256:
            raise ClipUnreadableError(
                mark("'{path}' is not the clip of the report: its SHA-256 differs."),
                mark("Give an unaltered copy of it."),
                path=video.path,
            )
        detector = load_same_detector(bundle, told.bundle, device)
        events = analyze(video, detector, told.settings, local=local)
        again = run_analysis(events, None, progress)
        measure_again(video, detector, again, told.corrections)
    found = compare(told.result, to_json(corrected(again, told.corrections)))
    if found.unlike:
        echo(f"Not the same: {'; '.join(found.unlike)}.")
        return DIFFERENT
    if found.same:
        echo(f"The same: {found.faces} scored faces, every number to its last digit.")
    else:
        echo(
            f"The same within the tolerances: {found.faces} scored faces, log10 likelihood ratios "
            f"differ by at most {found.ratio:.4f} (allowed: {LLR_TOLERANCE}), boxes by "
            f"{found.box:.2f} pixels (allowed: {BOX_TOLERANCE:g})."
        )
    return 0
