"""Observations about provenance: credentials, programs, devices and clocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from engine.container import credentials, software_signatures
from engine.container.examination import ClipExamination
from engine.container.observation import ATTENTION, NOTE, Item, Observation, Value
from engine.container.provenance_tags import ProvenanceTag

#: Tolerance in seconds between creation times, in addition to the clip's duration.
_CLOCK = 120

#: Kinds of software that need no attention.
_QUIET = (software_signatures.CAMERA, software_signatures.SYSTEM)
#: Maximum number of strings and programs listed in one observation.
_LISTED = 3


def observe_credentials(facts: ClipExamination) -> Iterator[Observation]:
    """Presence and validity of content credentials."""
    found = facts.credentials
    state: dict[str, Value] = {"state": found.state, "explanation": found.sentence}
    if found.state in (credentials.INTACT, credentials.TRUSTED):
        signer = ", ".join(part for part in (found.signer, found.issuer) if part)
        yield Observation(
            "credentials-intact", state | {"signer": signer, "generator": found.generator}
        )
    if found.state == credentials.FAILED:
        failed = {c.code: c.explanation for c in found.failures if c.code != credentials.UNTRUSTED}
        failures: list[Item] = [
            {"check": code, "explanation": explanation} for code, explanation in failed.items()
        ]
        values = state | {"count": len(failures), "failures": failures}
        yield Observation("credentials-failed", values, ATTENTION)
    if found.state == credentials.UNREADABLE:
        present = facts.boxes is not None and facts.boxes.credentials
        yield Observation("credentials-unreadable", state, ATTENTION if present else NOTE)
    if found.generative:
        yield Observation("credentials-generative", severity=ATTENTION)


def observe_software(facts: ClipExamination) -> Iterator[Observation]:
    """Known programs and services that signed the file, and the camera named in its tags."""
    matched = software_signatures.match_signatures(facts.provenance.programs)
    for chain, marks in matched:
        listed = [_stated(mark) for mark in marks[:_LISTED]]
        values: dict[str, Value] = {
            "software": chain.code,
            "kind": chain.kind,
            "count": len(listed),
            "marks": listed,
            "unlisted": len(marks) - len(listed),
        }
        severity = NOTE if chain.kind in _QUIET else ATTENTION
        yield Observation(f"chain-{chain.code}", values, severity)
    device = _device(facts.provenance.devices)
    if device:
        yield Observation("camera-tags", {"device": device})
    other = [c.code for c, _ in matched if c.kind not in (*_QUIET, software_signatures.SCREEN)]
    if device and other:
        values = {
            "device": device,
            "software": list(other[:_LISTED]),
            "unlisted": len(other[_LISTED:]),
        }
        yield Observation("camera-and-program", values, ATTENTION)


def observe_clocks(facts: ClipExamination) -> Iterator[Observation]:
    """Inconsistent creation and modification times."""
    apart = _CLOCK + facts.timing.duration
    created = _times(facts.provenance.times, "creat")
    if not created:
        return
    (first, earliest), (last, latest) = created[0], created[-1]
    if last - first > apart:
        values: dict[str, Value] = {"earliest": [_stated(earliest)], "latest": [_stated(latest)]}
        yield Observation("creation-times-differ", values, ATTENTION)
    modified = _times(facts.provenance.times, "modif")
    if modified and modified[-1][0] - last > apart:
        values = {"created": [_stated(latest)], "modified": [_stated(modified[-1][1])]}
        yield Observation("changed-after-creation", values)


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


def _stated(mark: ProvenanceTag) -> Item:
    return {"value": _short(mark.value), "place": mark.place, "name": mark.name}


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
