"""The Camera tab: fingerprints of cameras in the case, and comparison of the open clip."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.events import CameraCompared
from engine.camera.findings import CameraComparison, CameraFindings
from engine.case.state import FingerprintEntry
from forensics_gui.evidence.fact_view import FactView, observed
from forensics_gui.evidence.request import Request
from forensics_gui.language import decimal, tr, whole
from forensics_gui.session import Session
from forensics_gui.widgets.dialogs import CLIP_FILES
from forensics_gui.widgets.labels import hint
from forensics_gui.widgets.tables import FactsTable
from forensics_gui.workers.engine_host import EngineHost


class CameraPanel(QWidget):
    """Works on request, because it reads pictures of the whole clip.

    Signals:
        estimated(str, Fingerprint): name and fingerprint of a camera, to be kept in the case.
        compared(CameraCompared): new findings, to be kept in the case.
        failed(EngineError).
    """

    estimated = Signal(str, object)
    compared = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session, self._host = session, host
        self._request = Request(self)
        self._cameras: Mapping[str, FingerprintEntry] = {}
        self._writable = False
        self.compare_button = QPushButton(tr("Compare clip"))
        self.compare_button.setToolTip(tr("Compare the open clip with all cameras of the case"))
        self.compare_button.clicked.connect(lambda: self.compare([]))
        self.with_button = QPushButton(tr("Compare with files…"))
        self.with_button.setToolTip(
            tr("Compare the open clip with clips or pictures of one unknown camera")
        )
        self.with_button.clicked.connect(self._choose_others)
        self.add_button = QPushButton(tr("Add camera…"))
        self.add_button.setToolTip(
            tr("Estimate the fingerprint of a camera from its clips or pictures")
        )
        self.add_button.clicked.connect(self._choose_camera)
        self.stop_button = QPushButton(tr("Stop"))
        self.stop_button.clicked.connect(self._request.stop)
        self.told = hint()
        self.table = FactsTable(tr("Cameras"))
        self.table.setAlternatingRowColors(False)
        self.results = FactView()
        top = QHBoxLayout()
        for button in (self.compare_button, self.with_button, self.add_button, self.stop_button):
            top.addWidget(button)
        top.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 4)
        layout.addLayout(top)
        layout.addWidget(self.told)
        layout.addWidget(self.table)
        layout.addWidget(self.results, 1)
        layout.addStretch()
        self._request.changed.connect(self._refresh)
        self._request.progressed.connect(self.told.setText)
        self._request.failed.connect(self.failed)
        session.clip_opened.connect(self._leave)
        for signal in (session.started, session.findings_added, session.corrected):
            signal.connect(self._refresh)
        self._refresh()

    def _leave(self, _: object) -> None:
        self._request.stop()
        self._refresh()

    def show_cameras(self, cameras: Mapping[str, FingerprintEntry], writable: bool) -> None:
        """Show the fingerprints of a case.

        Args:
            writable: whether one can be added.
        """
        self._cameras, self._writable = cameras, writable
        self._refresh()

    def compare(self, others: list[Path]) -> None:
        """Compare the open clip with the camera of other files, or with all of the case."""
        path = self._session.path
        if path is None:
            return
        stream = self._session.analysis.clip.stream
        host = self._host

        def done(found: CameraFindings) -> None:
            if self._session.path == path:
                compared = CameraCompared(found)
                self._session.add(compared)
                self.compared.emit(compared)

        self._request.run(lambda *how: host.compare_cameras(path, stream, others, *how), done)

    def add_camera(self, name: str, paths: list[Path]) -> None:
        """Estimate the fingerprint of a camera and hand it to the case."""
        host = self._host
        self._request.run(
            lambda *how: host.estimate_fingerprint(paths, *how),
            lambda found: self.estimated.emit(name, found),
        )

    def _choose_camera(self) -> None:
        paths = self._chosen(tr("Clips or pictures of one camera"))
        if paths:
            name, agreed = QInputDialog.getText(
                self, tr("Add camera"), tr("Name of the camera"), text=paths[0].stem
            )
            if agreed and name.strip():
                self.add_camera(name.strip(), paths)

    def _choose_others(self) -> None:
        paths = self._chosen(tr("Clips or pictures of one camera"))
        if paths:
            self.compare(paths)

    def _chosen(self, title: str) -> list[Path]:
        names, _ = QFileDialog.getOpenFileNames(self, title, "", tr(CLIP_FILES))
        return [Path(name) for name in names]

    def _refresh(self) -> None:
        analysis = self._session.analysis
        begun = analysis.started is not None
        self.compare_button.setEnabled(begun and bool(self._cameras))
        self.with_button.setEnabled(begun)
        self.add_button.setEnabled(self._writable)
        for button in (self.compare_button, self.with_button, self.add_button):
            button.setVisible(not self._request.busy)
        self.stop_button.setVisible(self._request.busy)
        if not self._request.busy:
            self.told.setText(
                tr("Sensors leave a noise pattern in all pictures of a camera. Add cameras from "
                   "their clips, then compare the open clip. The verdict does not change.")
            )  # fmt: skip
        found = analysis.camera
        compared = {one.name: one for one in found.comparisons} if found is not None else {}
        rows = [
            [name, *self._of_camera(entry), _result(compared.get(name))]
            for name, entry in self._cameras.items()
        ]
        headings = [tr("Camera"), tr("Size"), tr("Pictures"), tr("Files agree"), tr("Match")]
        self.table.setVisible(bool(rows))
        self.table.show_rows(headings, rows)
        self.table.fit()
        self.results.setVisible(found is not None)
        if found is not None:
            self.results.show_facts(observed(found.observations, tr("Camera, beside the verdict")))

    def _of_camera(self, entry: FingerprintEntry) -> list[str]:
        threshold = self._host.camera_threshold()
        size = f"{entry.width} × {entry.height}"
        if entry.agreement is None:
            return [size, whole(entry.pictures), tr("one file")]
        agree = tr("yes") if entry.agreement >= threshold else tr("no")
        return [size, whole(entry.pictures), f"{agree} ({decimal(entry.agreement, 1)})"]


def _result(found: CameraComparison | None) -> str:
    if found is None:
        return "–"
    if found.pce is None:
        return tr("not comparable")
    told = tr("yes") if found.matches else tr("no")
    return f"{told} ({decimal(found.pce, 1)})"
