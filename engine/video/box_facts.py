"""What the boxes of an mp4 or mov file say; `boxes` reads them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """One entry of an edit list: a piece of the track that a player shows.

    Attributes:
        start: seconds into the track's media where the piece begins; -1 for an empty stretch.
        duration: seconds that it lasts, 0 for "to the end".
        rate: speed, 1 is normal, 0 holds one picture.
    """

    start: float
    duration: float
    rate: float


@dataclass(frozen=True)
class TrackBoxes:
    """What the boxes of one track say.

    Attributes:
        number: the track's id.
        handler: "vide", "soun", ...
        name: of the handler, often the writing program's signature.
        created, modified: ISO 8601 in UTC as in the track's header, "" where not stated.
        media_created: the same of the media header.
        duration: seconds by the media header, 0 where not stated.
        matrix: the nine numbers of the display matrix as stored; identity is 65536 in the first
            two places of the diagonal. Empty where not stated.
        edits: the edit list, in order.
    """

    number: int = 0
    handler: str = ""
    name: str = ""
    created: str = ""
    modified: str = ""
    media_created: str = ""
    duration: float = 0.0
    matrix: tuple[int, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class BoxFacts:
    """What the boxes of an mp4 or mov file say.

    Attributes:
        top_level: four-letter names in the order of the file, runs of one kind once.
        created, modified: ISO 8601 in UTC from the movie header, "" where not stated.
        duration: seconds by the movie header, 0 where not stated.
        tracks: in the order of the file.
        user_boxes: names of the boxes that hold a maker's own data (moov/udta).
        xmp_tools: programs that Adobe's XMP block names.
        credentials: there is a box for C2PA content credentials.
        unknown: top-level names that are in no standard.
        trailing: bytes after the last whole box.
        fragmented: the pictures lie in fragments (streaming, some recorders).
        header_first: the header lies before the pictures ("fast start").
        problems: what did not fit, in plain words.
    """

    top_level: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    duration: float = 0.0
    tracks: tuple[TrackBoxes, ...] = ()
    user_boxes: tuple[str, ...] = ()
    xmp_tools: tuple[str, ...] = ()
    credentials: bool = False
    unknown: tuple[str, ...] = ()
    trailing: int = 0
    fragmented: bool = False
    header_first: bool = False
    problems: tuple[str, ...] = ()
