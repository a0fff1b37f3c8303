"""Observations about provenance: credentials, programs, devices and clocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from engine.container import credentials, software_signatures
from engine.container.examination import ATTENTION, NOTE, ClipExamination, Observation
from engine.container.provenance_tags import ProvenanceTag

#: Tolerance in seconds between creation times, in addition to the clip's duration.
_CLOCK = 120

_SIGNATURE_TEXTS = {
    software_signatures.CAMERA: (
        "The clip may come from such a device.",
        "Tags are copied by many programs and can be written by anyone.",
    ),
    software_signatures.SCREEN: (
        "The clip may show what was on a screen, not what was before a camera.",
        "Calls, lessons and streams are recorded in this way every day.",
    ),
    software_signatures.SYSTEM: (
        "The file was last written on such a device, by its camera or by another app.",
        "It is what most clips from such devices carry.",
    ),
    software_signatures.CONVERTER: (
        "The file is not as a camera wrote it: it was converted, cut or repacked at least once.",
        "Websites, messengers, archives and many recorders write all their files in this way.",
    ),
    software_signatures.EDITOR: (
        "The clip may have been cut, joined, retouched or given effects before it was exported.",
        "Trimming, subtitles, a logo or a change of format are done with the same programs.",
    ),
    software_signatures.SHARING: (
        "The file is a copy that the service converted, not the one that was uploaded.",
        "Downloading or forwarding a clip is enough.",
    ),
    software_signatures.GENERATOR: (
        "The pictures may have been made or altered by machine learning.",
        "Such programs also upscale, cut and convert; a tag may quote a title or a comment.",
    ),
}
_QUIET = (software_signatures.CAMERA, software_signatures.SYSTEM)


def observe_credentials(facts: ClipExamination) -> Iterator[Observation]:
    """Presence and validity of content credentials."""
    found = facts.credentials
    signer = ", ".join(part for part in (found.signer, found.issuer) if part) or "no name"
    if found.state in (credentials.INTACT, credentials.TRUSTED):
        yield Observation(
            "credentials-intact", "Content credentials hold",
            f"{found.sentence} They name the signer as {signer} and the maker as "
            f"{found.generator or 'nobody'}.",
            "The file has not changed since it was signed, and its recorded steps can be read.",
            "They tell only what the signer chose to record; a signer that is on no list of "
            "trusted signers can be anyone.",
        )  # fmt: skip
    if found.state == credentials.FAILED:
        failed = [c.explanation for c in found.failures if c.code != credentials.UNTRUSTED]
        reasons = f" Checks that failed: {'; '.join(dict.fromkeys(failed))}." if failed else ""
        yield Observation(
            "credentials-failed", "Content credentials do not hold", found.sentence + reasons,
            "The file changed after it was signed.",
            "Copying tools, tags written by a photo library and damaged downloads break "
            "credentials too.",
            ATTENTION,
        )  # fmt: skip
    if found.state == credentials.UNREADABLE:
        present = facts.boxes is not None and facts.boxes.credentials
        yield Observation(
            "credentials-unreadable", "Content credentials cannot be read", found.sentence,
            "Credentials may be there that nobody can check any more.",
            "A file that is cut short or has stray data at its end gives the same result.",
            ATTENTION if present else NOTE,
        )  # fmt: skip
    if found.generative:
        yield Observation(
            "credentials-generative", "Credentials declare generative AI",
            "The content credentials record that a generative model made the clip or parts of it.",
            "The pictures are wholly or partly synthetic by their maker's own statement.",
            "Such steps range from a whole made scene to a retouched background or a caption.",
            ATTENTION,
        )  # fmt: skip


def observe_software(facts: ClipExamination) -> Iterator[Observation]:
    """Known programs and services that signed the file, and the camera named in its tags."""
    matched = software_signatures.match_signatures(facts.provenance.programs)
    for chain, marks in matched:
        may_mean, innocent = _SIGNATURE_TEXTS[chain.kind]
        yield Observation(
            f"chain-{chain.code}", f"Marks of {chain.name}",
            f"{_quoted(marks)} to {chain.name}: {chain.about}.",
            may_mean, innocent, NOTE if chain.kind in _QUIET else ATTENTION,
        )  # fmt: skip
    device = _device(facts.provenance.devices)
    if device:
        yield Observation(
            "camera-tags", "Tags name a camera", f"Tags name the recording device as {device}.",
            *_SIGNATURE_TEXTS[software_signatures.CAMERA],
        )  # fmt: skip
    other = [c.name for c, _ in matched if c.kind not in (*_QUIET, software_signatures.SCREEN)]
    if device and other:
        yield Observation(
            "camera-and-program", "Camera tags, but other software wrote the file",
            f"Tags name the recording device as {device}, and other marks name "
            f"{', '.join(other[:3])}{' and others' if len(other) > 3 else ''}.",
            "The clip passed through another program after the camera, or its tags were added.",
            "Converters and editors carry camera tags over.",
            ATTENTION,
        )  # fmt: skip


def observe_clocks(facts: ClipExamination) -> Iterator[Observation]:
    """Inconsistent creation and modification times."""
    apart = _CLOCK + facts.timing.duration
    created = _times(facts.provenance.times, "creat")
    if not created:
        return
    (first, earliest), (last, latest) = created[0], created[-1]
    if last - first > apart:
        yield Observation(
            "creation-times-differ", "Times of creation differ",
            f"The earliest is {_stated(earliest)}, the latest {_stated(latest)}.",
            "The file was written anew later, or put together from parts of different age.",
            "Exports and conversions set a new time in one place and keep the old in another; "
            "some cameras store local time as if it were UTC.",
            ATTENTION,
        )  # fmt: skip
    modified = _times(facts.provenance.times, "modif")
    if modified and modified[-1][0] - last > apart:
        yield Observation(
            "changed-after-creation", "Changed after its creation",
            f"The latest time of creation is {_stated(latest)}, the latest time of change "
            f"{_stated(modified[-1][1])}.",
            "The file was worked on after it was recorded.",
            "Renaming, rating or turning a clip in a photo library can write the header anew.",
        )  # fmt: skip


def _quoted(marks: list[ProvenanceTag]) -> str:
    shown = [f"“{_short(m.value)}” ({m.place}, {m.name})" for m in marks[:3]]
    if len(marks) > 3:
        shown.append(f"{len(marks) - 3} more")
    if len(shown) == 1:
        return f"The string {shown[0]} points"
    return f"The strings {', '.join(shown[:-1])} and {shown[-1]} point"


def _device(marks: tuple[ProvenanceTag, ...]) -> str:
    """Maker and model; "" if the tags contain neither."""
    parts = []
    for word in ("make", "manufacturer", "model"):
        mark = next((m for m in marks if m.name.lower().rsplit(".", 1)[-1] == word), None)
        if mark is not None:
            parts.append(_short(mark.value))
    return " ".join(dict.fromkeys(parts))


def _times(marks: tuple[ProvenanceTag, ...], word: str) -> list[tuple[float, ProvenanceTag]]:
    """Tags whose name contains the word, with their seconds since 1970, earliest first."""
    known = [(t, m) for m in marks if word in m.name.lower() and (t := _time(m.value)) is not None]
    return sorted(known, key=lambda pair: pair[0])


def _time(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _stated(mark: ProvenanceTag) -> str:
    return f"{_short(mark.value)} ({mark.place}, {mark.name})"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
