"""`forensics case` and `forensics verify`: list a case, and verify its integrity."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.options import json_option
from engine.terminal import echo, print_json, print_table, progress_bar
from engine.wording import mark

if TYPE_CHECKING:
    from engine.case.case import Case

_CASE_LIMIT = (
    "What this cannot show: that the whole case was rewritten, or cut at its end together with "
    "its seal. Compare the last hash with one that was noted elsewhere, such as in a signed or "
    "time-stamped report."
)
_PACKAGE_LIMIT = (
    "What this cannot show: that the package was made again with all its hashes. Compare its "
    "SHA-256 with one that was noted elsewhere, or check the signature of its report.pdf."
)
_PDF_LIMIT = (
    "What this cannot show: who holds the signer's key, and when it was used. A certificate that "
    "you trust (--trust) tells the first, a time stamp the second."
)


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--log", "as_log", is_flag=True, help="Print who did what and when.")
@json_option
def case(case: Path, as_log: bool, as_json: bool) -> None:
    """List the clips, analyses and verdicts of a case, or its log.

    Nothing is written; a case that is open in the window can be read.

    \b
    Examples:
      forensics case inquiry.fcase
      forensics case inquiry.fcase --log
      forensics case inquiry.fcase --json | jq .clips
    """
    from engine.case.case import Case
    from engine.case.summary import log_json, summary_json

    with Case.open(case, read_only=True) as opened:
        if as_json:
            told = log_json(opened) if as_log else summary_json(opened)
            print_json(told)
        elif as_log:
            _print_log(opened)
        else:
            _print_case(opened)


@click.command()
@click.argument("case", metavar="CASE_PACKAGE_OR_PDF", type=click.Path(path_type=Path))
@click.option("--no-clips", is_flag=True, help="Do not hash the source clips.")
@click.option("--trust", "trusted", type=click.Path(path_type=Path, dir_okay=False),
              help="Certificate that a trusted signer of a PDF must chain to.")  # fmt: skip
def verify(case: Path, no_clips: bool, trusted: Path | None) -> None:
    """Verify that a case, an evidence package or a signed PDF is unaltered, and its source clips.

    Detects any log entry, result or snapshot that was changed, removed, added or reordered (exit
    status 8), and source clips that are missing or altered (exit status 3). The files of a package
    are compared with its manifest without unpacking. The signatures of a PDF are verified (exit
    status 17 if one is invalid or there is none; 18 if --trust is given and a signer does not chain
    to that certificate).

    No file can prove that it was not rebuilt as a whole, or that a case was not truncated together
    with its seal. Records kept elsewhere can: the last hash, the SHA-256 of a package, a signature,
    a time stamp.
    """
    from engine.case.case import Case
    from engine.case.sources import WORDS, Source, check
    from engine.errors import ClipUnreadableError
    from engine.report.package import check_package, is_package
    from engine.report.signature import is_pdf

    if is_pdf(case):
        _verify_pdf(case, trusted)
        return
    if is_package(case):
        echo(f"{case}: {check_package(case)} files, none altered, missing or added.")
        echo(_PACKAGE_LIMIT)
        return
    with progress_bar() as progress, Case.open(case, read_only=True) as opened:
        acts = opened.verify()
        state = opened.state()
        echo(f"{case}: {acts} acts, none altered. Last hash: {state.head}")
        echo(_CASE_LIMIT)
        wrong = []
        for clip in [] if no_clips else state.clips.values():
            found = check(clip, progress)
            echo(f"Clip {clip.number}, {clip.path}, {WORDS[found]}.")
            if found is not Source.PRESENT:
                wrong.append(clip)
    if wrong:
        raise ClipUnreadableError(
            mark("{count} of {total} source clips are missing or altered."),
            mark("The results in the case stand; get the originals back to examine them again."),
            count=len(wrong),
            total=len(state.clips),
        )


def _verify_pdf(path: Path, trusted: Path | None) -> None:
    from engine.errors import SignatureError, UntrustedSignerError
    from engine.report.signature import check_signatures

    found = check_signatures(path, trusted)
    if not found:
        raise SignatureError(
            mark("'{path}' is not signed: nothing tells whether it was altered."),
            mark("Compare its SHA-256 with the one in the log of the case."),
            path=path,
        )
    for one in found:
        state = "the file is as it was signed" if one.whole else "THE FILE WAS ALTERED SINCE"
        trust = "trusted" if one.trusted else "its certificate is not known as trusted"
        stamped = f", time stamp {one.stamped}" if one.stamped else ""
        echo(f"Signed by {one.signer} ({trust}){stamped}: {state}.")
    if not all(one.whole for one in found):
        raise SignatureError(
            mark("A signature of '{path}' does not hold."),
            mark("Do not rely on it; ask for another copy."),
            path=path,
        )
    if trusted is not None and not all(one.trusted for one in found):
        raise UntrustedSignerError(
            mark("A signer of '{path}' does not chain to the certificate '{trusted}'."),
            mark(
                "Ask the signer for the certificate of their authority, by another way than the "
                "file."
            ),
            path=path,
            trusted=trusted,
        )
    echo(_PDF_LIMIT)


def _print_log(opened: Case) -> None:
    from engine.case.log_phrases import describe_act

    rows = [("", "UTC", "who", "what")]
    rows += [(str(act.id), act.written[:19], act.who, describe_act(act)) for act in opened.acts()]
    print_table(rows)


def _print_case(opened: Case) -> None:
    from engine.analysis import phrases

    state = opened.state()
    echo(" – ".join(filter(None, (state.title or opened.path.name, state.laboratory))))
    analyses = opened.analyses()
    for clip in state.clips.values():
        tags = f"  [{', '.join(clip.tags)}]" if clip.tags else ""
        echo(f"\nClip {clip.number}: {clip.path}{tags}\n  SHA-256 {clip.sha256}")
        if clip.received:
            echo(f"  Received: {clip.received}")
        for entry in analyses:
            if entry.number == clip.number:
                verdict = opened.verdict(entry.id)
                said = phrases.headline(verdict) if verdict else "not finished"
                corrections = len(state.corrections.get(entry.id, ()))
                after = f" (corrections made: {corrections})" if corrections else ""
                echo(f"  Analysis {entry.id}, {entry.started[:19]} UTC: {said}{after}")
    for clip in state.removed.values():
        echo(f"\nClip {clip.number}, removed from the case: {clip.path}")
    for remark in state.remarks.values():
        kind = "Bookmark" if remark.bookmark else "Note"
        place = "" if remark.clip is None else f" on clip {remark.clip}"
        place += "" if remark.track is None else f", track {remark.track}"
        place += "" if remark.frame is None else f", frame {remark.frame}"
        echo(f"\n{kind}{place} ({remark.who or 'unnamed'}): {remark.text}")
