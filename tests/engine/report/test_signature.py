"""Signed reports: what is seen, what verifies, what an alteration does."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner
from pypdf import PdfReader, PdfWriter
from reports import made, pages_of
from signing_key import PASSWORD, make_key

from engine.cli import cli
from engine.errors import SignatureError, UntrustedSignerError
from engine.report.issue import new_issue
from engine.report.pdf import write_pdf
from engine.report.signature import Seal, check_signatures, is_pdf


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """A folder with a PKCS#12 file and its certificate."""
    return make_key(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def stamp_server(tmp_path):
    """The address of a time-stamp server on this machine (RFC 3161 over HTTP)."""
    from asn1crypto import tsp
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.timestamps import DummyTimeStamper

    key = SimpleSigner.load_pkcs12(str(make_key(tmp_path, "Clock", True) / "key.p12"),
                                   passphrase=PASSWORD)  # fmt: skip
    clock = DummyTimeStamper(key.signing_cert, key.signing_key)

    class Server(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = clock.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def report(keys):
    path = keys / "signed.pdf"
    write_pdf(made(), path, issue=new_issue(), seal=Seal(keys / "key.p12", PASSWORD))
    return path


def test_a_signed_report_verifies(report, keys):
    assert is_pdf(report)
    (found,) = check_signatures(report, keys / "cert.pem")
    assert "Dr. A. Nalyst" in found.signer
    assert found.whole
    assert found.trusted
    assert found.stamped == ""
    (unknown,) = check_signatures(report)
    assert unknown.whole
    assert not unknown.trusted
    ran = CliRunner().invoke(cli, ["verify", str(report), "--trust", str(keys / "cert.pem")])
    assert ran.exit_code == 0, ran.output
    assert "the file is as it was signed" in ran.output


def test_a_signer_that_is_not_trusted_has_its_own_exit_status(report, tmp_path, forensics):
    stranger = make_key(tmp_path, "Somebody else") / "cert.pem"
    ran = forensics("verify", report, "--trust", stranger)
    assert ran.returncode == UntrustedSignerError.exit_code == 18
    assert "its certificate is not known as trusted" in ran.stdout
    assert forensics("verify", report).returncode == 0
    (tmp_path / "changed.pdf").write_bytes(report.read_bytes() + b"\n%")
    assert forensics("verify", tmp_path / "changed.pdf", "--trust", stranger).returncode == 17


def test_the_signature_is_seen_on_the_first_page_and_covers_no_text(report):
    reader = PdfReader(report)
    (field,) = reader.pages[0]["/Annots"]
    left, bottom, right, top = (float(v) for v in field.get_object()["/Rect"])
    stamp = field.get_object()["/AP"]["/N"]
    assert stamp.get_object()["/BBox"][2] == right - left
    below = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, _cm, tm, *_: below.append((text, tm[4], tm[5]))
    )
    assert not [t for t, x, y in below if t.strip() and bottom < y < top and left < x < right]
    assert "Summary" in pages_of(report)[0]


def test_any_altered_byte_is_noticed(report, tmp_path):
    whole = report.read_bytes()
    place = whole.index(b"stream", 5000) + 40
    (tmp_path / "x.pdf").write_bytes(whole[:place] + b"\x00" + whole[place + 1 :])
    assert not check_signatures(tmp_path / "x.pdf")[0].whole
    (tmp_path / "longer.pdf").write_bytes(whole + b"\n% more\n")
    ran = CliRunner().invoke(cli, ["verify", str(tmp_path / "longer.pdf")])
    assert isinstance(ran.exception, SignatureError)


def test_a_page_added_later_is_noticed(report, tmp_path):
    writer = PdfWriter(report, incremental=True)
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "x.pdf")
    assert not check_signatures(tmp_path / "x.pdf")[0].whole


def test_an_unsigned_report_says_so(tmp_path):
    write_pdf(made(), tmp_path / "r.pdf")
    assert check_signatures(tmp_path / "r.pdf") == []
    ran = CliRunner().invoke(cli, ["verify", str(tmp_path / "r.pdf")])
    assert "is not signed" in str(ran.exception)


def test_wrong_passwords_and_files_write_nothing(keys, tmp_path):
    (tmp_path / "text.p12").write_text("no key")
    seals = [Seal(keys / "key.p12", b"wrong"), Seal(tmp_path / "text.p12", b""),
             Seal(tmp_path / "none.p12", b"")]  # fmt: skip
    for seal in seals:
        with pytest.raises(SignatureError):
            write_pdf(made(), tmp_path / "r.pdf", seal=seal)
    with pytest.raises(SignatureError) as caught:
        write_pdf(made(), tmp_path / "r.pdf",
                  seal=Seal(keys / "key.p12", PASSWORD, "http://127.0.0.1:9/stamp"))  # fmt: skip
    assert "time-stamp server" in caught.value.advice
    assert not (tmp_path / "r.pdf").exists()


def test_a_time_stamp_is_part_of_the_signature(keys, tmp_path, stamp_server):
    issue = new_issue()
    seal = Seal(keys / "key.p12", PASSWORD, stamp_server)
    write_pdf(made(), tmp_path / "r.pdf", issue=issue, seal=seal)
    (found,) = check_signatures(tmp_path / "r.pdf")
    assert found.whole
    assert found.stamped[:10] == issue.issued[:10]
    ran = CliRunner().invoke(cli, ["verify", str(tmp_path / "r.pdf")])
    assert found.stamped[:10] in ran.output
