"""Sign PDF reports with a PKCS#12 key, and verify signatures."""

from __future__ import annotations

import io
import json
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from engine.errors import SignatureError
from engine.files import first_bytes
from engine.report.issue import Issue
from engine.report.typeset import fonts, letters
from engine.shipped import resource
from engine.untrusted_text import spelled_out, visible
from engine.wording import mark

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

#: Left, bottom, right and top of the signature on the first page, in points.
_PLACE = (60, 66, 310, 106)
_FIELD = "Signature"
# Problems are reported in this program's own words.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Seal:
    """Key for signing a report.

    Attributes:
        key: PKCS#12 file with certificate and private key.
        password: of that file.
        timestamp: address of a time-stamp server (RFC 3161); "" for none.
    """

    key: Path
    password: bytes
    timestamp: str = ""


@dataclass(frozen=True)
class Signature:
    """A verified signature.

    Attributes:
        signer: the certificate's subject.
        whole: the file is unchanged since signing, to its last byte.
        trusted: the certificate chains to a trusted one.
        stamped: time from a time-stamp server, UTC, ISO 8601; "" without one.
    """

    signer: str
    whole: bool
    trusted: bool
    stamped: str


def signed(document: bytes, issue: Issue, seal: Seal) -> bytes:
    """Add a visible signature to the first page of a PDF.

    Raises:
        SignatureError: the key is unreadable, or the time-stamp server did not answer.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
    from pyhanko.sign.fields import SigFieldSpec
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.timestamps import HTTPTimeStamper
    from pyhanko.stamp import StaticStampStyle

    signer, name = _signer(seal)
    with tempfile.TemporaryDirectory(prefix="stamp-") as folder:
        edge_to_edge = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)
        stamp = _stamp(Path(folder), name, issue)
        style = StaticStampStyle.from_pdf_file(
            str(stamp), border_width=0, background_opacity=1, background_layout=edge_to_edge
        )
        work = PdfSigner(
            PdfSignatureMetadata(field_name=_FIELD, md_algorithm="sha256"),
            signer,
            timestamper=HTTPTimeStamper(seal.timestamp) if seal.timestamp else None,
            stamp_style=style,
            new_field_spec=SigFieldSpec(_FIELD, on_page=0, box=_PLACE),
        )
        try:
            done = work.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(document)))
        except Exception as error:
            raise SignatureError(
                mark("The report could not be signed: {why}."),
                mark("Check the certificate, and that the time-stamp server can be reached."),
                repr(error),
                why=error,
            ) from error
    return bytes(done.getvalue())


def signer_of(seal: Seal) -> str:
    """Read the name in the key's certificate, which also checks the password.

    Raises:
        SignatureError: the key is unreadable.
    """
    return _signer(seal)[1]


def _signer(seal: Seal) -> tuple[SimpleSigner, str]:
    """The signer and the name in its certificate."""
    from pyhanko.sign.signers import SimpleSigner

    signer = SimpleSigner.load_pkcs12(str(seal.key), passphrase=seal.password)
    if signer is None or signer.signing_cert is None:
        raise SignatureError(
            mark("The key '{key}' cannot be read."),
            mark("Give a PKCS#12 file, which ends in .p12 or .pfx, and its password."),
            key=seal.key,
        )
    return signer, str(signer.signing_cert.subject.native.get("common_name", ""))


def _stamp(folder: Path, name: str, issue: Issue) -> Path:
    """The visible part of the signature as a PDF with embedded fonts."""
    data = {"name": name, "number": issue.number, "issued": issue.issued[:10]}
    shown = spelled_out(visible(data), letters())
    (folder / "stamp.json").write_text(json.dumps(shown), "utf-8")
    source, stamp = folder / "stamp.typ", folder / "stamp.pdf"
    source.write_bytes(resource("report/stamp.typ").read_bytes())
    typst.compile(source, output=stamp, root=folder, font_paths=fonts())
    return stamp


def is_pdf(path: Path) -> bool:
    """Whether a file starts like a PDF; False if it is not a regular file."""
    try:
        return first_bytes(path, 5) == b"%PDF-"
    except OSError:
        return False


def check_signatures(path: Path, trusted: Path | None = None) -> list[Signature]:
    """Verify the signatures of a PDF offline; empty if it is unsigned.

    Args:
        trusted: certificate (PEM or DER) that a trusted signer's must chain to.

    Raises:
        SignatureError: the PDF or the certificate is damaged.
    """
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        roots = []
        if trusted is not None:
            first_bytes(trusted, 1)
            roots = [load_cert_from_pemder(str(trusted))]
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        found = []
        with path.open("rb") as file:
            for one in PdfFileReader(file).embedded_signatures:
                status = validate_pdf_signature(one, context, skip_diff=True)
                covered = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
                stamp = status.timestamp_validity
                found.append(
                    Signature(
                        one.signer_cert.subject.human_friendly,
                        status.intact and status.valid and covered,
                        status.trusted,
                        stamp.timestamp.isoformat() if stamp is not None and stamp.valid else "",
                    )
                )
    except Exception as error:
        raise SignatureError(
            mark("The signatures of '{path}' cannot be read: {why}."),
            mark("Do not rely on it; ask for another copy."),
            repr(error),
            path=path,
            why=error,
        ) from error
    return found
