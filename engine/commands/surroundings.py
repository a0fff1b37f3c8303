"""`forensics surroundings`: the faces of a clip against the picture around them."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.clip import print_observations
from engine.commands.options import json_option, stream_option
from engine.progress import CancelToken, Progress
from engine.terminal import echo, print_json, print_table, progress_bar


@click.command()
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--measure", "crops", type=click.Path(path_type=Path),
              help="CLIP is a table of labelled clips, and this a table of labelled crops of "
                   "faces (file, label, method, fold): fit the reference on pristine crops, and "
                   "print how often others exceed its limit.")  # fmt: skip
@json_option
@stream_option
def surroundings(clip: Path, crops: Path | None, as_json: bool, stream: int | None) -> None:
    """Compare noise, sharpness, compression and colour of each face with its surroundings.

    The findings stand beside the detector's ratio and do not change it. They come with the share
    of pristine and forged faces that differ as much.

    \b
    Examples:
      forensics surroundings clip.mp4
      forensics surroundings clip.mp4 --json
      forensics surroundings clips.csv --measure faces.csv --json > surroundings.json
    """
    if crops is not None:
        _measure(crops, clip, as_json)
        return
    from engine.faces.finder import track_faces
    from engine.surroundings.examine import examine_surroundings
    from engine.video.source import VideoSource

    with (
        progress_bar() as progress,
        VideoSource.open(clip, progress=progress, stream=stream) as video,
    ):
        tracks = []
        for step in track_faces(video, cancel=CancelToken()):
            progress(Progress("Following faces", step.done, len(video)))
            tracks += [track.finished(video.times) for track in step.ended if track.number]
        found = examine_surroundings(video, tracks, progress)
    if as_json:
        print_json(found.to_json())
        return
    rows: list[tuple[str, ...]] = [
        ("track", "frames", "distance", "noise", "sharpness", "ghost", "colour")
    ]
    for one in found.tracks:
        told = one.deviations
        values = (told.noise, told.sharpness, told.ghost, told.colour)
        rows.append(
            (str(one.track), str(len(one.frames)), f"{one.distance:.2f}",
             *(f"{value:+.1f}" for value in values))
        )  # fmt: skip
    echo(f"Limit of the distance: {found.limit:.2f}; the other columns in standard deviations")
    print_table(rows)
    print_observations(found.observations)


def _measure(crops: Path, clips: Path, as_json: bool) -> None:
    from engine.surroundings.measure import measure_surroundings

    with progress_bar(lines=True) as progress:
        found = measure_surroundings(crops, clips, progress)
    if as_json:
        print_json(found.to_json())
        return
    echo(f"Reference: {found.faces} pristine faces, limit {found.limit:.2f}")
    rows = [("test data that exceed it", "")]
    rows += [
        (name, f"{count.found} of {count.of}")
        for name, count in (
            ("pristine faces", found.pristine),
            *found.forged.items(),
            ("pristine clips", found.pristine_clips),
            ("forged clips", found.forged_clips),
        )
    ]
    print_table(rows)
