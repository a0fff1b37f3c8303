"""Infer label, split, method and person from folder and file names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.training.records import FORGED, PRISTINE

#: Label words in folders, tables and manifests.
LABELS = {
    **dict.fromkeys(("real", "pristine", "original", "authentic", "genuine", "bonafide", "0"),
                    PRISTINE),
    **dict.fromkeys(("fake", "forged", "manipulated", "tampered", "altered", "deepfake",
                     "synthetic", "generated", "spoof", "1"), FORGED),
}  # fmt: skip
_SPLITS = {
    **dict.fromkeys(("train", "training"), "train"),
    **dict.fromkeys(("val", "valid", "validation", "dev"), "val"),
    **dict.fromkeys(("test", "testing"), "test"),
}
#: Methods that folders are named after, without spaces and punctuation.
_METHODS = {
    **dict.fromkeys(("deepfakes", "df"), "Deepfakes"),
    **dict.fromkeys(("face2face", "f2f"), "Face2Face"),
    **dict.fromkeys(("faceswap", "fs"), "FaceSwap"),
    **dict.fromkeys(("neuraltextures", "nt"), "NeuralTextures"),
    **dict.fromkeys(("faceshifter", "fsh"), "FaceShifter"),
    **dict.fromkeys(("deepfakedetection", "dfd"), "DeepFakeDetection"),
}
#: Words without meaning.
_PLAIN = frozenset({
    "c0", "c23", "c40", "cam", "camera", "celeb", "celebdf", "clip", "crop", "cropped", "data",
    "dataset", "dfdc", "dsc", "face", "ffpp", "frame", "image", "img", "item", "jpg", "lfw",
    "movie", "mp4", "mvi", "person", "photo", "pic", "picture", "png", "pxl", "raw", "sample",
    "screenshot", "set", "shot", "subject", "video", "vid", "whatsapp", "youtube", "yt",
})  # fmt: skip
_CELEB = re.compile(r"(?:^|[^a-zA-Z0-9])(id\d+)(?:_id\d+)?_\d+")
_PAIR = re.compile(r"(\d{3})_(\d{3})")
_NUMBERED = re.compile(r"(.*?)(?:[-_. ]+(?:frame|img|image|face|crop|f))?[-_. ]*(\d+)", re.I)


@dataclass(frozen=True)
class Meaning:
    """Meaning of a folder name; None or "" for what it does not say."""

    label: int | None = None
    split: str = ""
    method: str = ""


def meaning(name: str) -> Meaning | None:
    """Parse a folder name; None if it contains an unknown word.

    Examples: "Real_Image", "training-fake", "1_fake", and short names of methods.
    """
    method = method_of(name)
    if method:
        return Meaning(FORGED, "", method)
    words = _words(name)
    labels = {LABELS[w] for w in words if w in LABELS and not w.isdigit()} or {
        LABELS[w] for w in words if w in LABELS
    }
    splits = {_SPLITS[w] for w in words if w in _SPLITS}
    known = all(w in LABELS or w in _SPLITS or w in _PLAIN for w in words)
    if not known or len(labels) > 1 or len(splits) > 1 or not (labels or splits):
        return None
    return Meaning(next(iter(labels), None), next(iter(splits), ""))


def method_of(name: str) -> str:
    """Method that a folder is named after; "" if unknown."""
    return _METHODS.get("".join(re.findall(r"[a-z0-9]+", name.lower())), "")


def numbered(stem: str) -> tuple[str, int] | None:
    """Split a file name into a stem and a final number; None without one."""
    match = _NUMBERED.fullmatch(stem)
    return (match[1].strip("-_. "), int(match[2])) if match else None


def presumed_person(stem: str) -> str:
    """Infer the person from a file or folder name; "" if the name does not distinguish people.

    The part before the frame or clip number counts: "abarnvbtwb-012" is "abarnvbtwb", "id3_0007"
    and Celeb-DF's forgery "id3_id5_0007" are "id3", FaceForensics++'s "012_345" is "012".
    "video_12" and "0012" give "".
    """
    if match := _CELEB.search(stem):
        return match[1]
    if match := _PAIR.fullmatch(stem):
        return match[1]
    found = numbered(stem)
    if found is None or not found[0]:
        return ""
    words = _words(found[0])
    named = [w for w in words if not (w in _PLAIN or w in LABELS or w in _SPLITS or method_of(w))]
    return found[0] if named or any(w.isdigit() for w in words) else ""


def pair_of(stem: str) -> tuple[str, str] | None:
    """Target and donor clip of a forgery named as in FaceForensics++."""
    match = _PAIR.fullmatch(stem)
    return (match[1], match[2]) if match else None


def _words(name: str) -> list[str]:
    parts = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))
    found = []
    for part in (p.lower() for p in parts):
        single = part.removesuffix("s")
        found.append(single if single in _PLAIN or single in LABELS else part)
    return found
