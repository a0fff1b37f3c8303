"""`forensics doctor` and `forensics --version`: the installation itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine import __version__
from engine.commands.options import json_option
from engine.terminal import echo, print_json

if TYPE_CHECKING:
    from engine.health.finding import Finding

#: Exit status if something that the program needs is missing; documented in `forensics --help`.
UNHEALTHY = 23


def print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Callback of `--version`: the version, or with `--json` that of every part."""
    if not wanted:
        return
    if context.params.get("as_json"):
        from engine.health.parts import parts

        print_json(parts())
    else:
        echo(f"forensics {__version__}")
    context.exit()


@click.command()
@json_option
@click.option("--no-sample", is_flag=True, help="Skip the timed analysis of the sample clip.")
@click.pass_context
def doctor(context: click.Context, as_json: bool, no_sample: bool) -> None:
    """Check what the system lacks, and print the command that fixes it.

    \b
    Checks the libraries of the window, fonts, memory, disks, folders, GPU and sandbox, and
    analyses the sample clip that ships with the program. A warning limits the program; a
    problem prevents an analysis or the window, and sets the exit status.

    \b
    Examples:
      forensics doctor
      forensics doctor --json | jq '.findings[] | select(.state != "ok")'
    """
    from engine.health.system_check import check_system, is_healthy

    findings = []
    for finding in check_system(sample=not no_sample):
        findings.append(finding)
        if not as_json:
            _print_finding(finding)
    healthy = is_healthy(findings)
    if as_json:
        from engine.health.parts import parts

        print_json(
            {
                "healthy": healthy,
                "findings": [finding.to_json() for finding in findings],
                "parts": parts(),
            }
        )
    context.exit(0 if healthy else UNHEALTHY)


def _print_finding(finding: Finding) -> None:
    echo(f"{finding.state:<9}{finding.name}: {finding.text()}")
    if advice := finding.advice():
        echo(f"{'':9}Fix: {advice}")
