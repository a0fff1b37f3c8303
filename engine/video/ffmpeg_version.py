"""Version of the FFmpeg libraries that decode clips."""

from __future__ import annotations


def ffmpeg_version() -> str:
    """Release of FFmpeg and its decoder library, such as "8.1.2 (libavcodec 62.28.102)"."""
    import av

    codec = ".".join(map(str, av.library_versions["libavcodec"]))
    return f"{av.ffmpeg_version_info} (libavcodec {codec})"
