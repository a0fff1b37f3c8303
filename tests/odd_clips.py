"""Clips whose container has something to tell: tags, sound, edit lists, credentials."""

from __future__ import annotations

import datetime
import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from clips import numbered

from engine.container.demux import NO_PTS, PacketTable
from engine.video.encode import write_clip

IPHONE = {
    "com.apple.quicktime.make": "Apple",
    "com.apple.quicktime.model": "iPhone 15 Pro",
    "com.apple.quicktime.software": "17.4.1",
    "com.apple.quicktime.creationdate": "2024-03-01T10:00:00+0100",
    "creation_time": "2024-03-01T09:00:00Z",
}

OPTIONS = {"g": "10", "bf": "2", "sc_threshold": "0"}


def table(pts, dts=None, key=None, size=None, discard=None, corrupt=None, duration=1):
    """A packet table by hand, in decoding order; None in `pts` or `dts` is "not stated"."""
    count = len(pts)
    stamps = [[NO_PTS if s is None else s for s in column] for column in (pts, dts or pts)]
    return PacketTable(
        pts=np.array(stamps[0], np.int64),
        dts=np.array(stamps[1], np.int64),
        duration=np.full(count, duration, np.int64),
        size=np.array(size if size is not None else [100] * count, np.int64),
        pos=np.arange(count) * 1000,
        key=np.array(key if key is not None else [i == 0 for i in range(count)], bool),
        discard=np.array(discard or [False] * count, bool),
        corrupt=np.array(corrupt or [False] * count, bool),
    )


def tagged(path, tags=None, handler="", sound=0.0, frames=50, options=None):
    """A clip with container tags, a handler name and so many seconds of sound."""
    movflags = {"movflags": "use_metadata_tags+faststart"}
    with av.open(str(path), "w", options=movflags) as container:
        container.metadata.update(tags or {})
        video = container.add_stream("libx264", rate=25, options=options or OPTIONS)
        video.width, video.height, video.pix_fmt = 320, 96, "yuv420p"
        voice = container.add_stream("aac", rate=16000, layout="mono") if sound else None
        if handler:
            video.metadata["handler_name"] = handler
        for number, picture in enumerate(numbered(frames)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if voice is not None:
            tone = (np.sin(np.arange(int(16000 * sound)) / 9) * 8000).astype(np.int16)[None]
            frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
            frame.sample_rate = 16000
            container.mux(voice.encode(frame))
            container.mux(voice.encode(None))
    return path


def dropped(path, missing=(40, 41, 42, 70), frames=100):
    """A clip at 25 frames a second that some frames were taken out of."""
    kept = [n for n in range(frames) if n not in missing]
    pictures = list(numbered(frames))
    write_clip(path, [pictures[n] for n in kept], 25, pts=kept)
    return path


def trimmed(path, start=13):
    """50 frames whose edit list hides the first `start`, as a phone trims."""
    tagged(path)
    data = bytearray(path.read_bytes())
    at = data.index(b"elst") + 12
    length, begin = struct.unpack_from(">Ii", data, at)
    scale = 12800  # of the track, by FFmpeg's rule for 25 frames a second
    struct.pack_into(">Ii", data, at, length - start * 1000 // 25, begin + start * scale // 25)
    path.write_bytes(bytes(data))
    return path


def signer():
    """A C2PA signer with a certificate made up on the spot."""
    import c2pa
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    now = datetime.datetime.now(datetime.UTC)
    root_key, leaf_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))

    def name(common):
        return x509.Name([
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test Works"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ])  # fmt: skip

    def certificate(subject, key, is_root):
        usage = x509.KeyUsage(
            digital_signature=not is_root,
            key_cert_sign=is_root,
            crl_sign=is_root,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        made = (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(name("Test Root"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(x509.BasicConstraints(is_root, None), True)
            .add_extension(usage, True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), False
            )
        )
        if not is_root:
            made = made.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False
            )
        return made.sign(root_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    chain = certificate("Test Signer", leaf_key, False) + certificate("Test Root", root_key, True)
    private = leaf_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return c2pa.Signer.from_info(
        c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, chain, private, None)
    )


def signed(source: Path, target: Path, source_type: str = "digitalCapture"):
    """A copy of a clip with content credentials of a made-up camera."""
    import c2pa

    address = "http://cv.iptc.org/newscodes/digitalsourcetype/" + source_type
    builder = c2pa.Builder({
        "claim_generator_info": [{"name": "Test camera", "version": "1.0"}],
        "title": "clip",
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [
            {"action": "c2pa.created", "digitalSourceType": address},
        ]}}],
    })  # fmt: skip
    with source.open("rb") as clean, target.open("w+b") as out:
        builder.sign(signer(), "video/mp4", clean, out)
    return target
