"""Exports from the window: language, evidence package, table of frames, laboratory's template."""

import csv
import json
import zipfile

from click.testing import CliRunner
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QFileDialog
from signing_key import PASSWORD, make_key

from engine.cli import cli
from engine.report.package import check_package
from engine.report.signature import check_signatures
from forensics_gui.report.signing import SignatureDialog


def export(window, qtbot, monkeypatch, what, target, language=None):
    """Export as a user does who picks the entry of that language in the dialog."""

    def answer(_parent, _title, _name, filters):
        entries = filters.split(";;")
        return str(target), next((e for e in entries if language and language in e), "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window.commands.by_name[what].trigger()
    qtbot.waitUntil(target.exists, timeout=60000)
    return target


def test_a_pdf_in_the_language_that_was_picked(analysed, qtbot, tmp_path, monkeypatch):
    for language, tag in (("Deutsch", "de"), ("English", "en"), (None, "en")):
        target = tmp_path / f"{language}.pdf"
        export(analysed, qtbot, monkeypatch, "export_pdf", target, language)
        assert PdfReader(target).trailer["/Root"]["/Lang"] == tag


def test_an_evidence_package_verifies_and_holds_the_log(analysed, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "evidence.zip"
    export(analysed, qtbot, monkeypatch, "export_package", target)
    assert check_package(target) >= 5
    assert CliRunner().invoke(cli, ["verify", str(target)]).exit_code == 0
    with zipfile.ZipFile(target) as archive:
        read = {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}
    twin, acts = json.loads(read["data/report.json"]), json.loads(read["data/log.json"])
    assert acts[-1]["hash"] == twin["issue"]["commission"]["head"]
    assert twin["hashes"]["unchanged"] is True
    assert twin["hashes"]["sha256_after_analysis"] == twin["hashes"]["sha256"]
    assert any(name.startswith("data/frames/track-1-frame-") for name in read)
    qtbot.waitUntil(
        lambda: any(a.kind == "exported" for a in analysed.host.cases.case.acts()), timeout=20000
    )


def test_a_table_of_all_frames(analysed, qtbot, tmp_path, monkeypatch):
    target = export(analysed, qtbot, monkeypatch, "export_csv", tmp_path / "frames.csv")
    rows = list(csv.DictReader(target.open(encoding="utf-8")))
    analysis = analysed.session.analysis
    assert len(rows) == sum(len(track) for track in analysis.tracks.values())
    assert sum(bool(row["score"]) for row in rows) == len(analysis.scores[1].frames)
    assert [int(row["pts"]) for row in rows[:3]] == analysed.session.pts[:3].tolist()


def test_a_laboratory_s_template_is_kept_and_checked(analysed, qtbot, tmp_path, monkeypatch):
    (tmp_path / "laboratory.toml").write_text('name = "Institute X"\n')
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    analysed.commands.by_name["laboratory_template"].trigger()
    target = export(analysed, qtbot, monkeypatch, "export_pdf", tmp_path / "r.pdf")
    assert "Institute X" in PdfReader(target).pages[0].extract_text()
    told = []
    analysed.exports.failed.connect(told.append)
    (tmp_path / "laboratory.toml").write_text("name = 3\n")
    analysed.commands.by_name["laboratory_template"].trigger()
    assert "template" in told[0].what


def signature_dialog(qtbot):
    """The one that is open."""

    def found():
        return [w for w in QApplication.topLevelWidgets()
                if isinstance(w, SignatureDialog) and w.isVisible()]  # fmt: skip

    qtbot.waitUntil(lambda: len(found()) == 1, timeout=60000)
    return found()[0]


def test_reports_are_signed_with_the_key_that_was_chosen(analysed, qtbot, tmp_path, monkeypatch):
    key = make_key(tmp_path) / "key.p12"
    analysed.commands.by_name["sign_reports"].trigger()
    dialog = signature_dialog(qtbot)
    assert not dialog.agree.isEnabled()
    qtbot.keyClicks(dialog.key_line, str(key))
    qtbot.keyClicks(dialog.password_line, "wrong")
    dialog.agree.click()
    qtbot.waitUntil(dialog.trouble.isVisible, timeout=60000)
    dialog.password_line.clear()
    qtbot.keyClicks(dialog.password_line, PASSWORD.decode())
    with qtbot.waitSignal(dialog.accepted, timeout=60000):
        dialog.agree.click()
    target = export(analysed, qtbot, monkeypatch, "export_pdf", tmp_path / "r.pdf")
    (found,) = check_signatures(target, tmp_path / "cert.pem")
    assert (found.whole, found.trusted) == (True, True)


def test_a_remembered_key_needs_its_password_again(analysed, qtbot, tmp_path, monkeypatch):
    analysed.cases.memory.signing_key = str(make_key(tmp_path) / "key.p12")
    unsigned, signed = tmp_path / "unsigned.pdf", tmp_path / "signed.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(signed), ""))
    analysed.commands.by_name["export_pdf"].trigger()
    signature_dialog(qtbot).reject()
    assert not signed.exists()
    analysed.commands.by_name["export_pdf"].trigger()
    dialog = signature_dialog(qtbot)
    qtbot.keyClicks(dialog.password_line, PASSWORD.decode())
    dialog.agree.click()
    qtbot.waitUntil(signed.exists, timeout=60000)
    assert check_signatures(signed)[0].whole
    analysed.commands.by_name["sign_reports"].trigger()
    signature_dialog(qtbot).without.click()
    export(analysed, qtbot, monkeypatch, "export_pdf", unsigned)
    assert check_signatures(unsigned) == []
    assert analysed.cases.memory.signing_key == ""
