"""The main window: the pages Triage, Examine and Report, connected to controllers."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
)

from engine.analysis.settings import AnalysisSettings
from engine.errors import EngineError
from engine.shipped import resource
from engine.video.index import FrameIndex
from forensics_gui.actions import FILE, PANELS, VIEW
from forensics_gui.analysis_run import AnalysisRun
from forensics_gui.analysis_settings import AnalysisSettingsDialog
from forensics_gui.annotate.controller import FrameAnnotator
from forensics_gui.batch.controller import BatchController
from forensics_gui.case.controller import CaseController
from forensics_gui.case.panel import CasePanel
from forensics_gui.case.settings import CASE_SUFFIX
from forensics_gui.commands.command_set import CommandSet
from forensics_gui.commands.context_menus import (
    FACE_MENU,
    PICTURE_MENU,
    TIMELINE_MENU,
    add_context_menu,
)
from forensics_gui.commands.page_tabs import PageTabs
from forensics_gui.commands.palette import CommandPalette
from forensics_gui.commands.shortcuts import ShortcutDialog
from forensics_gui.dense_range import DenseRange
from forensics_gui.detectors.controller import DetectorController
from forensics_gui.drag_out import PictureDrag, drag_file
from forensics_gui.evidence.inspector import Inspector
from forensics_gui.evidence.panel import EvidencePanel
from forensics_gui.examine import ExaminePage
from forensics_gui.failures.controller import FailureController
from forensics_gui.grad_cam import GradCamWorker
from forensics_gui.help.about import show_about
from forensics_gui.help.pages import PROPERTY
from forensics_gui.help.window import GuideController
from forensics_gui.language import mark, tr
from forensics_gui.local_calibration import CalibrationController
from forensics_gui.picture_place import PicturePlace
from forensics_gui.player.player import Player
from forensics_gui.player.stills import StillExporter
from forensics_gui.preferences import Preferences
from forensics_gui.preferences_dialog import PreferencesDialog
from forensics_gui.report.controller import ReportController
from forensics_gui.report.exports import Exporter
from forensics_gui.scatter.scatter import Scatter
from forensics_gui.session import Session
from forensics_gui.theme import Theme, scaled
from forensics_gui.timeline.timeline import Timeline
from forensics_gui.tour import Tour, stops_of
from forensics_gui.tracks.corrector import TrackCorrector
from forensics_gui.tracks.face_drawer import FaceDrawer
from forensics_gui.tracks.face_strip import FaceStrip
from forensics_gui.tracks.panel import FacesPanel
from forensics_gui.tracks.track_list import TrackList
from forensics_gui.verdict.panel import VerdictPanel
from forensics_gui.welcome import Welcome
from forensics_gui.widgets.dialogs import CLIP_FILES, ask_stream
from forensics_gui.widgets.recent_menu import RecentMenu
from forensics_gui.widgets.stage_progress import StageProgress
from forensics_gui.widgets.written_file import WrittenFile
from forensics_gui.window_frame import WindowFrame
from forensics_gui.wizard.controller import TrainingController
from forensics_gui.workers.engine_host import EngineHost

logger = logging.getLogger(__name__)

_USUAL = QSize(1440, 900)
_GEOMETRY = "window/geometry"
#: Seconds of analysis that are not thrown away without a question.
_LONG = 10.0


class MainWindow(QMainWindow):
    """Shows one clip at a time; dialogs, drops and arguments all call `open`.

    Signals:
        complete: the window is on screen with all parts; start slow work after it.
    """

    complete = Signal()
    # Declared for the table of actions, which type checkers read first.
    theme: Theme
    calibrations: CalibrationController
    cases: CaseController
    corrector: TrackCorrector
    drawer: FaceDrawer
    exports: Exporter
    detectors: DetectorController
    training: TrainingController
    dense_range: DenseRange
    player: Player
    timeline: Timeline
    scatter: Scatter
    verdict: VerdictPanel
    evidence: EvidencePanel
    case: CasePanel
    batch: BatchController
    examine: ExaminePage
    report: ReportController
    stills: StillExporter
    annotator: FrameAnnotator
    guide: GuideController
    failures: FailureController
    frame: WindowFrame
    place: PicturePlace

    def __init__(self, host: EngineHost, preferences: Preferences | None = None) -> None:
        super().__init__()
        self._shown = False
        self._started = 0.0
        self.preferences = preferences or Preferences()
        self.theme = Theme(self, self.preferences)
        self.setWindowTitle(tr("Deepfake forensics"))
        self.setAcceptDrops(True)
        self.host = host
        self.session = Session(self)
        self.run = AnalysisRun(self.session, host)
        self.explainer = GradCamWorker(self.session, host)
        self.calibrations = CalibrationController(self, host)
        self.cases = CaseController(self, self.session, host, self.preferences)
        self.corrector = TrackCorrector(
            self, self.session, self.cases, lambda: self.player.transport.marked_range
        )
        self.exports = Exporter(self, self.session, host, self.cases)
        self.detectors = DetectorController(self, host)
        self.training = TrainingController(self, self.cases)
        self.dense_range = DenseRange(
            self, self.session, lambda: self.player.transport.marked_range
        )
        self._source: tuple[bool, int, AnalysisSettings | None] = (False, 0, None)
        #: Frame to show once the clip can be played.
        self._first_frame = 0
        #: Clip and frame on screen before the last one was opened.
        self._before: tuple[Path, int] | None = None
        self._build_views()
        self._build_actions()
        self._build_status()
        self._connect()
        self._refresh()
        geometry = self.preferences.get(_GEOMETRY, QByteArray())
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(_USUAL.boundedTo(self.screen().availableSize()))

    def _build_views(self) -> None:
        self.player = Player(self.session, self.preferences)
        self.timeline = Timeline(self.session, self.player.transport, self.cases)
        self.tracks = TrackList(self.session, self.host)
        self.faces = FacesPanel(self.tracks, self.preferences)
        self.strip = FaceStrip(self.session, self.host, self.preferences)
        self.scatter = Scatter(self.session, self.host, self.preferences, self.cases)
        self.verdict = VerdictPanel(self.session, self.preferences)
        self.evidence = EvidencePanel(self.session, self.host)
        self.inspector = Inspector(self.session)
        self.case = CasePanel(self.session, self.cases, self.host)
        self.welcome = Welcome()
        self.examine = ExaminePage(self.preferences)
        self.examine.setCentralWidget(self.player)
        right, bottom = (
            Qt.DockWidgetArea.RightDockWidgetArea,
            Qt.DockWidgetArea.BottomDockWidgetArea,
        )
        add = self.examine.add
        add(mark("Verdict"), self.verdict, right, (310, 0), "verdict")
        add(mark("Embedding"), self.scatter, right, (310, 0), "embedding", "Verdict")
        add(mark("File"), self.evidence, right, (310, 0), "file", "Verdict")
        add(mark("Selection"), self.inspector, right, (310, 0), "player", "Verdict")
        # Large text leaves no room for two stacks of panels on a small screen.
        stacked = "Verdict" if scaled(100) >= 150 else ""
        add(mark("Faces"), self.faces, right, (310, 0), "faces", stacked)
        add(mark("Case"), self.case, right, (310, 0), "case", stacked or "Faces")
        add(mark("Score over time"), self.timeline, bottom, (0, 124), "timeline")
        add(mark("Face strip"), self.strip, bottom, (0, 124), "faces", "Score over time")
        self.stills = StillExporter(
            self,
            self.session,
            self.host,
            self.player.overlays,
            self.player.second,
            self.cases.memory,
        )
        self.drawer = FaceDrawer(self, self.session, self.host, self.cases, self.player)
        self.drag = PictureDrag(self, self.session, self.host)
        self.annotator = FrameAnnotator(
            self, self.session, self.host, self.cases, self.player.pause
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(self.examine)
        self.frame = WindowFrame(self.pages)
        self.setCentralWidget(self.frame)
        self.place = PicturePlace(self, self.frame, self.examine, self.player, self.timeline)
        self.batch = BatchController(self, self.pages, self.cases, self.case.clips, self.host)
        self.report = ReportController(self.pages, self.session, self.exports, self.cases)
        self.player.setProperty(PROPERTY, "player")

    def _build_actions(self) -> None:
        self.guide = GuideController(self, lambda: self.commands.keys())
        self.failures = FailureController(self, self.guide.show_error, self.preferences)
        self.commands = CommandSet(self, self.preferences)
        self.commands.add(VIEW, PANELS, self.examine.toggles())
        recent = RecentMenu(tr("Re&cent clips"), lambda: self.cases.memory.recent_clips, self)
        recent.wanted.connect(self.open)
        by_name, file_menu = self.commands.by_name, self.commands.menu(FILE)
        file_menu.insertMenu(by_name["choose_stream"], recent)
        file_menu.insertMenu(by_name["save_case_as"], self.cases.files.recent)
        self.tracks.addActions(self.commands.needing("track"))
        self.commands.draw_icons()
        self.theme.changed.connect(self.commands.draw_icons)
        self.player.use_actions(self.commands.by_name)
        self.player.opacity.add_to(self.commands.tool_menus["overlays"])
        self._add_context_menus()
        self.scatter.use_actions(self.commands.by_name)
        self.batch.use_actions(self.commands.by_name)
        self.report.use_actions(self.commands.by_name)
        self.page_tabs = PageTabs(
            self.pages, self.commands.by_name, {self.batch.page: 0, self.report.page: 2}
        )
        self.commands.put_first(self.page_tabs)

    def _add_context_menus(self) -> None:
        by_name, player = self.commands.by_name, self.player
        player.canvas.pressed_right.connect(player.select_at)
        add_context_menu(player.canvas, by_name, PICTURE_MENU)
        add_context_menu(self.timeline.viewport(), by_name, TIMELINE_MENU)
        add_context_menu(self.tracks, by_name, FACE_MENU)

    def _build_status(self) -> None:
        self.progress = StageProgress()
        self.progress.stop_wanted.connect(self.cancel_analysis)
        for widget in (self.training.label, self.calibrations.label, self.progress):
            self.frame.status.addPermanentWidget(widget)
        self.frame.status.addWidget(self.player.readout, 1)
        self.written = WrittenFile()
        self.frame.status.addPermanentWidget(self.written)

    def _connect(self) -> None:
        session = self.session
        self.welcome.open_wanted.connect(self.open_clip)
        self.welcome.sample_wanted.connect(self.open_manipulated_sample)
        self.welcome.tour_wanted.connect(self.show_tour)
        self.welcome.recent_wanted.connect(self.open)
        self._show_recent()
        self.player.reading.connect(
            lambda at: self.progress.show_stage(at.stage, at.done, at.total or 0)
        )
        self.player.opened.connect(self._start)
        self.player.failed.connect(self._clip_failed)
        self.player.speaker.said.connect(lambda text: self.frame.status.showMessage(text, 10000))
        self.player.heat_wanted.connect(self.explainer.ask)
        self.player.heat_unwanted.connect(self.explainer.forget)
        self.timeline.seek.connect(self.player.scrub)
        self.player.opened.connect(self.timeline.show_clip)
        self.scatter.clicked.connect(self._go_to_face)
        self.strip.wanted.connect(self._go_to_face)
        self.strip.failed.connect(self.failures.show)
        self.scatter.failed.connect(self.failures.show)
        self.scatter.said.connect(self.frame.status.showMessage)
        self.evidence.failed.connect(self.failures.show)
        self.evidence.coding.examined.connect(self.cases.keep_findings)
        self.evidence.camera.compared.connect(self.cases.keep_findings)
        self.evidence.surroundings.compared.connect(self.cases.keep_findings)
        self.evidence.structure.compared.connect(self.cases.keep_findings)
        self.evidence.camera.estimated.connect(self.cases.keep_fingerprint)
        self.verdict.reasons.face_wanted.connect(self._go_to_face)
        self.verdict.action_wanted.connect(lambda name: self.commands.by_name[name].trigger())
        self.explainer.ready.connect(self.player.show_heat)
        self.explainer.failed.connect(self.failures.show)
        self.calibrations.failed.connect(self.failures.show)
        self.calibrations.changed.connect(self._refresh)
        for part in (self.cases, self.exports, self.stills, self.drawer, self.drag,
                     self.annotator, self.report, self.detectors, self.training,
                     self.batch):  # fmt: skip
            part.failed.connect(self.failures.show)
        for writer in (self.exports, self.stills, self.annotator, self.batch):
            writer.written.connect(self.written.show_file)
        self.player.canvas.dragged_out.connect(self.drag.frame)
        self.strip.drag_wanted.connect(self.drag.face)
        self.tracks.drag_wanted.connect(self.drag.face_of)
        self.written.drag_wanted.connect(lambda path: drag_file(self, path))
        self.failures.said.connect(self.frame.status.showMessage)
        for part in (self.exports, self.stills, self.annotator, self.detectors, self.training,
                     self.batch):  # fmt: skip
            part.said.connect(self.frame.status.showMessage)
        for part in (self.detectors, self.training):
            part.help_wanted.connect(self.guide.show_page)
        self.training.chosen.connect(self.detectors.use)
        self.detectors.clips_wanted.connect(self.cases.take_clips)
        # A local calibration belongs to one detector.
        self.detectors.changed.connect(self.use_own_calibration)
        self.cases.changed.connect(self._refresh)
        self.cases.changed.connect(self._show_cameras)
        self.cases.changed.connect(lambda: self.verdict.detectors.show_panel(self.cases.detectors))
        self.cases.clip_queue.changed.connect(self._refresh)
        self.batch.clip_wanted.connect(self.open)
        self.cases.closed.connect(self._close_clip)
        self.cases.opened.connect(self.case.show_first)
        self.case.clips.wanted.connect(lambda path, stored: self.open(path, stored=stored))
        self.run.kept.connect(self.cases.take)
        self.run.ended.connect(self._run_ended)
        self.run.warned.connect(self.failures.show)
        self.run.glanced.connect(self.verdict.show_first_look)
        self.dense_range.wanted.connect(self._analyse_by)
        session.started.connect(self._mark_examined)
        session.stage.connect(self.progress.show_stage)
        session.track_found.connect(lambda _: self._refresh())
        session.corrected.connect(self._refresh)

    def open(
        self,
        path: Path,
        again: bool = False,
        stored: int = 0,
        stream: int | None = None,
        settings: AnalysisSettings | None = None,
    ) -> None:
        """Show and analyse a clip, or open a case; work on another clip is dropped.

        Args:
            again: analyse even if the open case holds the analysis.
            stored: number of an analysis of the open case to show instead.
            stream: index of the video stream; None for the default one.
            settings: of the analysis; None for the defaults.
        """
        if path.suffix == CASE_SUFFIX:
            self.cases.files.open(path)
            return
        logger.info("Opened %s", path)
        self._first_frame = 0
        shown, self._before = self.session, None
        if shown.path is not None and len(shown.times) and shown.path != path:
            self._before = shown.path, shown.frame
        self._source = (again, stored, settings)
        self.explainer.forget()
        self.run.drop()
        self.session.open(path)
        self.pages.setCurrentWidget(self.examine)
        self.setWindowTitle(tr("{clip} – Deepfake forensics").format(clip=path.name))
        self.player.open(path, stream)
        self.progress.show_stage(mark("Reading the clip"), 0, 0)
        self._refresh()

    def _start(self, index: FrameIndex) -> None:
        """Analyse the clip, which can be played, with the same index."""
        assert self.session.path is not None
        self.host.lease.know(self.session.path, index)
        self.cases.memory.opened(self.session.path)
        again, stored, settings = self._source
        self.session.go_to(self._first_frame)
        self._first_frame = 0
        self.progress.show_stage(mark("Loading the detector …"), 0, 0)
        self._started = time.monotonic()
        self.run.start(self.session.path, again, stored or None, settings)
        self._refresh()

    def _run_ended(self, error: EngineError | None) -> None:
        self.commands.by_name["pause_analysis"].setChecked(False)
        self._refresh()
        if not self.session.finished:
            self.verdict.stopped()
        if error is not None:
            self._clip_failed(error)

    def _clip_failed(self, error: EngineError) -> None:
        """Report a failure once; return from a clip that cannot be shown to the one before."""
        if not len(self.session.times):
            before, self._before = self._before, None
            self._close_clip()
            if before is not None:
                self._return_to(*before)
        self.failures.show(error)
        self._refresh()

    def _return_to(self, path: Path, frame: int) -> None:
        self.open(path)
        self._first_frame = frame

    def _show_recent(self) -> None:
        memory = self.cases.memory
        self.welcome.show_recent(memory.recent_clips, memory.recent)

    def _close_clip(self) -> None:
        self.run.drop()
        self.player.close_clip()
        self._show_recent()
        self.pages.setCurrentWidget(self.welcome)
        self.setWindowTitle(tr("Deepfake forensics"))
        self.session.close()
        self._refresh()

    def show_clip_page(self) -> None:
        """Show the open clip, or the start page without one."""
        clip = self.session.path is not None
        self.pages.setCurrentWidget(self.examine if clip else self.welcome)

    def _show_cameras(self) -> None:
        view = self.cases.view
        cameras = view.state.fingerprints if view is not None else {}
        self.evidence.camera.show_cameras(cameras, self.cases.writable)

    def _refresh(self) -> None:
        clip = self.session.path is not None
        reading = clip and not len(self.session.times)
        running = self.run.running or reading
        allowed = {
            "": True,
            "clip": clip,
            "result": clip and self.session.analysis.started is not None and not running,
            "running": running,
            "idle": clip and not running,
            "local": self.host.local is not None,
            **self.cases.allowed(),
            **self.batch.allowed(),
        }
        self.commands.by_name["undo"].setText(self.cases.undo_text())
        self.commands.by_name["redo"].setText(self.cases.redo_text())
        lacking = (
            tr("An analysis is running. Stop it or wait.") if clip else tr("Open a clip first.")
        )
        self.commands.allow(allowed, {} if allowed["idle"] else {"idle": lacking})
        self.cases.clip_queue.hold(running)
        self.progress.setVisible(running)

    def open_clip(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Open clip"), "", tr(CLIP_FILES))
        if path:
            self.open(Path(path))

    def choose_stream(self) -> None:
        """Open another video stream of the current clip."""
        stream = ask_stream(self, self.session.analysis.clip.examination)
        if stream is not None and self.session.path is not None:
            self.open(self.session.path, stream=stream)

    def open_manipulated_sample(self) -> None:
        self.open(resource("sample/manipulated.mp4"))

    def open_pristine_sample(self) -> None:
        self.open(resource("sample/pristine.mp4"))

    def analyse_with_settings(self) -> None:
        """Ask for settings, then analyse the open clip by them."""
        session, started = self.session, self.session.analysis.started
        settings = session.analysis.settings if started is not None else AnalysisSettings()
        dialog = AnalysisSettingsDialog(self, session.times, settings)
        dialog.accepted.connect(lambda: self._analyse_by(dialog.settings or settings))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def analyse_again(self) -> None:
        if self.session.path is not None:
            self.open(self.session.path, again=True)

    def _analyse_by(self, settings: AnalysisSettings) -> None:
        """Analyse the open clip with other settings; stored analyses are kept."""
        path, started = self.session.path, self.session.analysis.started
        if path is not None:
            stream = started.clip.stream if started is not None else None
            self.open(path, again=True, stream=stream, settings=settings)

    def _mark_examined(self) -> None:
        """Mark the analysed range and go to its start."""
        settings = self.session.analysis.settings
        if not settings.whole:
            part = settings.part_of(self.session.times)
            self.player.transport.set_range(part.start, part.stop - 1)
            self.session.go_to(part.start)

    def pause_analysis(self, on: bool) -> None:
        """Pause the analysis, or resume it."""
        self.run.pause(on)
        self.commands.by_name["pause_analysis"].setIconText(tr("Resume") if on else tr("Pause"))
        if on:
            self.progress.text.setText(tr("Paused"))

    def cancel_analysis(self) -> None:
        if not len(self.session.times):
            self._close_clip()
            return
        self.run.cancel()
        self.progress.text.setText(tr("Stopping …"))

    def step_back(self) -> None:
        self.player.step(-1)

    def step_forward(self) -> None:
        self.player.step(1)

    def jump_back(self) -> None:
        self._jump(-1.0)

    def jump_forward(self) -> None:
        self._jump(1.0)

    def _jump(self, seconds: float) -> None:
        if len(self.session.times):
            self.player.pause()
            self.session.go_to_time(float(self.session.times[self.session.frame]) + seconds)

    def _go_to_face(self, track: int, frame: int) -> None:
        self.player.pause()
        self.session.select(track)
        self.session.go_to(frame)

    def use_own_calibration(self) -> None:
        self.calibrations.use(None)

    def show_tour(self) -> None:
        """Start the tour; without a judged clip, on the sample once it is judged."""
        if self.session.finished:
            Tour(self, stops_of(self)).start()
            return
        once = Qt.ConnectionType.SingleShotConnection
        self.session.clip_judged.connect(self.show_tour, once)
        if self.session.path is None:
            self.open_manipulated_sample()

    def show_palette(self) -> None:
        CommandPalette(self, self.commands.everything()).show_over(self)

    def change_shortcuts(self) -> None:
        dialog = ShortcutDialog(self, self.commands.keys())
        dialog.chosen.connect(self.commands.set_keys)
        dialog.open()

    def show_preferences(self) -> None:
        PreferencesDialog(self, self.preferences, self.theme).open()

    def show_about(self) -> None:
        show_about(self, self.failures.show)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # The window's own drags are for other programs.
        if event.mimeData().hasUrls() and event.source() is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.batch.take([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            QTimer.singleShot(50, self, self._complete)

    def _may_close(self) -> bool:
        """Ask if work would have to be repeated."""
        waiting, lost = self.cases.clip_queue.waiting, []
        if self.run.running and time.monotonic() - self._started > _LONG:
            lost.append(tr("The running analysis will start again next time."))
        if waiting:
            lost.append(tr("%n waiting clip(s) will not be analysed.", "", waiting))
        if not lost:
            return True
        buttons = QMessageBox.StandardButton
        chosen = QMessageBox.question(
            self, tr("Quit"), "\n".join(lost), buttons.Close | buttons.Cancel, buttons.Cancel
        )
        return chosen == buttons.Close

    def _complete(self) -> None:
        """Create plots after the window is drawn, because pyqtgraph is slow to import."""
        _ = self.scatter.view, self.evidence.sizes.plot
        self.player.second.look_for_plugins()
        self.complete.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self.preferences.set(_GEOMETRY, self.saveGeometry())
        self.examine.keep()
        self.run.drop()
        self.calibrations.cancel()
        self.training.stop()
        self.case.clips.stop()
        self.batch.page.thumbnails.stop()
        self.cases.clip_queue.clear()
        self.player.wait()
        self.host.close()
        super().closeEvent(event)
