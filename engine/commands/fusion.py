"""`forensics fusion`: let several detectors judge a clip together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.analyze import opened_case, run_analysis
from engine.commands.options import (
    BUNDLE,
    crops_folder,
    device_option,
    json_option,
    load_same_detector,
    work_option,
    workers_option,
)
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from engine.analysis.fusion import FusedRatio, Fusion


@click.group()
def fusion() -> None:
    """Let several detectors judge a clip together, and show where they disagree."""


@fusion.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--bundle", "bundles", type=BUNDLE, multiple=True, required=True,
              help="A detector; give two or more.")  # fmt: skip
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="File for the fusion, usually NAME.json.")  # fmt: skip
@work_option
@workers_option
@device_option
def fit(data: Path, bundles: tuple[Path, ...], output: Path, work: Path | None, workers: int,
        device: str) -> None:  # fmt: skip
    """Fit the weights of detectors on labelled clips.

    DATA is what 'forensics train' reads. Its splits "train" and "val" fit, "test" measures each
    detector and the fusion. None of the clips may have trained one of the detectors.

    \b
    Example:
      forensics fusion fit labelled/ --bundle shipped --bundle xception -o both.json
    """
    if len(bundles) < 2:
        raise click.UsageError("Give two or more detectors, each with --bundle.")
    from engine.analysis.fusion import fusion_bytes
    from engine.detector.detector import Detector
    from engine.files import write_atomic
    from engine.training.fit_fusion import fit_on_data

    detectors = [Detector.load(bundle, device) for bundle in bundles]
    with progress_bar() as progress:
        found, figures = fit_on_data(detectors, data, crops_folder(work), progress, None, workers)
    write_atomic(output, fusion_bytes(found))
    print_table([("detector", "weight"),
                 *((one.name, f"{one.weight:+.3f}") for one in found.detectors)])  # fmt: skip
    if figures:
        echo("\nOn the clips of the test split:")
        rows = [(one.name, f"{one.auc:.3f}", f"{one.cllr:.3f}") for one in figures]
        print_table([("detector", "AUC", "Cllr"), *rows])
    echo(f"\nWrote {output}, fitted on {found.pristine} pristine and {found.forged} forged clips.")


@fusion.command()
@click.argument("clip", type=click.Path(path_type=Path))
@click.argument("weights", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--quick", is_flag=True, help="Examine only 25 frames spread over the clip.")
@click.option("--case", "case_path", type=click.Path(path_type=Path),
              help="Add the analyses and the fusion to a case, created if missing.")  # fmt: skip
@json_option
@device_option
def judge(clip: Path, weights: Path, quick: bool, case_path: Path | None, as_json: bool,
          device: str) -> None:  # fmt: skip
    """Judge a CLIP by every detector of a fusion, and by all together.

    WEIGHTS is a file from 'forensics fusion fit'; its detectors must be in the store. The interval
    spans the fused ratio and those of the detectors alone: it is wide where they disagree.

    \b
    Example:
      forensics fusion judge clip.mp4 both.json
    """
    from engine.analysis import phrases
    from engine.analysis.fusion import fuse, read_fusion
    from engine.analysis.pipeline import analyze
    from engine.analysis.settings import AnalysisSettings
    from engine.analysis.verdict import suspicion_of
    from engine.video.source import VideoSource

    found = read_fusion(weights)
    analyses = []
    with (
        progress_bar() as progress,
        opened_case(case_path) as case,
        VideoSource.open(clip, progress=progress) as video,
    ):
        for one in found.detectors:
            detector = load_same_detector(None, one.sha256, device)
            events = analyze(video, detector, AnalysisSettings(quick=quick))
            recorder = None if case is None else case.recorder()
            analyses.append(run_analysis(events, recorder, progress))
        if case is not None and case.state().fusion != found:
            case.use_fusion(found)
    values = [suspicion_of(analysis.verdict) for analysis in analyses]
    judged = [value for value in values if value is not None]
    ratio = fuse(found, judged) if len(judged) == len(found.detectors) else None
    words = [phrases.headline(a.verdict) if a.verdict else "" for a in analyses]
    if as_json:
        print_json(_plain(found, ratio, values, words))
        return
    rows = [("detector", "its verdict", "log10 LR alone")]
    for place, one in enumerate(found.detectors):
        alone = "" if ratio is None else f"{ratio.alone[place]:+.2f}"
        rows.append((one.name, words[place], alone))
    print_table(rows)
    if ratio is None:
        echo("\nA detector could not judge the clip: there is no fused ratio.")
        return
    echo(f"\nTogether: {phrases.fused(ratio)}.")
    echo(f"log10 LR {ratio.llr:+.2f} ({ratio.low:+.2f} to {ratio.high:+.2f})")


def _plain(
    found: Fusion, ratio: FusedRatio | None, values: list[float | None], words: list[str]
) -> dict[str, object]:
    return {
        "log10_lr": None if ratio is None else ratio.llr,
        "interval": None if ratio is None else [ratio.low, ratio.high],
        "detectors": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "value": values[place],
                "verdict": words[place],
                "log10_lr_alone": None if ratio is None else ratio.alone[place],
            }
            for place, one in enumerate(found.detectors)
        ],
        "fitted_on": {"source": found.source, "pristine": found.pristine, "forged": found.forged},
    }  # fmt: skip
