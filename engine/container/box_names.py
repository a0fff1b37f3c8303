"""Names and meanings of boxes, elements and chunks."""

from __future__ import annotations

from engine.wording import mark

#: Meaning of boxes and chunks by their letters.
MEANINGS = {
    "ftyp": mark("File type and brands"),
    "styp": mark("Segment type and brands"),
    "moov": mark("Header of the clip"),
    "mvhd": mark("Clip header"),
    "trak": mark("Track"),
    "tkhd": mark("Track header"),
    "edts": mark("Edit list"),
    "elst": mark("Edit list"),
    "mdia": mark("Media of a track"),
    "mdhd": mark("Media header"),
    "hdlr": mark("Handler"),
    "minf": mark("Media information"),
    "vmhd": mark("Video header"),
    "smhd": mark("Sound header"),
    "gmhd": mark("Header of other media"),
    "dinf": mark("Place of the data"),
    "dref": mark("Place of the data"),
    "stbl": mark("Sample tables"),
    "stsd": mark("Sample descriptions"),
    "stts": mark("Decoding times"),
    "ctts": mark("Presentation offsets"),
    "stss": mark("Key frames"),
    "stsc": mark("Samples of each chunk"),
    "stsz": mark("Sample sizes"),
    "stco": mark("Chunk offsets"),
    "co64": mark("Chunk offsets"),
    "sgpd": mark("Sample groups"),
    "sbgp": mark("Sample groups"),
    "avcC": mark("H.264 parameter sets"),
    "hvcC": mark("HEVC parameter sets"),
    "av1C": mark("AV1 configuration"),
    "vpcC": mark("VP9 configuration"),
    "esds": mark("Decoder configuration"),
    "colr": mark("Colour"),
    "pasp": mark("Pixel aspect ratio"),
    "btrt": mark("Bit rates"),
    "udta": mark("User data"),
    "meta": mark("Metadata"),
    "keys": mark("Names of metadata"),
    "ilst": mark("Values of metadata"),
    "data": mark("Value of metadata"),
    "mdat": mark("Coded frames and sound"),
    "free": mark("Unused bytes"),
    "skip": mark("Unused bytes"),
    "wide": mark("Unused bytes"),
    "moof": mark("Header of a fragment"),
    "mvex": mark("Fragments follow"),
    "sidx": mark("Index of fragments"),
    "mfra": mark("Index of fragments"),
    "uuid": mark("Vendor's box"),
    "JUNK": mark("Unused bytes"),
    "avih": mark("Clip header"),
    "strh": mark("Stream header"),
    "strf": mark("Stream format"),
    "idx1": mark("Index of frames"),
    "LIST hdrl": mark("Header of the clip"),
    "LIST movi": mark("Coded frames and sound"),
    "LIST INFO": mark("Metadata"),
    "Cluster": mark("Coded frames and sound"),
    "Cues": mark("Index of key frames"),
    "Void": mark("Unused bytes"),
    "Tracks": mark("Tracks"),
    "Info": mark("Clip header"),
    "Tags": mark("Metadata"),
}


def meaning(kind: str) -> str:
    """Meaning of a box in English, marked for translation; "" if unknown."""
    return MEANINGS.get(kind) or MEANINGS.get(kind.partition(" ")[0], "")


#: Matroska's elements by number, with the type of their value: "u" unsigned, "f" float, "s" text,
#: "b" bytes, "m" elements.
_ELEMENTS = {
    0x1A45DFA3: ("EBML", "m"), 0x4286: ("EBMLVersion", "u"), 0x42F7: ("EBMLReadVersion", "u"),
    0x42F2: ("EBMLMaxIDLength", "u"), 0x42F3: ("EBMLMaxSizeLength", "u"), 0x4282: ("DocType", "s"),
    0x4287: ("DocTypeVersion", "u"), 0x4285: ("DocTypeReadVersion", "u"),
    0x18538067: ("Segment", "m"), 0x114D9B74: ("SeekHead", "b"), 0xEC: ("Void", "b"),
    0xBF: ("CRC-32", "b"),
    0x1549A966: ("Info", "m"), 0x2AD7B1: ("TimestampScale", "u"), 0x4489: ("Duration", "f"),
    0x4461: ("DateUTC", "b"), 0x7BA9: ("Title", "s"), 0x4D80: ("MuxingApp", "s"),
    0x5741: ("WritingApp", "s"), 0x73A4: ("SegmentUUID", "b"),
    0x1654AE6B: ("Tracks", "m"), 0xAE: ("TrackEntry", "m"), 0xD7: ("TrackNumber", "u"),
    0x73C5: ("TrackUID", "u"), 0x83: ("TrackType", "u"), 0xB9: ("FlagEnabled", "u"),
    0x88: ("FlagDefault", "u"), 0x55AA: ("FlagForced", "u"), 0x9C: ("FlagLacing", "u"),
    0x6DE7: ("MinCache", "u"), 0x23E383: ("DefaultDuration", "u"), 0x536E: ("Name", "s"),
    0x22B59C: ("Language", "s"), 0x86: ("CodecID", "s"), 0x63A2: ("CodecPrivate", "b"),
    0x258688: ("CodecName", "s"), 0x56AA: ("CodecDelay", "u"), 0x56BB: ("SeekPreRoll", "u"),
    0x55EE: ("MaxBlockAdditionID", "u"), 0xE0: ("Video", "m"), 0x9A: ("FlagInterlaced", "u"),
    0x53B8: ("StereoMode", "u"), 0xB0: ("PixelWidth", "u"), 0xBA: ("PixelHeight", "u"),
    0x54B0: ("DisplayWidth", "u"), 0x54BA: ("DisplayHeight", "u"), 0x54B2: ("DisplayUnit", "u"),
    0x55B0: ("Colour", "m"), 0x55B1: ("MatrixCoefficients", "u"), 0x55B9: ("Range", "u"),
    0x55BA: ("TransferCharacteristics", "u"), 0x55BB: ("Primaries", "u"),
    0x55B7: ("ChromaSitingHorz", "u"), 0x55B8: ("ChromaSitingVert", "u"),
    0xE1: ("Audio", "m"), 0xB5: ("SamplingFrequency", "f"), 0x9F: ("Channels", "u"),
    0x6264: ("BitDepth", "u"), 0x1F43B675: ("Cluster", "b"), 0x1C53BB6B: ("Cues", "b"),
    0x1941A469: ("Attachments", "m"), 0x61A7: ("AttachedFile", "b"), 0x1043A770: ("Chapters", "b"),
    0x1254C367: ("Tags", "m"), 0x7373: ("Tag", "m"), 0x63C0: ("Targets", "b"),
    0x67C8: ("SimpleTag", "m"), 0x45A3: ("TagName", "s"), 0x4487: ("TagString", "s"),
    0x447A: ("TagLanguage", "s"), 0x4484: ("TagDefault", "u"),
}  # fmt: skip
EBML_NAMES = {number: name for number, (name, _) in _ELEMENTS.items()}
EBML_TYPES = dict(_ELEMENTS.values())
EBML_PARENTS = frozenset(number for number, (_, kind) in _ELEMENTS.items() if kind == "m")
