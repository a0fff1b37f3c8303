"""Case: clips, their analyses and the analyst's actions in one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.analysis import fusion as fusions
from engine.analysis.apply_corrections import corrected, free_number
from engine.analysis.correction import (
    AppliedCorrection,
    CorrectBox,
    Correction,
    DrawFace,
    to_plain,
)
from engine.analysis.events import AnalysisStarted, Beside, ClipJudged, Event
from engine.analysis.fusion import Fusion
from engine.analysis.local_calibration import LocalCalibration
from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Verdict
from engine.case import log
from engine.case.file import CaseFile, replacing
from engine.case.log import Act, Kind
from engine.case.log_phrases import act_label
from engine.case.recorder import Recorder
from engine.case.sources import stamp
from engine.case.state import CaseState, ClipEntry, Description, Remark, fold
from engine.case.stored_results import (
    AnalysisEntry,
    read_entries,
    read_event,
    read_fingerprint,
    read_snapshot,
)
from engine.case.verification import verify
from engine.container.clip_file import sha256_of
from engine.errors import CaseError, EngineError, OutputError
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.wording import mark

if TYPE_CHECKING:
    from engine.analysis.drawn_face import DrawnFace
    from engine.camera.fingerprint import Fingerprint


class Case:
    """An open case file, safe to use from several threads.

    Data is on disk when a method returns: a crash loses only the call in progress.

    Attributes:
        path: of the file.
        analyst: author of each act.
    """

    def __init__(self, file: CaseFile, analyst: str) -> None:
        self.path = file.path
        self.analyst = analyst
        self._file = file
        self._acts: list[Act] = []
        self._results: dict[int, list[Act]] = {}
        self._entries: list[AnalysisEntry] = []
        self._recorder = Recorder(self._file, self._who)

    @classmethod
    def create(
        cls,
        path: Path | str,
        overwrite: bool = False,
        analyst: str = "",
        about: Description | None = None,
    ) -> Case:
        """Create a case file and open it for writing.

        Args:
            path: ends in `.fcase` by convention.
            overwrite: replace an existing file.
            analyst: author of the acts.
            about: description of the case.

        Raises:
            OutputError: the file already exists, or cannot be written.
        """
        path = Path(path)
        if path.exists() and not overwrite:
            raise OutputError(
                mark("'{path}' exists already."), mark("Choose another name."), path=path
            )
        case = cls(CaseFile.create(path), analyst)
        case._act(Kind.CREATED, {"program": __version__})
        if about is not None and about != Description():
            case.describe(about)
        return case

    @classmethod
    def open(cls, path: Path | str, analyst: str = "", read_only: bool = False) -> Case:
        """Open an existing case file; the `read_only` attribute says whether it is writable.

        Args:
            path: of the file.
            analyst: author of the acts.
            read_only: leave the file to other writers.

        Raises:
            CaseError: missing, damaged, or not a case file.
        """
        return cls(CaseFile.open(Path(path), read_only), analyst)

    @classmethod
    def open_or_create(cls, path: Path | str, analyst: str = "") -> Case:
        """Open the case file, and create it if it is missing.

        Raises:
            CaseError: it is damaged, or not a case file.
            OutputError: it cannot be created.
        """
        if Path(path).exists():
            return cls.open(path, analyst)
        return cls.create(path, analyst=analyst)

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; repeated calls have no effect."""
        self._file.close()

    @property
    def read_only(self) -> str:
        """Why the case is read-only, "" if it is writable."""
        return self._file.read_only

    def _who(self) -> str:
        return self.analyst

    def _act(self, kind: Kind, details: dict[str, Any], png: bytes | None = None) -> int:
        with self._file.writing() as database:
            act = log.append(database, self.analyst, kind, details)
            if png is not None:
                database.execute("INSERT INTO snapshot VALUES (?, ?)", (act.id, png))
        return act.id

    # --- queries ---

    def acts(self) -> list[Act]:
        """The whole log, including new acts of other writers.

        Raises:
            CaseError: the log was altered; see `engine.case.log.read`.
        """
        with self._file.reading() as database, self._understood():
            for act in log.read(database, self._acts[-1] if self._acts else None):
                if act.kind == Kind.RESULT:
                    self._results.setdefault(int(act.details["analysis"]), []).append(act)
                self._acts.append(act)
            return list(self._acts)

    def _results_of(self, analysis: int, kind: str = "") -> list[Act]:
        """Acts that wrote an analysis, in order; only those with events of `kind`, if given."""
        self.acts()
        acts = self._results.get(analysis, [])
        return [act for act in acts if kind in ("", act.details["event"])]

    def state(self) -> CaseState:
        """The current state of the case, without results.

        Raises:
            CaseError: the log has entries that this version does not support.
        """
        with self._understood():
            return fold(self.acts())

    @contextmanager
    def _understood(self) -> Iterator[None]:
        try:
            yield
        except (KeyError, TypeError, ValueError) as error:
            raise CaseError(
                mark("The log of the case '{name}' is damaged."),
                mark("Check it with 'forensics verify', and go back to a copy."),
                repr(error),
                name=self.path.name,
            ) from error

    def analyses(self, removed: bool = False) -> list[AnalysisEntry]:
        """All analyses, oldest first.

        Args:
            removed: include those of removed clips.
        """
        state = self.state()
        known = {**state.clips, **state.removed}
        clips = {clip.sha256: clip.number for clip in known.values()}
        with self._file.reading() as database, self._understood():
            self._entries = read_entries(database, self._results, self._entries, clips)
            return [e for e in self._entries if removed or e.number not in state.removed]

    def events(self, analysis: int) -> Iterator[Event]:
        """Yield the stored events of one analysis, in the order they were added.

        Raises:
            CaseError: the file is damaged.
        """
        with self._file.reading() as database:
            stored = [read_event(database, act) for act in self._results_of(analysis)]
        yield from stored

    def analysis(self, analysis: int) -> Analysis:
        """Return an analysis without corrections, finished or not.

        Args:
            analysis: its number: 1, 2, ... in order of start, see `analyses`.

        Raises:
            CaseError: the file is damaged.
        """
        try:
            return Analysis.of(self.events(analysis))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise CaseError(
                mark("Analysis {analysis} of the case '{name}' is damaged."),
                mark("Go back to a copy, or analyse the clip again."),
                repr(error),
                analysis=analysis,
                name=self.path.name,
            ) from error

    def corrected(self, analysis: int) -> Analysis:
        """Return an analysis with corrections; see `engine.analysis.apply_corrections`."""
        return corrected(self.analysis(analysis), self.state().corrections.get(analysis, ()))

    def verdict(self, analysis: int) -> Verdict | None:
        """The verdict after corrections; None if there is none yet."""
        if self.state().corrections.get(analysis):
            return self.corrected(analysis).verdict
        with self._file.reading() as database:
            acts = self._results_of(analysis, "ClipJudged")
            judged = read_event(database, acts[-1]) if acts else None
        return judged.verdict if isinstance(judged, ClipJudged) else None

    def finished(
        self,
        digest: str,
        settings: AnalysisSettings,
        local: LocalCalibration | None = None,
        stream: int | None = None,
    ) -> dict[str, int]:
        """Last finished analysis of each clip with this detector and settings, by SHA-256.

        Args:
            stream: index of the video stream; None for any.
        """
        self.acts()
        done = {}
        with self._file.reading() as database, self._understood():
            for number, acts in sorted(self._results.items()):
                kinds = [act.details["event"] for act in acts]
                if "ClipJudged" in kinds:
                    first = read_event(database, acts[kinds.index("AnalysisStarted")])
                    assert isinstance(first, AnalysisStarted)
                    if (first.detector.digest, first.settings, first.local) == (
                        digest, settings, local,
                    ) and (stream is None or first.clip.stream in (None, stream)):  # fmt: skip
                        done[first.clip.sha256] = number
        return done

    def snapshot(self, bookmark: int) -> bytes | None:
        """PNG of a bookmarked frame; None if the act is not a bookmark.

        Raises:
            CaseError: it was altered or removed.
        """
        acts = [act for act in self.acts() if act.id == bookmark and act.kind == Kind.BOOKMARK]
        with self._file.reading() as database:
            return read_snapshot(database, acts[0]) if acts else None

    def fingerprint(self, name: str) -> Fingerprint:
        """Read the fingerprint of a camera.

        Raises:
            CaseError: there is none of this name, or it was altered.
        """
        from engine.camera.fingerprint import Fingerprint, Source, pattern_from

        entry = self.state().fingerprints.get(name)
        if entry is None:
            raise CaseError(
                mark("The case '{name}' has no fingerprint “{fingerprint}”."),
                mark("List them with 'forensics camera list'."),
                name=self.path.name,
                fingerprint=name,
            )
        act = self._acts[entry.act - 1]
        with self._file.reading() as database, self._understood():
            return Fingerprint(
                pattern_from(read_fingerprint(database, act), entry.width, entry.height),
                entry.pictures,
                entry.left_out,
                entry.agreement,
                tuple(Source(s["name"], s["sha256"]) for s in act.details["sources"]),
            )

    def verify(self) -> int:
        """Verify the log and all data it refers to; return the number of acts.

        Raises:
            CaseError: something was altered; see `engine.case.verification.verify`.
        """
        with self._file.reading() as database, self._understood():
            return verify(database)[0]

    # --- changes; each raises OutputError if the case is not writable ---

    def add(self, event: Event) -> None:
        """Write one event; AnalysisStarted begins a new analysis. Progress is not stored."""
        self._recorder.add(event)

    def recorder(self) -> Recorder:
        """Create a recorder for one analysis, independent of other analyses in progress."""
        return Recorder(self._file, self._who)

    def add_findings(self, analysis: int, examined: Beside) -> None:
        """Add findings beside the verdict of an analysed clip to its analysis."""
        recorder = self.recorder()
        recorder.analysis = analysis
        recorder.add(examined)

    def keep_fingerprint(self, name: str, fingerprint: Fingerprint) -> int:
        """Keep the fingerprint of a camera; return the act's number.

        Args:
            name: of the camera; an earlier fingerprint of that name is replaced.
        """
        pattern = fingerprint.pattern_bytes()
        width, height = fingerprint.size
        told = {
            "name": name,
            "width": width,
            "height": height,
            "pictures": fingerprint.pictures,
            "left_out": fingerprint.left_out,
            "agreement": fingerprint.agreement,
            "sources": [asdict(source) for source in fingerprint.sources],
            "sha256": hashlib.sha256(pattern).hexdigest(),
        }
        with self._file.writing() as database:
            act = log.append(database, self.analyst, Kind.FINGERPRINT, told)
            database.execute("INSERT INTO fingerprint VALUES (?, ?)", (act.id, pattern))
        return act.id

    def describe(self, about: Description) -> None:
        """Replace the description of the case by `about`."""
        self._act(Kind.DESCRIBED, asdict(about))

    def correct(self, analysis: int, correction: Correction) -> Analysis:
        """Apply a correction to an analysis; return the corrected analysis.

        Raises:
            CorrectionError: it does not apply; nothing is written.
        """
        before = self.state().corrections.get(analysis, ())
        made = AppliedCorrection(correction, self.analyst, log.now())
        result = corrected(self.analysis(analysis), (*before, made))
        self._act(Kind.CORRECTED, {"analysis": analysis, "correction": to_plain(correction)})
        return result

    def draw(self, analysis: int, face: DrawnFace, track: int = 0) -> Analysis:
        """Add a face that the analyst drew as a track; return the corrected analysis.

        Args:
            face: from `engine.analysis.drawn_face.measure_drawn_face`.
            track: replace the boxes of this track instead of adding one.

        Raises:
            CorrectionError: it does not apply; nothing is written.
        """
        found, before = self.analysis(analysis), self.state().corrections.get(analysis, ())
        event = face.event(len(found.drawn) + 1)
        found.add(event)
        kind = CorrectBox if track else DrawFace
        correction = face.correction(kind, track or free_number(found, before), event.number)
        made = AppliedCorrection(correction, self.analyst, log.now())
        result = corrected(found, (*before, made))
        recorder = self.recorder()
        recorder.analysis = analysis
        recorder.add(event)
        self._act(Kind.CORRECTED, {"analysis": analysis, "correction": to_plain(correction)})
        return result

    def note(
        self,
        text: str,
        clip: int | None = None,
        track: int | None = None,
        frame: int | None = None,
        seconds: float | None = None,
    ) -> int:
        """Add a note on the case, a clip, a track or a moment; return the act's number."""
        about = {"clip": clip, "track": track, "frame": frame, "seconds": seconds}
        return self._act(Kind.NOTE, {"text": text, **about})

    def bookmark(
        self,
        clip: int,
        frame: int,
        seconds: float,
        png: bytes,
        text: str = "",
        annotations: Sequence[Mapping[str, Any]] = (),
    ) -> int:
        """Bookmark a frame with its picture; return the act's number.

        Args:
            annotations: what the analyst drew on the picture, JSON-ready; kept in the log, so that
                it can be told from the clip's own pixels.
        """
        told: dict[str, Any] = {"text": text, "clip": clip, "frame": frame, "seconds": seconds}
        if annotations:
            told["annotations"] = list(annotations)
        return self._act(Kind.BOOKMARK, {**told, "sha256": hashlib.sha256(png).hexdigest()}, png)

    def edit(self, remark: Remark, text: str) -> None:
        """Change the text of a note or bookmark; the log keeps the old text."""
        self._act(Kind.EDITED, {"act": remark.act, "text": text})

    def delete(self, remark: Remark) -> None:
        """Delete a note or bookmark; the log keeps it."""
        self._act(Kind.DELETED, {"act": remark.act})

    def remove(self, clips: Sequence[int]) -> None:
        """Remove clips from lists and reports; the file keeps them with all of their results."""
        self._act(Kind.REMOVED, {"clips": list(clips)})

    def restore(self, clips: Sequence[int]) -> None:
        """Restore removed clips with their results and remarks."""
        self._act(Kind.RESTORED, {"clips": list(clips)})

    def use_fusion(self, fusion: Fusion) -> None:
        """Weigh several detectors together in the results of this case."""
        self._act(Kind.FUSION, {"fusion": fusions.to_plain(fusion)})

    def readmit(self, sha256: str) -> None:
        """Restore the clip with this content if it was removed and the case is writable."""
        state = self.state()
        clip = state.clip_of(sha256)
        if clip is not None and clip.number in state.removed and not self.read_only:
            self.restore([clip.number])

    def tag(self, clip: int, tags: list[str]) -> None:
        """Replace the tags of a clip."""
        self._act(Kind.TAGGED, {"clip": clip, "tags": tags})

    def received(self, clip: int, text: str) -> None:
        """Record how, from whom and when a clip was received."""
        self._act(Kind.RECEIVED, {"clip": clip, "text": text})

    def locate(
        self,
        clip: ClipEntry,
        path: Path,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> None:
        """Record the new location of a clip, whose hash must match.

        Raises:
            CaseError: it is another file.
            ClipUnreadableError: it cannot be read.
        """
        if sha256_of(path, progress, cancel) != clip.sha256:
            raise CaseError(
                mark("'{name}' is not the clip that was examined: its hash differs."),
                mark("Choose an unaltered copy of the original."),
                name=path.name,
            )
        size, modified = stamp(path) or (clip.size, 0)
        told = {"clip": clip.number, "path": str(path.resolve()), "size": size}
        self._act(Kind.LOCATED, {**told, "modified": modified})

    def exported(self, analysis: int | None, form: str, path: Path) -> None:
        """Record the export of a report on an analysis, or on all clips (None)."""
        digest = sha256_of(path)
        told = {"analysis": analysis, "format": form, "path": str(path), "sha256": digest}
        self._act(Kind.EXPORTED, told)

    def failed(self, path: str, error: EngineError) -> None:
        """Record that a clip could not be examined."""
        told = {
            "path": path,
            "error": type(error).__name__,
            "what": error.what,
            "advice": error.advice,
            "phrases": [phrase.to_json() for phrase in error.phrases],
        }
        self._act(Kind.FAILED, told)

    def collected(
        self, analysis: int, label: str, faces: list[tuple[int, int]], sheet: Path
    ) -> None:
        """Record that faces (track and frame) were added to a training folder.

        Args:
            label: "real" or "fake".
            sheet: the folder's table, in its current state.
        """
        told = {"analysis": analysis, "label": label, "faces": faces, "folder": str(sheet.parent)}
        self._act(Kind.COLLECTED, {**told, "sha256": sha256_of(sheet)})

    def undo(self) -> Act:
        """Undo the last act that can be undone, and return it; the log keeps both.

        Raises:
            CaseError: there is none.
        """
        return self._turn(self.state().undo, Kind.UNDONE, mark("There is nothing to undo."))

    def redo(self) -> Act:
        """Redo the act that was undone last, and return it.

        Raises:
            CaseError: there is none.
        """
        return self._turn(self.state().redo, Kind.REDONE, mark("There is nothing to redo."))

    def _turn(self, act: Act | None, kind: Kind, none: str) -> Act:
        if act is None:
            raise CaseError(none, mark("Nothing was changed."))
        self._act(kind, {"act": act.id, "what": act_label(act)})
        return act

    def copy_to(self, path: Path) -> None:
        """Write a copy with all results and the whole log; an existing file is replaced.

        Raises:
            OutputError: it cannot be written; no partial file is left.
        """
        part = path.with_name(f".{path.name}.part")
        with replacing(part):
            self._file.copy_into(part)
        with Case.open(part, self.analyst) as copy:
            copy._act(Kind.COPIED, {"from": str(self.path)})
        with replacing(path):
            part.replace(path)
