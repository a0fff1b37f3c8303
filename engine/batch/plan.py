"""How long so many hours of video would take, from what one clip takes here."""

from __future__ import annotations

from dataclasses import dataclass

import psutil

from engine.batch.admission import Admission, need_of
from engine.batch.sizing import Measured

_HOUR = 3600.0


@dataclass(frozen=True)
class Plan:
    """What a batch would take.

    Attributes:
        hours: of video that it is for.
        workers: asked for; fit: of these at once in this machine's cores and memory.
        cores: of this machine.
        one: hours by the clock with one worker; many: with all that fit.
        core_hours: of one hour of video.
        stages: name and core-hours of an hour of video, in the order of the work.
        need: bytes of memory that a worker is let in with.
    """

    hours: float
    workers: int
    fit: int
    cores: int
    one: float
    many: float
    core_hours: float
    stages: tuple[tuple[str, float], ...]
    need: int

    @property
    def bottleneck(self) -> str:
        """The stage that takes most."""
        return max(self.stages, key=lambda stage: stage[1])[0]


def plan_for(measured: Measured, hours: float, workers: int, cores: int, limit: int) -> Plan:
    """Work out a plan.

    It is assumed that clips are like the measured one, in size, rate and faces, and that workers
    slow each other down only by sharing the cores.

    Args:
        hours: of video, > 0.
        workers: at once; 0 takes as many as there are cores.
        cores: of the machine. limit: bytes that analyses may take together.
    """
    frames = _HOUR * measured.fps
    costs = [p.core_seconds / p.frames * frames / _HOUR
             for p in (measured.decode, measured.find, measured.whole)]  # fmt: skip
    stages = (
        ("decode", costs[0]),
        ("find and follow faces", max(0.0, costs[1] - costs[0])),
        ("embed and judge", max(0.0, costs[2] - max(costs[:2]))),
    )
    need = need_of(measured.width, measured.height, measured.torch)
    asked = workers or cores
    fit = max(1, min(asked, limit // need))
    alone = frames / measured.whole.rate / _HOUR
    # Cores that are busy cannot work for another clip.
    together = max(alone / fit, costs[2] / cores)
    return Plan(hours, asked, fit, cores, hours * alone, hours * min(alone, together), costs[2],
                stages, need)  # fmt: skip


def plan_here(measured: Measured, hours: float, workers: int) -> Plan:
    """The plan for this machine."""
    cores = psutil.cpu_count() or 1
    return plan_for(measured, hours, workers, cores, Admission.of_this_machine().limit)
