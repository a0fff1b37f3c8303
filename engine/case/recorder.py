"""Write the events of one analysis into a case, and add its clip if it is new."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from engine.analysis.events import AnalysisStarted, Event, StageStarted
from engine.case.event_codec import column_row, encode
from engine.case.file import CaseFile
from engine.case.log import Kind, append, read_kinds
from engine.case.sources import stamp
from engine.case.state import fold
from engine.case.stored_results import add_result, clip_details
from engine.errors import EngineError

#: Number of the newest analysis.
_LAST = """
SELECT json_extract(details, '$.analysis') FROM act
WHERE kind = 'result' AND json_extract(details, '$.event') = 'AnalysisStarted'
ORDER BY id DESC LIMIT 1
"""

#: Acts that say which clips the case holds, and those that undo or redo any act.
_OF_CLIPS = (Kind.CLIP, Kind.LOCATED, Kind.REMOVED, Kind.RESTORED, Kind.UNDONE, Kind.REDONE)


class Recorder:
    """Record one analysis in a case file.

    Attributes:
        analysis: its number in the case, 1, 2, ...; 0 before it starts.
        clip: number of its clip in the case; 0 before it starts.
    """

    def __init__(self, file: CaseFile, who: Callable[[], str]) -> None:
        self._file = file
        self._who = who
        self.analysis = 0
        self.clip = 0

    def add(self, event: Event) -> None:
        """Write one event; AnalysisStarted begins a new analysis. Progress is not stored.

        Raises:
            OutputError: the disk is full or the file is not writable.
        """
        self.add_all([event])

    def add_all(self, events: Iterable[Event]) -> None:
        """Write events together: either all are on disk afterwards, or none.

        Raises:
            OutputError: as `add`.
        """
        kept = [event for event in events if not isinstance(event, StageStarted)]
        if not kept:
            return
        with self._file.writing() as database:
            number, clip = self.analysis, self.clip
            for event in kept:
                if isinstance(event, AnalysisStarted):
                    clip = self._import(event)
                    (last,) = database.execute(_LAST).fetchone() or (0,)
                    number = last + 1
                if not number:
                    raise ValueError("an analysis begins with AnalysisStarted")
                columns: list[np.ndarray] = []
                body = json.dumps(encode(event, columns), ensure_ascii=False)
                rows = [(d, json.dumps(s), data) for d, s, data in map(column_row, columns)]
                add_result(database, self._who(), number, body, rows)
        self.analysis, self.clip = number, clip

    def _import(self, event: AnalysisStarted) -> int:
        """Add the clip to the case, or record its new location, in `add`'s transaction.

        Returns its number in the case.
        """
        with self._file.reading() as database:
            # Only these acts define clips; a case may hold thousands of others.
            acts = read_kinds(database, *_OF_CLIPS)
            ids = {act.id for act in acts}
            state = fold([act for act in acts if act.details.get("act", act.id) in ids])
            known = state.clip_of(event.clip.sha256)
            path = Path(event.clip.path)
            found = stamp(path)
            here = str(path.resolve()) if found else event.clip.path
            facts = {"path": here, "size": event.clip.size, "sha256": event.clip.sha256}
            modified = found[1] if found else 0
            if known is None:
                number = len(state.clips) + len(state.removed) + 1
                append(database, self._who(), Kind.CLIP, clip_details(number, facts, modified))
                return number
            if found and (known.path, known.modified) != (here, modified):
                told = {"clip": known.number, "path": here, "size": event.clip.size}
                append(database, self._who(), Kind.LOCATED, {**told, "modified": modified})
            if known.number in state.removed:
                append(database, self._who(), Kind.RESTORED, {"clips": [known.number]})
            return known.number


def record_analysis(
    events: Iterable[Event],
    recorder: Recorder,
    failed: Callable[[EngineError], None] | None = None,
) -> Iterator[Event]:
    """Record an analysis while it runs: write each event before passing it on.

    Write a finished analysis at once with `Recorder.add_all` instead.

    Args:
        events: of one analysis, from `analyze`.
        recorder: a new one, from `Case.recorder`; provides the analysis number.
        failed: called once with the error if the case cannot be written; the remaining events
            are passed on without being written. If None, the error is raised.

    Yields:
        The same events.

    Raises:
        OutputError: the disk is full or the file is not writable.
    """
    writing = True
    for event in events:
        try:
            if writing:
                recorder.add(event)
        except EngineError as error:
            if failed is None:
                raise
            failed(error)
            writing = False
        yield event
