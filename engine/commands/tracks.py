"""`forensics tracks`: detect and track the faces of a clip without judging them."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.options import every_option, smallest_face_option, stream_option
from engine.progress import CancelToken, Progress
from engine.terminal import echo, print_table, progress_bar


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
    from engine.faces.glimpse import turn_to_faces
    from engine.faces.track import FaceTrack
    from engine.files import write_whole
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
                tracks += [one.turned_back(quarters, first.width, first.height) for one in ended]
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
            write_whole(target, text().encode())
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
