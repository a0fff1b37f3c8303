"""`forensics info`, `frames` and `tracks`: a clip without a verdict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.options import every_option, json_option, smallest_face_option, stream_option
from engine.progress import CancelToken, Progress
from engine.terminal import echo, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.container.facts import ClipFacts
    from engine.container.observation import Observation


def _print_about(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    from engine.sandbox.linux import sandbox_status

    if wanted:
        echo("The process that decodes:")
        for line in sandbox_status():
            echo(f"  {line}")
        context.exit()


@click.command()
@click.option(
    "--about",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_about,
    help="Print how the decoding process is sandboxed on this system, and exit.",
)
@click.argument("clip", type=click.Path(path_type=Path))
@json_option
@stream_option
def info(clip: Path, as_json: bool, stream: int | None) -> None:
    """Print the facts of a clip's file, and what is unusual about it.

    \b
    Facts are: hash, streams, time stamps, groups of pictures, software signatures,
    content credentials. Observations follow: unusual properties, with what each can
    indicate and its innocent explanations.
    """
    from engine.video.source import VideoSource

    with (
        progress_bar() as progress,
        VideoSource.open(clip, progress=progress, stream=stream) as video,
    ):
        facts = video.facts
    if as_json:
        print_json(facts.to_json())
        return
    _print_facts(facts)


def _print_facts(facts: ClipFacts) -> None:
    from engine.container.fact_sheet import fact_sheet

    plain = facts.to_json()
    plain.pop("examination")
    tags = plain.pop("metadata").items()
    plain["counted"] = f"by {plain['counted']}"
    plain["damaged"] = "yes" if plain["damaged"] else "no damage noticed"
    plain["audio"] = plain["audio"] or "none"
    rows = [(key.replace("_", " "), str(value)) for key, value in plain.items()]
    echo("File")
    print_table([("", *row) for row in rows + [(f"tag {key}", value) for key, value in tags]])
    assert facts.examination is not None
    for section in fact_sheet(facts.examination):
        echo(f"\n{section.title}")
        print_table([("", *row) for row in section.rows])
    echo("\nObservations about the file")
    print_observations(facts.examination.observations, "  ")
    if not facts.examination.observations:
        echo("  Nothing was noticed.")


def print_observations(observations: Iterable[Observation], indent: str = "") -> None:
    """Print observations and what they can mean, in wrapped lines."""
    from engine.container.observation import ATTENTION

    deeper = f"{indent}  "
    for seen in observations:
        said = seen.texts()
        echo(f"\n{indent}{'! ' if seen.severity == ATTENTION else ''}{said.title}")
        for text in (
            said.sentence,
            f"Possible meaning: {said.may_mean}",
            f"Innocent explanation: {said.innocent}",
        ):
            echo(click.wrap_text(text, 96, deeper, deeper))


@click.command()
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--at", "places", required=True,
              help="Frames, separated by commas: 120, 10-40, 10-400:10, 4.2s, 1:02.5 or "
                   "pts=61440.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path(),
              help="Folder for the pictures. Default: the current one.")  # fmt: skip
@stream_option
def frames(clip: Path, places: str, output: Path, stream: int | None) -> None:
    """Save exact frames of a clip as PNG.

    File names and PNG text fields state the clip, its SHA-256, the frame number and its
    presentation time stamp. A time stamp that is missing or does not increase is replaced by one
    between its neighbours and marked "restated". Pictures are upright, with square pixels and
    tagged colours; HDR is tone-mapped to SDR.

    \b
    Examples:
      forensics frames clip.mp4 --at 0,120,4.2s
      forensics frames clip.mp4 --at 1:02.5,100-200:10 -o stills
    """
    from engine.video.frame_selection import parse_frame_selection
    from engine.video.source import VideoSource
    from engine.video.stills import write_still

    with (
        progress_bar() as progress,
        VideoSource.open(clip, progress=progress, stream=stream) as video,
    ):
        wanted = parse_frame_selection(places, video.index)
        rows = [("frame", "PTS", "seconds", "file")]
        for done, index in enumerate(wanted, 1):
            frame = video.frame(index)
            path = write_still(video, frame, output)
            rows.append((str(index), frame.stamp, f"{frame.time:.3f}", str(path)))
            progress(Progress("Saving frames", done, len(wanted)))
    print_table(rows)


@click.command()
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--csv", "csv_path", type=click.Path(allow_dash=True, path_type=Path),
              help="Write one row for each face and frame; '-' prints it.")  # fmt: skip
@click.option("--json", "json_path", type=click.Path(allow_dash=True, path_type=Path),
              help="Write the same as JSON; '-' prints it.")  # fmt: skip
@click.option("--video", "video_path", type=click.Path(path_type=Path),
              help="Write a copy of the clip with boxes drawn into it (.mp4 or .mkv).")  # fmt: skip
@stream_option
@every_option
@smallest_face_option
def tracks(
    clip: Path,
    csv_path: Path | None,
    json_path: Path | None,
    video_path: Path | None,
    stream: int | None,
    every: int,
    smallest_face: int,
) -> None:
    """Detect and track every face of a clip: boxes, landmarks and quality of each frame.

    \b
    Examples:
      forensics tracks clip.mp4
      forensics tracks clip.mp4 --csv faces.csv --video boxes.mp4
      forensics tracks clip.mp4 --csv - | head
    """
    from engine.faces.finder import FinderSettings, track_faces
    from engine.faces.sparse_scan import turn_to_faces
    from engine.faces.track import FaceTrack
    from engine.files import write_atomic
    from engine.report.marked_clip import write_marked_clip
    from engine.report.track_tables import to_csv, to_json
    from engine.video.source import VideoSource

    with (
        progress_bar() as progress,
        VideoSource.open(clip, progress=progress, stream=stream) as video,
    ):
        settings = FinderSettings(smallest_face=smallest_face, every=every)
        first = video.frame(0)

        def follow(source: VideoSource, quarters: int) -> list[FaceTrack]:
            tracks = []
            for step in track_faces(source, settings, CancelToken()):
                progress(Progress("Following faces", step.done, len(video)))
                ended = [track.finished(video.times) for track in step.ended if track.number]
                tracks += [one.rotated_back(quarters, first.width, first.height) for one in ended]
            return tracks

        quarters = 0
        found = follow(video, 0)
        if not found and (quarters := turn_to_faces(video, settings)):
            found = follow(video.turned(quarters), quarters)
        found.sort(key=lambda track: track.number)
        if video_path is not None:
            write_marked_clip(video, found, video_path, progress, CancelToken())
        facts, pts = video.facts, video.index.stated_pts
    for target, text in (
        (csv_path, lambda: to_csv(found, pts)),
        (json_path, lambda: to_json(facts, found, pts)),
    ):
        if target is not None and str(target) == "-":
            echo(text(), nl=False)
        elif target is not None:
            write_atomic(target, text().encode())
    if "-" in (str(csv_path), str(json_path)):
        return
    rows = [("track", "frames", "seconds", "seen", "size")]
    for track in found:
        size = (track.boxes[:, 2:] - track.boxes[:, :2]).min(1)
        rows.append(
            (
                str(track.number),
                f"{track.frames[0]}-{track.frames[-1]}",
                f"{track.times[0]:.2f}-{track.times[-1]:.2f}",
                f"{int(track.detected.sum())} of {len(track)}",
                f"{size.min():.0f}-{size.max():.0f} px",
            )
        )
    if quarters:
        echo(f"No upright face was found; these appear after a turn by {quarters * 90}°.")
    if found:
        print_table(rows)
    else:
        echo("No face was found.")
