"""The command line: `forensics ...`. Heavy packages are imported when a command needs them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine import __version__
from engine.errors import EngineError, OutputError
from engine.progress import Progress, ProgressCallback

if TYPE_CHECKING:
    from engine.analysis.result import Analysis
    from engine.analysis.settings import AnalysisSettings
    from engine.detector.detector import Detector

_EPILOG = """
\b
Exit status:
  0    done, whatever the verdict
  2    wrong use of the command line
  3    the clip is missing, empty, a folder, or may not be read
  4    not a video, or no picture of it can be decoded
  5    the detector bundle is missing, damaged or altered
  6    a result could not be written (disk full, no permission)
  7    the labelled data cannot be trained or evaluated on
  8    the case file is damaged or altered
  130  cancelled
"""

_bundle_option = click.option(
    "--bundle", type=click.Path(path_type=Path), help="Detector to use; the shipped one if absent."
)
_device_option = click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    default="auto",
    show_default=True,
    help="Processor for the networks.",
)


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="forensics")
def cli() -> None:
    """Find, explain and report manipulated faces in video.

    \b
    A first look at a clip:       forensics analyze clip.mp4
    With a report and the data:   forensics analyze clip.mp4 --pdf report.pdf --json result.json
    In the window:                forensics-gui clip.mp4

    Every verdict is a calibrated likelihood ratio with its words, or "inconclusive" with the
    reason. Numbers are on a log10 scale: +1 means ten times more probable if forged.
    """


@cli.command()
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--json", "json_path", type=click.Path(allow_dash=True, path_type=Path),
              help="Write the full result as JSON; '-' prints it.")  # fmt: skip
@click.option("--pdf", "pdf_path", type=click.Path(path_type=Path), help="Write a PDF report.")
@click.option("--case", "case_path", type=click.Path(path_type=Path),
              help="Add the analysis to a case file (made if absent).")  # fmt: skip
@click.option("--every", type=click.IntRange(0), default=0, show_default=True,
              help="Seek faces in every n-th frame only; 0: follow every frame.")  # fmt: skip
@click.option("--smallest-face", type=click.IntRange(0), default=0, show_default=True,
              help="Seek faces down to so many pixels; 0: by the picture's size.")  # fmt: skip
@_bundle_option
@_device_option
def analyze(
    clip: Path,
    json_path: Path | None,
    pdf_path: Path | None,
    case_path: Path | None,
    every: int,
    smallest_face: int,
    bundle: Path | None,
    device: str,
) -> None:
    """Judge every face of a clip and the clip itself.

    \b
    Examples:
      forensics analyze clip.mp4
      forensics analyze clip.mp4 --pdf report.pdf
      forensics analyze clip.mp4 --json - | jq .verdict
    """
    from engine.analysis.settings import AnalysisSettings
    from engine.video.source import VideoSource

    # Opened first: a bad clip is told at once, before the networks are loaded.
    VideoSource.open(clip).close()
    detector = _detector(bundle, device)
    result = _run(
        clip, detector, AnalysisSettings(every=every, smallest_face=smallest_face), case_path
    )
    if json_path is not None and str(json_path) != "-":
        from engine.report.json_report import write_json

        write_json(result, json_path)
    if pdf_path is not None:
        _write_pdf(clip, detector, result, pdf_path)
    if str(json_path) == "-":
        from engine.report.json_report import to_json

        click.echo(json.dumps(to_json(result), indent=1, ensure_ascii=False))
    else:
        _print_result(result)


def _run(
    clip: Path, detector: Detector, settings: AnalysisSettings, case_path: Path | None
) -> Analysis:
    from engine.analysis.events import StageStarted
    from engine.analysis.pipeline import analyze as events
    from engine.analysis.result import Analysis
    from engine.case.case import Case
    from engine.video.source import VideoSource

    result = Analysis()
    case = None
    if case_path is not None:
        case = Case.open(case_path) if case_path.exists() else Case.create(case_path)
    try:
        with VideoSource.open(clip) as video, progress_bar() as progress:
            for event in events(video, detector, settings):
                result.add(event)
                if case is not None:
                    case.add(event)
                if isinstance(event, StageStarted):
                    progress(Progress(event.stage, event.done, event.total))
    finally:
        if case is not None:
            case.close()
    return result


def _write_pdf(clip: Path, detector: Detector, result: Analysis, path: Path) -> None:
    from engine.analysis.evidence import track_evidence
    from engine.report.pdf import write_pdf
    from engine.video.source import VideoSource

    with VideoSource.open(clip) as video:
        shown = {n: track_evidence(video, detector, result, n) for n in sorted(result.scores)}
    write_pdf(result, path, shown)


def _print_result(result: Analysis) -> None:
    from engine.analysis import phrases

    verdict = result.verdict
    assert verdict is not None
    click.echo(f"{result.clip.path}: {phrases.headline(verdict)}")
    click.echo(phrases.sentence(verdict))
    if advice := phrases.advice(verdict):
        click.echo(advice)
    rows = [("track", "frames", "scored", "usable", "log10 LR", "verdict")]
    for number, one in sorted(result.verdicts.items()):
        frames = result.tracks[number].frames
        llr = "" if one.llr is None else f"{one.llr:+.2f}"
        rows.append((str(number), f"{frames[0]}-{frames[-1]}", str(one.scored), str(one.usable),
                     llr, phrases.headline(one)))  # fmt: skip
    if len(rows) > 1:
        click.echo()
        _print_table(rows)


@cli.command()
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def info(clip: Path, as_json: bool) -> None:
    """Print a clip's hash, container and stream facts."""
    from engine.video.source import VideoSource

    with VideoSource.open(clip) as video:
        facts = video.facts.to_json()
    if as_json:
        click.echo(json.dumps(facts, indent=1, ensure_ascii=False))
        return
    metadata = facts.pop("metadata")
    rows = [(key.replace("_", " "), str(value)) for key, value in facts.items()]
    _print_table(rows + [(f"tag {key}", value) for key, value in metadata.items()])


@cli.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help="Folder of the new bundle.")  # fmt: skip
@click.option("--name", default="Triplet EfficientNet-Lite0", show_default=True,
              help="Shown to users of the bundle.")  # fmt: skip
@click.option("--epochs", default=7, show_default=True, type=click.IntRange(1))
@click.option("--batch", default=32, show_default=True, type=click.IntRange(4),
              help="Faces in a batch, half of them pristine.")  # fmt: skip
@click.option("--margin", default=0.2, show_default=True, type=click.FloatRange(0.01, 4),
              help="Triplet margin, squared distance on the unit sphere.")  # fmt: skip
@click.option("--mining", type=click.Choice(["semi-hard", "random"]), default="semi-hard",
              show_default=True, help="Which triplets are learned from.")  # fmt: skip
@click.option("--guide", default=1.0, show_default=True, type=click.FloatRange(0),
              help="Weight of the cross-entropy term; 0 is the pure triplet loss.")  # fmt: skip
@click.option("--classifier", type=click.Choice(["sgd", "random_forest", "logistic"]),
              default="sgd", show_default=True, help="Classifier on the embedding.")  # fmt: skip
@click.option("--seed", default=7, show_default=True, type=int)
@click.option("--work", type=click.Path(path_type=Path),
              help="Crops and checkpoints; beside the bundle if absent. A run that was "
              "stopped goes on from here.")  # fmt: skip
@_device_option
def train(data: Path, output: Path, name: str, classifier: str, work: Path | None,
          **finetuning: Any) -> None:  # fmt: skip
    """Train a detector bundle on labelled faces.

    DATA holds 'real' and 'fake' sub-folders of pictures or clips, or tables NAME_faces.csv
    beside NAME_faces.tar. People and source clips never cross from training to testing.

    \b
    Example:
      forensics train cases/2026 -o newsroom.bundle --epochs 5
    """
    from engine.training.finetune import FinetuneSettings
    from engine.training.train import TrainSettings
    from engine.training.train import train as run

    settings = TrainSettings(
        name=name, classifier=classifier, finetune=FinetuneSettings(**finetuning)
    )
    with progress_bar() as progress:
        detector = run(
            data, output, settings, work, progress,
            log=lambda figures: click.echo(json.dumps(figures), err=True),
        )  # fmt: skip
    click.echo(f"Wrote {output} (SHA-256 {detector.digest}).")
    _print_figures(detector.card["measured"])


@cli.command()
@click.argument("bundle", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--split", type=click.Choice(["train", "val", "test"]), default="test",
              show_default=True, help="Which part of the data.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--work", type=click.Path(path_type=Path),
              help="Where prepared crops are kept; the user's cache if absent.")  # fmt: skip
@_device_option
def evaluate(
    bundle: Path, data: Path, split: str, as_json: bool, work: Path | None, device: str
) -> None:
    """Measure a bundle on labelled faces: AUC, EER, Cllr, by frame and by clip."""
    import platformdirs

    from engine.detector.detector import Detector
    from engine.training.evaluation import evaluate_data

    work = work or Path(platformdirs.user_cache_dir("deepfake-forensics")) / "crops"
    with progress_bar() as progress:
        measured = evaluate_data(Detector.load(bundle, device), data, split, work, progress)
    if as_json:
        click.echo(json.dumps(measured, indent=1))
    else:
        _print_figures(measured)


def _print_figures(measured: dict[str, Any]) -> None:
    click.echo(f"Split '{measured['split']}', {measured['dropped']} items without a usable face "
               "left out of the whole data.")  # fmt: skip
    rows = [("set", "level", "pristine", "forged", "AUC (95 %)", "EER", "Cllr", "accuracy")]
    for name, levels in measured["sets"].items():
        for level, f in levels.items():
            auc = f"{f['auc']:.3f} ({f['auc_low']:.3f}-{f['auc_high']:.3f})" if "auc" in f else ""
            rest = [f"{f[key]:.3f}" if key in f else "" for key in ("eer", "cllr", "accuracy")]
            for key in ("false_alarm_rate", "miss_rate"):
                if key in f:
                    auc = f"{key.replace('_', ' ')} {f[key]:.3f}"
            rows.append((name, level, str(f["pristine"]), str(f["forged"]), auc, *rest))
    _print_table(rows)


def _print_table(rows: list[Any]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _detector(bundle: Path | None, device: str) -> Detector:
    from engine.detector.detector import Detector
    from engine.shipped import default_bundle

    return Detector.load(bundle or default_bundle(), device)


@contextmanager
def progress_bar() -> Iterator[ProgressCallback]:
    """A bar on a terminal's standard error; silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with ExitStack() as bars:
        shown: dict[str, Any] = {}

        def show(progress: Progress) -> None:
            bar = shown.get(progress.stage)
            if bar is None:
                bars.close()
                shown.clear()
                bar = bars.enter_context(
                    click.progressbar(
                        length=progress.total or 0, label=progress.stage, file=sys.stderr
                    )
                )
                shown[progress.stage] = bar
            bar.update(progress.done - bar.pos)

        yield show


def main() -> None:
    """Entry point: known failures become one message and their own exit status."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Cancelled.", err=True)
        status = 130
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (EngineError, OSError) as error:
        known = error if isinstance(error, EngineError) else _output_error(error)
        click.echo(f"Error: {known.what}\n{known.advice}", err=True)
        status = known.exit_code
    sys.exit(status if isinstance(status, int) else 0)


def _output_error(error: OSError) -> EngineError:
    return OutputError(
        f"A file could not be read or written: {error}.",
        "Check that the disk has room and that you may write there.",
    )


if __name__ == "__main__":
    main()
