"""Save the scored faces of a clip as pictures: `python face_crops.py CLIP FOLDER`.

The name of each picture has its track, its frame and the log10 likelihood ratio of this frame.
"""

import sys
from pathlib import Path

from PIL import Image

from engine import Analysis, Detector, VideoSource, analyze, default_bundle, frame_crop

folder = Path(sys.argv[2])
folder.mkdir(exist_ok=True)
detector = Detector.load(default_bundle())
with VideoSource.open(sys.argv[1]) as video:
    analysis = Analysis.of(analyze(video, detector))
    for number, scores in analysis.scores.items():
        track = analysis.tracks[number]
        for index, llr in zip(scores.frames, scores.llr, strict=True):
            row = track.row_at(index)
            face = (track.landmarks[row], detector.alignment, track.boxes[row])
            crop = frame_crop(video.frame(index), *face)
            Image.fromarray(crop).save(folder / f"track{number}-frame{index}-{llr:+.2f}.png")
