"""Content credentials, signed on the spot."""

import sys

import odd_clips
import pytest

from engine.container.credentials import (
    FAILED,
    INTACT,
    NONE,
    UNAVAILABLE,
    UNREADABLE,
    UNSUPPORTED,
    read_credentials,
)
from engine.shipped import resource

CLEAN = resource("sample/pristine.mp4")


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    pytest.importorskip("c2pa")
    return odd_clips.signed(CLEAN, tmp_path_factory.mktemp("signed") / "signed.mp4")


def test_most_clips_have_none():
    pytest.importorskip("c2pa")
    assert read_credentials(CLEAN).state == NONE


def test_a_signed_clip_tells_who_made_it_how(signed):
    found = read_credentials(signed)
    assert found.state == INTACT
    assert (found.signer, found.issuer) == ("Test Signer", "Test Works")
    assert found.generator.startswith("Test camera 1.0")
    (action,) = found.actions
    assert (action.name, action.source) == ("c2pa.created", "digitalCapture")
    assert "camera" in action.meaning
    assert not found.generative
    assert found.manifests == 1


@pytest.mark.parametrize("share", [0.4, 0.7, 0.99])
def test_one_changed_byte_is_noticed(signed, tmp_path, share):
    data = bytearray(signed.read_bytes())
    at = int(len(data) * share)
    data[at] ^= 1
    changed = tmp_path / "changed.mp4"
    changed.write_bytes(bytes(data))
    found = read_credentials(changed)
    assert found.state == FAILED
    assert "the content is not the one that was signed" in {c.explanation for c in found.failures}


def test_damaged_credentials_never_pass_for_whole_ones(signed, tmp_path):
    data = signed.read_bytes()
    begin = data.index(b"c2pa.claim")
    for offset in range(0, 1200, 150):
        changed = bytearray(data)
        changed[begin + offset] ^= 0xFF
        path = tmp_path / "changed.mp4"
        path.write_bytes(bytes(changed))
        assert read_credentials(path).state in (FAILED, UNREADABLE), offset


def test_generative_sources_are_reported(tmp_path):
    pytest.importorskip("c2pa")
    made = odd_clips.signed(CLEAN, tmp_path / "made.mp4", "trainedAlgorithmicMedia")
    assert read_credentials(made).generative


def test_other_files_are_stated_facts(tmp_path):
    pytest.importorskip("c2pa")
    junk = tmp_path / "junk.mkv"
    junk.write_bytes(b"\x1aE\xdf\xa3" + bytes(200))
    assert read_credentials(junk).state == UNSUPPORTED
    assert read_credentials(tmp_path / "nowhere.mp4").state == UNREADABLE
    longer = tmp_path / "longer.mp4"
    longer.write_bytes(CLEAN.read_bytes() + b"some stray words at the end")
    assert read_credentials(longer).state == UNREADABLE


def test_without_the_library_the_program_continues(monkeypatch):
    monkeypatch.setitem(sys.modules, "c2pa", None)
    found = read_credentials(CLEAN)
    assert found.state == UNAVAILABLE
    assert "not installed" in found.sentence
