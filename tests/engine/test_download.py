"""Downloads: checked, resumed, cancelled, and never without a hash."""

import functools
import hashlib
import http.server
import re
import threading

import pytest

from engine.detector.published.download import fetch_checkpoint
from engine.detector.published.layouts import layout_named
from engine.download import download
from engine.errors import CancelledError, WeightsError
from engine.progress import CancelToken

DATA = bytes(range(256)) * 20_000
HASH = hashlib.sha256(DATA).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves DATA; the server's attributes say how."""

    def do_GET(self):
        server = self.server
        server.asked.append(self.headers.get("Range"))
        given = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        start = int(given[1]) if given and server.ranges else 0
        if self.path == "/absent":
            return self.send_error(404)
        if start >= len(DATA):
            return self.send_error(416)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(DATA) - start))
        self.end_headers()
        end = len(DATA) if server.breaks is None else server.breaks
        self.wfile.write(DATA[start:end])
        return None

    def log_message(self, *_):
        pass


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked, running.ranges, running.breaks = [], True, None
        running.address = f"http://127.0.0.1:{running.server_port}/w.pth"
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def test_a_download_is_checked_kept_and_not_repeated(server, tmp_path):
    seen = []
    target = tmp_path / "below" / "w.pth"
    assert download(server.address, target, HASH[:8], seen.append).read_bytes() == DATA
    assert seen[-1].done == seen[-1].total == len(DATA)
    assert download(server.address, target, HASH) == target
    assert len(server.asked) == 1


@pytest.mark.parametrize("ranges", [True, False])
def test_an_interrupted_download_resumes(server, tmp_path, ranges):
    server.breaks, server.ranges = 1_000_000, ranges
    target = tmp_path / "w.pth"
    with pytest.raises(WeightsError, match="could not be downloaded") as raised:
        download(server.address, target, HASH)
    assert "resumes" in raised.value.advice
    assert not target.exists()
    server.breaks = None
    assert download(server.address, target, HASH).read_bytes() == DATA
    assert server.asked[-1] == "bytes=1000000-"


def test_a_complete_part_is_checked_without_more_data(server, tmp_path):
    (tmp_path / "w.pth.part").write_bytes(DATA)
    assert download(server.address, tmp_path / "w.pth", HASH).read_bytes() == DATA


def test_a_cancelled_download_keeps_what_it_has(server, tmp_path):
    token = CancelToken()
    with pytest.raises(CancelledError):
        download(server.address, tmp_path / "w.pth", HASH, lambda _: token.cancel(), token)
    assert (tmp_path / "w.pth.part").stat().st_size > 0


def test_another_hash_is_thrown_away(server, tmp_path):
    with pytest.raises(WeightsError, match="SHA-256"):
        download(server.address, tmp_path / "w.pth", "0" * 64)
    assert list(tmp_path.glob("w*")) == []


def test_an_absent_file_is_reported(server, tmp_path):
    with pytest.raises(WeightsError, match="could not be downloaded") as raised:
        download(server.address.replace("w.pth", "absent"), tmp_path / "x", HASH)
    assert "file's path" in raised.value.advice


def test_a_published_checkpoint_is_fetched_once(server):
    layout = layout_named("deepfakebench_meso4")
    fetch = functools.partial(fetch_checkpoint, layout, server.address, HASH)
    assert fetch().read_bytes() == DATA
    assert fetch().suffix == ".pth"
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("address", "sha256", "message"),
    [
        ("", "", "No address"),
        ("https://example.org/w.pth", "", "No address"),
        ("https://example.org/w.pth", "1234", "not a SHA-256"),
        ("http://example.org/w.pth", HASH, "not an https"),
        ("file:///etc/passwd", HASH, "not an https"),
    ],
)
def test_what_cannot_be_checked_is_not_downloaded(address, sha256, message, monkeypatch):
    monkeypatch.setattr("engine.detector.published.download.download", None)
    with pytest.raises(WeightsError, match=message):
        fetch_checkpoint(layout_named("deepfakebench_meso4"), address, sha256)
