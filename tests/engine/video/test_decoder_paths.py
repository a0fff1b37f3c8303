"""The decoding process finds the program's code, whatever is being imported beside it."""

import clips

from engine.video.source import VideoSource


def test_a_folder_that_hides_the_standard_library_for_a_moment_does_no_harm(tmp_path, monkeypatch):
    clip = clips.one_face(tmp_path, 5)
    hiding = tmp_path / "hiding" / "typing"
    hiding.mkdir(parents=True)
    (hiding / "__init__.py").write_text("raise ImportError('not the typing of Python')\n")
    # What OpenCV does to the path while it is imported by another thread.
    monkeypatch.syspath_prepend(str(hiding.parent))
    with VideoSource.open(clip) as video:
        assert len(video) == 5
