"""`forensics analyze`: judge a clip."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.options import (
    TIME,
    bundle_option,
    device_option,
    every_option,
    laboratory_option,
    language_option,
    load_detector,
    smallest_face_option,
    stream_option,
)
from engine.progress import Progress, ProgressCallback
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from engine.analysis.events import Event
    from engine.analysis.result import Analysis
    from engine.case.case import Case
    from engine.case.recorder import Recorder
    from engine.video.source import VideoSource


@click.command()
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--json", "json_path", type=click.Path(allow_dash=True, path_type=Path),
              help="Write the full result as JSON; '-' prints it.")  # fmt: skip
@click.option("--pdf", "pdf_path", type=click.Path(path_type=Path), help="Write a PDF report.")
@click.option("--case", "case_path", type=click.Path(path_type=Path),
              help="Add the analysis to a case file, created if missing.")  # fmt: skip
@stream_option
@every_option
@smallest_face_option
@click.option("--from", "begin", type=TIME, default=0.0,
              help="Start of the examined range: seconds, or [h:]mm:ss.")  # fmt: skip
@click.option("--to", "end", type=TIME, default=0.0,
              help="End of the examined range. Default: the end of the clip.")  # fmt: skip
@click.option("--quick", is_flag=True,
              help="Examine only 25 frames spread over the clip: takes seconds, but misses faces"
                   " between them.")  # fmt: skip
@click.option("--dense", is_flag=True,
              help="Score up to 600 faces per track and 20 seconds instead of 25: slower, but "
                   "misses no short manipulation.")  # fmt: skip
@click.option("--surroundings", "with_surroundings", is_flag=True,
              help="Also compare faces with their surroundings. Reported beside the verdict, which "
                   "does not change.")  # fmt: skip
@click.option("--coding", "with_coding", is_flag=True,
              help="Also examine the coding: double compression, cuts and joins. Reported beside "
                   "the verdict, which it does not change.")  # fmt: skip
@click.option("--structure", "with_structure", is_flag=True,
              help="Also compare the file with your library of structures. Reported beside the "
                   "verdict, which does not change.")  # fmt: skip
@click.option("--calibration", type=click.Path(path_type=Path, dir_okay=False),
              help="Use a local calibration, made by 'forensics calibrate'.")  # fmt: skip
@language_option
@laboratory_option
@bundle_option
@device_option
def analyze(
    clip: Path,
    json_path: Path | None,
    pdf_path: Path | None,
    case_path: Path | None,
    stream: int | None,
    every: int,
    smallest_face: int,
    begin: float,
    end: float,
    quick: bool,
    dense: bool,
    with_coding: bool,
    with_surroundings: bool,
    with_structure: bool,
    calibration: Path | None,
    language: str,
    laboratory: Path | None,
    bundle: Path | None,
    device: str,
) -> None:
    """Judge every face of a clip, and the clip itself.

    \b
    Examples:
      forensics analyze clip.mp4
      forensics analyze clip.mp4 --pdf report.pdf
      forensics analyze long.mp4 --quick
      forensics analyze long.mp4 --from 3:20 --to 3:40 --dense
      forensics analyze clip.mp4 --json - | jq .verdict
    """
    from engine.sandbox.process import prestart_process

    if dense and quick:
        raise click.UsageError("--dense and --quick exclude each other.")
    prestart_process()
    from engine.analysis.local_calibration import read_calibration
    from engine.analysis.pipeline import analyze as events
    from engine.analysis.settings import DENSE, AnalysisSettings
    from engine.report.issue import issue_of, new_issue
    from engine.report.laboratory import letterhead
    from engine.video.source import VideoSource

    template = letterhead(laboratory)
    local = None if calibration is None else read_calibration(calibration)
    settings = AnalysisSettings(
        every=every, smallest_face=smallest_face, begin=begin, end=end, quick=quick
    )
    if dense:
        settings = replace(settings, frames_per_track=DENSE)
    # Opening first reports a bad clip before the networks load.
    with (
        progress_bar() as progress,
        VideoSource.open(clip, progress=progress, stream=stream) as video,
    ):
        detector = load_detector(bundle, device)
        with opened_case(case_path) as case:
            recorder = None if case is None else case.recorder()
            result = run_analysis(
                events(video, detector, settings, local=local), recorder, progress
            )
            if with_coding:
                _examine_coding(clip, stream, result, recorder, progress)
            if with_surroundings:
                _compare_surroundings(video, result, recorder, progress)
            if with_structure:
                _match_structure(video, result, recorder, progress)
            number = recorder.analysis if recorder else 0
            issue = new_issue() if case is None else issue_of(case, number)
            material = None
            if pdf_path is not None:
                from engine.report.material import gather_material

                material = gather_material(video, detector, result)
            if json_path is not None and str(json_path) != "-":
                from engine.report.json_report import write_json

                write_json(result, json_path, issue, material)
            if pdf_path is not None:
                from engine.report.pdf import write_pdf

                write_pdf(result, pdf_path, material, issue, language, template)
            for form, path in (("JSON", json_path), ("PDF report", pdf_path)):
                if case is not None and path is not None and str(path) != "-":
                    case.exported(number, form, path)
    if str(json_path) == "-":
        from engine.report.json_report import to_json

        print_json(to_json(result))
    else:
        _print_result(result)


def opened_case(case_path: Path | None) -> AbstractContextManager[Case | None]:
    """Open a case, creating it if it is missing; None without a path."""
    from engine.case.case import Case

    return nullcontext() if case_path is None else Case.open_or_create(case_path, getpass.getuser())


def run_analysis(
    events: Iterable[Event], recorder: Recorder | None, progress: ProgressCallback
) -> Analysis:
    """Collect the events of an analysis, record them and show its progress."""
    from engine.analysis.events import StageStarted
    from engine.analysis.result import Analysis
    from engine.case.recorder import record_analysis

    result = Analysis()
    for event in events if recorder is None else record_analysis(events, recorder):
        result.add(event)
        if isinstance(event, StageStarted):
            progress(Progress(event.stage, event.done, event.total))
    return result


def _add(event: Event, result: Analysis, recorder: Recorder | None) -> None:
    result.add(event)
    if recorder is not None:
        recorder.add(event)


def _examine_coding(
    clip: Path,
    stream: int | None,
    result: Analysis,
    recorder: Recorder | None,
    progress: ProgressCallback,
) -> None:
    from engine.analysis.events import CodingExamined
    from engine.coding.examine import examine_coding, read_columns

    columns = read_columns(clip, progress, stream=stream)
    examined = CodingExamined(examine_coding(clip, columns))
    _add(examined, result, recorder)


def _compare_surroundings(
    video: VideoSource, result: Analysis, recorder: Recorder | None, progress: ProgressCallback
) -> None:
    from engine.analysis.events import SurroundingsCompared
    from engine.surroundings.examine import examine_surroundings

    compared = SurroundingsCompared(examine_surroundings(video, result.tracks.values(), progress))
    _add(compared, result, recorder)


def _match_structure(
    video: VideoSource, result: Analysis, recorder: Recorder | None, progress: ProgressCallback
) -> None:
    """Compare the file with the user's library, unless it is empty."""
    from engine.analysis.events import StructureMatched
    from engine.structure.findings import StructureFindings
    from engine.structure.library import StructureLibrary
    from engine.structure.properties import read_structure

    library = StructureLibrary()
    if not library.entries():
        echo("The library of structures is empty.", err=True)
        return
    matches = library.match(read_structure(video.path, progress, facts=video.facts))
    matched = StructureMatched(StructureFindings.of(matches))
    _add(matched, result, recorder)


def _print_result(result: Analysis) -> None:
    from engine.analysis import phrases
    from engine.container.facts import truncation_note

    verdict = result.verdict
    assert verdict is not None
    echo(f"{result.clip.path}: {phrases.headline(verdict)}")
    early = truncation_note(result.clip)
    unseen = phrases.not_examined(result.stopped, result.settings, result.turned, early)
    if unseen:
        echo(unseen)
    echo(phrases.sentence(verdict))
    if advice := phrases.advice(verdict):
        echo(advice)
    if kinds := phrases.kind_rows(verdict):
        echo()
        print_table([("kind of forgery", "log10 LR", ""),
                     *((row.name, "" if row.llr is None else f"{row.llr:+.2f}", row.words)
                       for row in kinds)])  # fmt: skip
        echo()
    if result.calibrated:
        manipulated, recorded = phrases.propositions()
        echo(f"Propositions compared: (1) {manipulated} (2) {recorded}")
        echo(phrases.caution())
    if result.local is not None:
        echo(f"Calibrated on {phrases.local_calibration_headline(result.local)}.")
    measure = "log10 LR" if result.calibrated else "score"
    rows = [("track", "frames", "scored", "usable", measure, "verdict")]
    for number, one in sorted(result.verdicts.items()):
        frames = result.tracks[number].frames
        value = result.track_suspicion(number)
        shown = "" if value is None else f"{value:+.2f}"
        rows.append((str(number), f"{frames[0]}-{frames[-1]}", str(one.scored), str(one.usable),
                     shown, phrases.headline(one)))  # fmt: skip
    if len(rows) > 1:
        echo()
        print_table(rows)
    if result.structure is not None:
        echo("\nStructure, beside the verdict:")
        for match in result.structure.matches:
            echo(f"  {match.name}: {match.agreeing} of {match.features} features")
    for name, observations in result.beside.items():
        echo(f"\n{name.capitalize()}, beside the verdict:")
        for seen in observations:
            said = seen.texts()
            echo(click.wrap_text(f"{said.title}. {said.sentence}", 96, "  ", "    "))
