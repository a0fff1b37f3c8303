"""`forensics frames`: save exact frames as pictures."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.options import stream_option
from engine.progress import Progress
from engine.terminal import print_table, progress_bar


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
