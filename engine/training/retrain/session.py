"""A retraining, stage by stage: shown by the wizard and run by the command line.

Every choice is in the plan, which is written after each change; results of long steps are kept in a
folder beside it. An interrupted retraining resumes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from engine.detector.bundle.card import read_card
from engine.detector.bundle.store import TRAINED, BundleStore, Entry
from engine.detector.detector import Detector
from engine.errors import BundleError, PlanError
from engine.files import write_atomic
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import CropSet, CropStore
from engine.training.events import Listener
from engine.training.loop import Run, ignore_event
from engine.training.records import FaceRecord
from engine.training.retrain.card import card_of_judged, card_of_learned
from engine.training.retrain.estimate import Option, options
from engine.training.retrain.findings import (
    Issue,
    decision_on,
    examine,
    remedied,
    require_decided,
)
from engine.training.retrain.gather import Layout, add_forgeries, read_sources
from engine.training.retrain.judge import Judgement, judged, judgement_bytes, read_judgement
from engine.training.retrain.learned import RETRAINED
from engine.training.retrain.near_duplicates import NearDuplicates, find_near_duplicates
from engine.training.retrain.plan import STAGES, Remedy, RetrainPlan, Stage, read_plan, write_plan
from engine.training.retrain.presets import learn_by
from engine.training.retrain.snapshots import Album
from engine.training.retrain.summary import Summary, summarise
from engine.wording import Phrase, mark

#: The stage to which a change returns the plan; names and notes have none.
_LEADS_BACK: dict[str, Stage] = {
    "sources": "data", "forge": "data", "present": "data", "decisions": "check", "seed": "check",
    "old_data": "plan", "preset": "plan", "experiment": "plan", "changes": "plan",
}  # fmt: skip


class Retraining:
    """One retraining and its plan.

    Stages may be requested in any order that the plan allows; missing earlier stages run first.
    Long calls report progress, and `cancel` ends them with CancelledError; the same call resumes.

    Args:
        path: of the plan; written on the first change if missing.
        store: of the detectors.
        work: folder of faces, states and the candidate; beside the plan if None.
        workers: processes that extract faces.
        listen: receives each training step and epoch.

    Raises:
        PlanError: the plan is damaged.
    """

    def __init__(
        self,
        path: Path,
        store: BundleStore | None = None,
        work: Path | None = None,
        workers: int = 1,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
        listen: Listener = ignore_event,
    ) -> None:
        self.path = path
        self.plan = read_plan(path) if path.exists() else RetrainPlan()
        self.store = store or BundleStore()
        self.work = work or path.with_suffix(".work")
        self.progress, self.cancel, self.listen = progress, cancel or CancelToken(), listen
        #: Stops the training early and keeps the best epoch.
        self.enough = CancelToken()
        self._workers = workers
        self._read: tuple[list[FaceRecord], list[Layout], list[Phrase]] | None = None
        self._records: list[FaceRecord] | None = None
        self._likeness: NearDuplicates | None = None
        self._crops: CropSet | None = None
        self._present: Detector | None = None

    # --- the plan ---

    def change(self, **fields: Any) -> None:
        """Change and write the plan; later stages are reset.

        Raises:
            PlanError: a value is invalid; nothing was changed.
            OutputError: the plan cannot be written.
        """
        try:
            plain = {**msgspec.to_builtins(self.plan), **msgspec.to_builtins(fields)}
            plan = msgspec.convert(plain, RetrainPlan)
        except (msgspec.ValidationError, TypeError) as error:
            raise PlanError(
                mark("That cannot be planned: {why}."),
                mark("Choose another value; nothing was changed."),
                why=error,
            ) from error
        stages = [_LEADS_BACK[name] for name in fields if name in _LEADS_BACK]
        stage = min([plan.stage, *stages], key=STAGES.index)
        self._keep(msgspec.structs.replace(plan, stage=stage))
        if stages:
            self._forget(min(stages, key=STAGES.index))
        if "device" in fields:
            self._present = None

    def _keep(self, plan: RetrainPlan) -> None:
        write_plan(plan, self.path)
        self.plan = plan

    def _reach(self, stage: Stage) -> None:
        """Advance the plan's stage, never back."""
        if STAGES.index(stage) > STAGES.index(self.plan.stage):
            self._keep(msgspec.structs.replace(self.plan, stage=stage))

    def _forget(self, stage: Stage) -> None:
        """Drop results that depend on changed choices."""
        if stage == "data":
            self._read = self._present = None
        if stage in ("data", "check"):
            before, self._records = self._records, None
            # Keeping a finding changes no record.
            if self._read is None or self.records() != before:
                self._likeness = self._crops = None
        if stage == "plan":
            self._present = None

    # --- data ---

    def present(self) -> Detector:
        """The detector to improve."""
        if self._present is None:
            name = self.plan.present
            place = self.store.resolve(None if name == "default" else self._place(name))
            self._present = Detector.load(place, self.plan.device)
        return self._present

    def summary(self) -> Summary:
        """Summary of the data after the remedies; forgeries are generated first."""
        records = self.records()
        assert self._read is not None
        return summarise(records, self._read[1], self._read[2])

    def records(self) -> list[FaceRecord]:
        """Labelled items after the remedies.

        Raises:
            TrainingDataError: a source is unreadable.
            ForgeryError: no forgery could be generated.
        """
        if self._read is None:
            read, layouts = read_sources([self._place(name) for name in self.plan.sources])
            folder = self.work / "forgeries"
            found, skipped = add_forgeries(
                read, self.plan.forge, folder, self.progress, self.cancel
            )
            self._read = found, layouts, skipped
        if self._records is None:
            self._records = remedied(self._read[0], self.plan.decisions, self.plan.seed)
        return self._records

    def _place(self, name: str) -> Path:
        """Resolve a path of the plan: relative to it, unless it is a name in the store."""
        beside = self.path.parent / name
        return beside if beside.exists() else Path(name)

    def _old(self) -> Path | None:
        return self._place(self.plan.old_data) if self.plan.old_data else None

    # --- check ---

    def issues(self) -> list[Issue]:
        """Problems of the data, serious ones first; extracts and compares faces."""
        if self._likeness is None:
            self._likeness = find_near_duplicates(self.crops(), self._run("check"))
        self._reach("check")
        return examine(self.records(), self._likeness, self.plan.decisions)

    def not_compared(self) -> Phrase | None:
        """Why faces were not compared; None if they were."""
        return self._likeness.skipped if self._likeness else None

    def decide(
        self,
        issue: Issue,
        does: Remedy,
        repair: str = "",
        names: list[str] | None = None,
        reason: str = "",
    ) -> None:
        """Apply a choice of an issue; see `engine.training.retrain.findings.decision_on`."""
        decision = decision_on(issue, does, repair, names, reason)
        self.change(decisions=[*self.plan.decisions, decision])

    def take_back(self) -> None:
        """Undo the last decision."""
        self.change(decisions=self.plan.decisions[:-1])

    def shelf(self) -> CropStore:
        """The face cache."""
        return CropStore(self.work / "crops", self._workers, self.progress, self.cancel)

    def crops(self) -> CropSet:
        """Faces of all items in the present detector's geometry."""
        if self._crops is None:
            self._crops = self.shelf().of(self.present(), self.records())
        return self._crops

    # --- plan ---

    def options(self) -> list[Option]:
        """Training methods with their estimates on this machine."""
        return options(self.plan, self.present(), self.records())

    # --- train ---

    def train(self) -> Path:
        """Train the candidate, or load it if it exists.

        Returns:
            The candidate's bundle.

        Raises:
            PlanError: a finding is undecided.
            TrainingDataError, TrainingError: training is impossible.
        """
        issues = self.issues()
        require_decided(issues)
        self._reach("train")
        key = self.key()
        bundle = self.work / "candidates" / f"{key}.bundle"
        if not bundle.exists():
            run = self._run(key)
            present = self.present()
            learned, crops = learn_by(
                self.plan, present, self.records(), self._old(), self.shelf(), run
            )
            card = card_of_learned(self.plan, key, present, learned, crops, issues)
            learned.detector.name = self.title()
            learned.detector.card = {**card, "name": self.title()}
            self.cancel.check()
            learned.detector.save(bundle)
        self._reach("judge")
        return bundle

    def album(self) -> Album:
        """Snapshots of the current choices' training."""
        return Album.of_run(self._run(self.key()).work)

    def _run(self, name: str) -> Run:
        """Folders of a stage's state and of shared results."""
        return Run(
            self.work / "state" / name, self.plan.device, self.progress, self.cancel, self.listen,
            shared=self.work / "shared", enough=self.enough,
        )  # fmt: skip

    def key(self) -> str:
        """Digest of the choices and data that determine the candidate."""
        plan = self.plan
        chosen = [plan.preset, plan.experiment, plan.changes, plan.seed, plan.old_data]
        digest = hashlib.sha256(msgspec.json.encode([self.present().digest, *chosen]))
        for r in self.records():
            told = [r.name, str(r.path), r.member, r.label, r.split, r.identity, r.source, r.clip]
            digest.update(msgspec.json.encode(told))
        return digest.hexdigest()[:16]

    def title(self) -> str:
        """Name of the new detector."""
        return self.plan.name.strip() or f"{self.present().name}, retrained"

    # --- judge ---

    def judge(self) -> Judgement:
        """Evaluate the candidate against the present detector on "test", or load the result.

        Raises:
            As `train`; TrainingDataError also if too few clips were scored.
        """
        bundle = self.train()
        note = self.work / "judgements" / f"{bundle.stem}.json"
        try:
            found = read_judgement(note.read_bytes())
        except (OSError, ValueError):
            new = Detector.load(bundle, self.plan.device)
            found = judged(
                self.plan, self.present(), new, self.records(), self._old(), self.shelf()
            )
            write_atomic(note, judgement_bytes(found), make_folder=True)
        self._reach("save")
        return found

    # --- save ---

    def save(self) -> Entry:
        """Add the new detector with its card to the store, once.

        Raises:
            As `judge`; OutputError: the store cannot be written.
        """
        judgement = self.judge()
        key = self.key()
        entry = self._saved(key)
        if entry is None:
            detector = Detector.load(self.work / "candidates" / f"{key}.bundle", "cpu")
            title = self.title()
            detector.card = card_of_judged(detector.card, self.plan, title, judgement)
            detector.name = title
            entry = self.store.add(title, detector.save, self.plan.notes, self.present().name)
        self._reach("done")
        return entry

    def _saved(self, key: str) -> Entry | None:
        """The store's entry of this candidate, if it was saved before."""
        for entry in self.store.entries():
            if entry.origin == TRAINED and not entry.trouble:
                try:
                    told = read_card(entry.path).get(RETRAINED) or {}
                except BundleError:
                    continue
                if told.get("key") == key:
                    return entry
        return None
