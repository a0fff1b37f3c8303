"""All checks of an installation, cheapest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.health.finding import Finding, State
from engine.health.machine import (
    folder_findings,
    font_finding,
    gpu_finding,
    memory_finding,
    sandbox_finding,
    window_finding,
)
from engine.health.sample_run import sample_finding


def check_system(sample: bool = True) -> Iterator[Finding]:
    """Check what an analysis and the window need.

    Args:
        sample: also analyse the sample clip, which takes seconds.
    """
    yield window_finding()
    yield font_finding()
    yield memory_finding()
    yield from folder_findings()
    yield gpu_finding()
    yield sandbox_finding()
    if sample:
        yield sample_finding()


def is_healthy(findings: Iterable[Finding]) -> bool:
    """Whether no finding is a problem."""
    return all(finding.state is not State.PROBLEM for finding in findings)
