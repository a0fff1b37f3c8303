"""C2PA content credentials: reading and validation of signed manifests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.untrusted_text import plain_text
from engine.wording import mark

MAX_LISTED = 100

NONE = "none"
INTACT = "intact"
TRUSTED = "trusted"
FAILED = "failed"
UNREADABLE = "unreadable"
UNSUPPORTED = "unsupported"
UNAVAILABLE = "unavailable"

#: C2PA's code for a signer outside the trust list; always reported without a trust list.
UNTRUSTED = "signingCredential.untrusted"

SENTENCES = {
    NONE: mark("The file carries no content credentials, which is usual."),
    INTACT: mark(
        "The file carries content credentials; signature and content agree. Who the signer "
        "is was not checked against a list of trusted signers."
    ),
    TRUSTED: mark(
        "The file carries content credentials of a trusted signer; signature and content agree."
    ),
    FAILED: mark(
        "The file carries content credentials that do not hold: the signature or the content "
        "does not agree with them."
    ),
    UNREADABLE: mark("Content credentials cannot be read: they are damaged, or the file is."),
    UNSUPPORTED: mark(
        "Content credentials are not defined for this kind of file, or it is not a kind "
        "that can be checked."
    ),
    UNAVAILABLE: mark(
        "Content credentials were not looked for: the library that reads them is not installed."
    ),
}

_PLAIN = {
    "assertion.bmffHash.mismatch": mark("the content is not the one that was signed"),
    "assertion.dataHash.mismatch": mark("the content is not the one that was signed"),
    "assertion.hashedURI.mismatch": mark(
        "a part of the credentials is not the one that was signed"
    ),
    "claimSignature.mismatch": mark("the signature does not fit the claim"),
    "claimSignature.missing": mark("there is no signature"),
    "signingCredential.expired": mark("the signing certificate had expired"),
    "signingCredential.revoked": mark("the signing certificate was revoked"),
    "signingCredential.invalid": mark("the signing certificate is not fit for signing"),
    UNTRUSTED: mark("the signer is on no list of trusted signers"),
}

#: Disable network access, which would reveal to others that the clip is being examined.
_SETTINGS = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}

_SOURCES = {
    "digitalCapture": mark("captured with a camera or microphone"),
    "computationalCapture": mark("captured and computed by a camera"),
    "trainedAlgorithmicMedia": mark("made by a generative model"),
    "compositeWithTrainedAlgorithmicMedia": mark("composed with parts made by a generative model"),
    "algorithmicMedia": mark("made by an algorithm that was not trained"),
    "algorithmicallyEnhanced": mark("enhanced by an algorithm"),
    "humanEdits": mark("edited by a person"),
    "composite": mark("composed of several sources"),
    "compositeCapture": mark("composed of several captures"),
    "screenCapture": mark("captured from a screen"),
    "virtualRecording": mark("recorded from a virtual event"),
    "dataDrivenMedia": mark("made from data"),
    "digitalCreation": mark("drawn or made by a person with software"),
}
#: Values of _SOURCES that declare generative AI.
GENERATIVE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")


@dataclass(frozen=True)
class Check:
    """A failed check: C2PA's code and its meaning."""

    code: str
    explanation: str


@dataclass(frozen=True)
class Action:
    """One recorded action, such as "c2pa.created".

    Attributes:
        name: C2PA's name.
        source: digital source type, the last part of its URL; "" if not stated.
        meaning: the source in plain words, "" if unknown.
        software: software that performed the action, "" if not stated.
        time: claimed time in ISO 8601, "" if not stated.
    """

    name: str
    source: str = ""
    meaning: str = ""
    software: str = ""
    time: str = ""


@dataclass(frozen=True)
class Credentials:
    """Content credentials of a clip.

    Attributes:
        state: NONE, INTACT (valid; signer not on a trust list), TRUSTED, FAILED, UNREADABLE,
            UNSUPPORTED or UNAVAILABLE.
        sentence: the state in plain words.
        title: title of the asset in the manifest.
        generator: program or camera that made the claim, with its version.
        signer, issuer: names in the signing certificate; anyone can invent them unless the
            state is TRUSTED.
        time: signing time from a time-stamp authority, ISO 8601; "" without one.
        actions: recorded actions of the active manifest, in order.
        ingredients: titles of the clip's source assets.
        manifests: number of manifests in the file.
        failures: checks that failed.
        detail: the library's message if the credentials cannot be read.
    """

    state: str = NONE
    sentence: str = SENTENCES[NONE]
    title: str = ""
    generator: str = ""
    signer: str = ""
    issuer: str = ""
    time: str = ""
    actions: tuple[Action, ...] = ()
    ingredients: tuple[str, ...] = ()
    manifests: int = 0
    failures: tuple[Check, ...] = ()
    detail: str = ""

    @property
    def generative(self) -> bool:
        """Whether a recorded action declares the use of a generative model."""
        return any(action.source in GENERATIVE for action in self.actions)


def read_credentials(path: Path) -> Credentials:
    """Read and validate a file's content credentials offline; never raises."""
    try:
        import c2pa
    except (ImportError, OSError, RuntimeError) as error:
        return _only(UNAVAILABLE, error)
    try:
        context = c2pa.Context.from_dict(_SETTINGS)
        with path.open("rb") as file:
            reader = c2pa.Reader.try_create(None, file, None, context)
            if reader is None:
                return Credentials()
            with reader:
                return _from_report(_dict(reader.get_active_manifest()), reader)
    except c2pa.C2paError.NotSupported as error:
        return _only(UNSUPPORTED, error)
    # A malicious manifest can raise any of the library's exceptions.
    except Exception as error:
        return _only(UNREADABLE, error)


def _only(state: str, error: BaseException) -> Credentials:
    return Credentials(state, SENTENCES[state], detail=plain_text(str(error)))


def _from_report(manifest: dict[str, Any], reader: Any) -> Credentials:
    report = _dict(json.loads(reader.json()))
    signature = _dict(manifest.get("signature_info"))
    states = {"Trusted": TRUSTED, "Valid": INTACT}
    state = states.get(str(report.get("validation_state")), FAILED)
    failures = [
        Check(code, _PLAIN.get(code) or plain_text(check.get("explanation")))
        for check in map(_dict, _list(report.get("validation_status")))
        if (code := plain_text(check.get("code")))
    ]
    return Credentials(
        state=state,
        sentence=SENTENCES[state],
        title=plain_text(manifest.get("title")),
        generator=_generator(manifest),
        signer=plain_text(signature.get("common_name")),
        issuer=plain_text(signature.get("issuer")),
        time=plain_text(signature.get("time")),
        actions=tuple(_actions(manifest))[:MAX_LISTED],
        ingredients=tuple(
            plain_text(_dict(i).get("title"))
            for i in _list(manifest.get("ingredients"))[:MAX_LISTED]
        ),
        manifests=len(_dict(report.get("manifests"))),
        failures=tuple(failures[:MAX_LISTED]),
    )


def _generator(manifest: dict[str, Any]) -> str:
    parts = [
        f"{plain_text(info.get('name'))} {plain_text(info.get('version'))}".strip()
        for info in map(_dict, _list(manifest.get("claim_generator_info")))
    ]
    return ", ".join(parts) or plain_text(manifest.get("claim_generator"))


def _actions(manifest: dict[str, Any]) -> list[Action]:
    found = []
    for assertion in map(_dict, _list(manifest.get("assertions"))):
        if not str(assertion.get("label", "")).startswith("c2pa.actions"):
            continue
        for action in map(_dict, _list(_dict(assertion.get("data")).get("actions"))):
            source = plain_text(action.get("digitalSourceType")).rsplit("/", 1)[-1]
            agent = action.get("softwareAgent")
            found.append(
                Action(
                    plain_text(action.get("action")),
                    source,
                    _SOURCES.get(source, ""),
                    plain_text(_dict(agent).get("name") if isinstance(agent, dict) else agent),
                    plain_text(action.get("when")),
                )
            )
    return found


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
