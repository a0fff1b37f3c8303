"""The layouts of one clip's pictures: each made once, refused where it cannot be shown."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from engine.errors import NotAVideoError
from engine.video.orientation import Orientation
from engine.video.picture import Layout, brightest_light, check_convertible, layout_of
from engine.video.tone_map import HDR_TRANSFERS, LEAST_WHITE, MOST_WHITE

#: Pictures that tell how bright an HDR clip is.
LIGHT_SAMPLES = 8


class Layouts:
    """Layouts by what a decoder says of its pictures.

    Args:
        name: of the clip, for messages.
        max_pixels: larger pictures are refused.

    Attributes:
        white: cd/m² of diffuse white, None until `measure_white` was called.
    """

    def __init__(self, name: str, max_pixels: int) -> None:
        self.white: float | None = None
        self._name = name
        self._max_pixels = max_pixels
        self._known: dict[tuple[Any, ...], Layout] = {}

    def of(self, frame: Any, orientation: Orientation, aspect: Fraction) -> Layout:
        """Layout of one of PyAV's frames; the same object for equal layouts.

        Raises:
            NotAVideoError: it is larger than allowed, or of a format that cannot be shown.
        """
        self.check_size(frame)
        tags = (
            frame.format.name,
            frame.width,
            frame.height,
            int(frame.colorspace),
            int(frame.color_range),
            int(frame.color_trc),
            int(frame.color_primaries),
            orientation,
        )
        known = self._known.get(tags)
        if known is None:
            check_convertible(frame.format.name)
            white = self.white or MOST_WHITE
            known = self._known[tags] = layout_of(frame, orientation, aspect, white)
        return known

    def measure_white(self, frames: Iterable[Any]) -> None:
        """Find the diffuse white of an HDR clip in some of its frames.

        Args:
            frames: PyAV's, spread over the clip; SDR ones end the search.
        """
        self.white = LEAST_WHITE
        for frame in frames:
            if int(frame.color_trc) not in HDR_TRANSFERS:
                break
            self.white = min(MOST_WHITE, max(self.white, brightest_light(frame)))
        self._known.clear()

    def check_size(self, sized: Any) -> None:
        """Refuse what has more pixels than allowed.

        Raises:
            NotAVideoError: it has.
        """
        if sized.width * sized.height > self._max_pixels:
            raise NotAVideoError(
                f"The pictures of '{self._name}' are said to have {sized.width} x "
                f"{sized.height} pixels, which is more than this program opens.",
                "If this is true, make a smaller copy of the clip and note that you did.",
            )
