"""`forensics report`: write a report, its numbers or an evidence package from a case."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import click

from engine.commands.options import (
    bundle_option,
    device_option,
    laboratory_option,
    language_option,
    load_same_detector,
)
from engine.terminal import echo, progress_bar
from engine.wording import mark

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--analysis", "number", type=click.IntRange(1),
              help="Number of the analysis. Default: the last one.")  # fmt: skip
@click.option("--pdf", type=_FILE, help="Write a PDF report.")
@click.option("--json", "as_json", type=_FILE, help="Write its numbers as JSON.")
@click.option("--csv", type=_FILE, help="Write a table of all frames as CSV.")
@click.option("--package", type=_FILE,
              help="Write an evidence package: all of these, key frames and the log in one ZIP "
                   "that 'forensics verify' can check.")  # fmt: skip
@click.option("--sign", "key", type=_FILE,
              help="Sign the PDF with this PKCS#12 file (.p12, .pfx). The password is prompted "
                   "for, or read from the environment variable "
                   "FORENSICS_KEY_PASSWORD.")  # fmt: skip
@click.option("--timestamp", default="", metavar="URL",
              help="Time-stamp server (RFC 3161) for the signature.")  # fmt: skip
@click.option("--leave-out", "omitted", multiple=True,
              type=click.Choice(["glossary", "table_of_frames", "in_full"]),
              help="Leave out a part of the PDF's appendix; repeat for several.")  # fmt: skip
@click.option("--export", "others", type=(str, _FILE), multiple=True, metavar="FORMAT FILE",
              help="Write another format: 'csv', or one of an installed plug-in.")  # fmt: skip
@language_option
@laboratory_option
@bundle_option
@device_option
def report(
    case: Path,
    number: int | None,
    pdf: Path | None,
    as_json: Path | None,
    csv: Path | None,
    package: Path | None,
    key: Path | None,
    timestamp: str,
    omitted: tuple[str, ...],
    others: tuple[tuple[str, Path], ...],
    language: str,
    laboratory: Path | None,
    bundle: Path | None,
    device: str,
) -> None:
    """Write the results of a CASE on a clip, with the analyst's corrections.

    All files of one call have the same report number. Each is recorded in the case's log, unless
    the case is open elsewhere.

    \b
    Examples:
      forensics report inquiry.fcase --pdf report.pdf --json report.json
      forensics report inquiry.fcase --package evidence.zip --language de --laboratory letterhead
    """
    from engine.case.case import Case
    from engine.case.summary import log_json
    from engine.errors import CaseError, ClipUnreadableError
    from engine.files import write_atomic
    from engine.report.export_formats import EXPORT_FORMATS
    from engine.report.issue import issue_of
    from engine.report.json_report import write_json
    from engine.report.laboratory import letterhead
    from engine.report.material import gather_material
    from engine.report.package import key_frames, write_package
    from engine.report.pdf import write_pdf
    from engine.report.signature import Seal
    from engine.video.source import VideoSource

    formats = [*others, *([("csv", csv)] if csv else [])]
    for name, _ in formats:
        if name not in EXPORT_FORMATS:
            raise click.UsageError(
                f"There is no format '{name}'. Known: {', '.join(EXPORT_FORMATS)}."
            )
    template = letterhead(laboratory)
    seal = None if key is None else Seal(key, _password(key), timestamp)
    with progress_bar() as progress, Case.open(case, getpass.getuser()) as opened:
        entries = {entry.id: entry for entry in opened.analyses()}
        if not entries:
            raise CaseError(mark("The case holds no analysis."), mark("Analyse a clip first."))
        chosen = number or max(entries)
        issue = issue_of(opened, chosen)
        found = opened.corrected(chosen)
        clip = opened.state().clips[entries[chosen].number]
        stream = found.clip.stream
        with VideoSource.open(Path(clip.path), progress=progress, stream=stream) as video:
            if video.sha256 != found.clip.sha256:
                raise ClipUnreadableError(
                    mark("'{path}' is not the file that was examined: its SHA-256 differs."),
                    mark("Restore the original, or locate it in the window."),
                    path=clip.path,
                )
            material = gather_material(
                video, load_same_detector(bundle, found.detector.digest, device), found
            )
            frames = list(key_frames(video, material)) if package else []
        if pdf:
            write_pdf(found, pdf, material, issue, language, template, seal, omitted)
        if as_json:
            write_json(found, as_json, issue, material)
        for name, target in formats:
            write_atomic(target, EXPORT_FORMATS[name].write(found, material.pts))
        if package:
            write_package(found, package, material, issue, iter(frames), log_json(opened),
                          language, template, seal, omitted)  # fmt: skip
        named = [(name.upper(), target) for name, target in formats]
        for form, path in (("PDF report", pdf), ("JSON", as_json), *named,
                           ("evidence package", package)):  # fmt: skip
            if path:
                echo(f"Wrote {path} (report {issue.number}).")
                if not opened.read_only:
                    opened.exported(chosen, form, path)


def _password(key: Path) -> bytes:
    """Password of the key; never an option, which others could read."""
    given = os.environ.get("FORENSICS_KEY_PASSWORD")
    if given is None:
        given = click.prompt(f"Password of {key.name}", hide_input=True, default="", err=True,
                             show_default=False)  # fmt: skip
    return str(given).encode()
