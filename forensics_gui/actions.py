"""What a user can do: one table, shared by menus, toolbar, buttons and shortcuts."""

from __future__ import annotations

from dataclasses import dataclass

from forensics_gui.language import mark, tr


@dataclass(frozen=True)
class Action:
    """One thing a user can do.

    Attributes:
        name: unique, and stable: what a user's own shortcuts are kept under.
        menu: the menu it is found in.
        text: as shown, with its mnemonic; like all texts here as marked, in English.
        shortcut: keys, "" for none.
        tip: one line that says what it does.
        needs: "" always possible; "clip" needs an open clip; "result" needs tracks or a
            verdict; "running" needs a running analysis; "local" a local calibration in use;
            "case" an open case; "writable" one that may be written to; "kept" one that the
            clip on screen is kept in; "track" a selected face of a finished analysis there;
            "undo" and "redo" an act to be turned.
        toolbar: also shown as a button under the menu.
        does: dotted path from `MainWindow` to what does it, such as "player.toggle"; the
            window's method of that name if "".
        checkable: it is switched on and off; what does it is told the new state.
        given: what does it is told this first, "" for nothing.
    """

    name: str
    menu: str
    text: str
    shortcut: str
    tip: str
    needs: str = ""
    toolbar: bool = False
    does: str = ""
    checkable: bool = False
    given: str = ""


#: Titles of the menus, from left to right.
FILE = mark("&File")
EDIT = mark("&Edit")
CASE = mark("&Case")
FACES = mark("Fa&ces")
ANALYSIS = mark("&Analysis")
PLAYBACK = mark("&Playback")
VIEW = mark("&View")
TIMELINE = mark("Ti&meline")
TOOLS = mark("&Tools")
HELP = mark("&Help")

ACTIONS = (
    Action("open_clip", FILE, mark("&Open clip …"), "Ctrl+O", mark("Open a video and analyse it"),
           toolbar=True),
    Action("queue_folder", FILE, mark("Analyse a &folder …"), "Ctrl+Alt+O",
           mark("Analyse all clips of a folder into the case, one after the other")),
    Action("open_manipulated_sample", FILE, mark("Open &manipulated sample"), "Ctrl+1",
           mark("Analyse the manipulated sample that comes with the program")),
    Action("open_pristine_sample", FILE, mark("Open &pristine sample"), "Ctrl+2",
           mark("Analyse the pristine sample that comes with the program")),
    Action("new_case", FILE, mark("&New case …"), "Ctrl+N",
           mark("Begin a case that many clips can be kept in"), does="cases.files.new"),
    Action("open_case", FILE, mark("Open &case …"), "Ctrl+Shift+O", mark("Go on with a case"),
           does="cases.files.choose"),
    Action("save_case_as", FILE, mark("&Save case as …"), "Ctrl+Shift+S",
           mark("Keep the case under another name, and go on there"), "case",
           does="cases.files.save_as"),
    Action("close_case", FILE, mark("C&lose case"), "Ctrl+W",
           mark("Close the case, and the clip with it"), "case", does="cases.files.close"),
    Action("export_pdf", FILE, mark("Export &PDF report …"), "Ctrl+P",
           mark("Write a report for readers"), "result", True, "exports.pdf"),
    Action("export_json", FILE, mark("Export &JSON …"), "Ctrl+J",
           mark("Write all numbers for other programs"), "result", True, "exports.json"),
    Action("export_csv", FILE, mark("Export &table of frames …"), "",
           mark("Write every frame of every face with its scores"), "result", does="exports.csv"),
    Action("export_package", FILE, mark("Export &evidence package …"), "Ctrl+Shift+J",
           mark("Write report, numbers, key frames and log in one file that can be verified"),
           "result", does="exports.package"),
    Action("laboratory_template", FILE, mark("La&boratory's template …"), "",
           mark("Choose the folder with the name, logo and texts that reports bear"),
           does="exports.choose_laboratory"),
    Action("sign_reports", FILE, mark("Si&gn reports …"), "",
           mark("Choose the key and the time-stamp server that reports are signed with"),
           does="exports.signing.choose"),
    Action("close", FILE, mark("&Quit"), "Ctrl+Q", mark("Close the window")),
    Action("undo", EDIT, mark("&Undo"), "Ctrl+Z",
           mark("Take back the last change to the case; the log keeps it"), "undo",
           does="cases.undo"),
    Action("redo", EDIT, mark("&Redo"), "Ctrl+Shift+Z", mark("Do again what was undone last"),
           "redo", does="cases.redo"),
    Action("add_bookmark", CASE, mark("Add &bookmark"), "Ctrl+B",
           mark("Keep the frame on screen with its picture"), "kept", does="cases.bookmark"),
    Action("bookmark_with_words", CASE, mark("Bookmark with &words …"), "Ctrl+Alt+B",
           mark("Keep the frame on screen with its picture and a note"), "kept",
           does="case.remarks.bookmark"),
    Action("next_remark", CASE, mark("Ne&xt note or bookmark"), ".",
           mark("Go to the next note or bookmark on the clip"), "clip",
           does="timeline.next_remark"),
    Action("previous_remark", CASE, mark("P&revious note or bookmark"), ",",
           mark("Go to the note or bookmark before on the clip"), "clip",
           does="timeline.previous_remark"),
    Action("worst_clip", CASE, mark("Most suspicious cl&ip"), "Ctrl+Shift+P",
           mark("Show the clip of the case that speaks most for manipulation"), "case",
           does="case.clips.show_most_suspicious"),
    Action("note_moment", CASE, mark("Note on this &frame …"), "Ctrl+Shift+B",
           mark("Note something on the frame on screen"), "kept",
           does="case.remarks.add_to_moment"),
    Action("note_track", CASE, mark("Note on the f&ace …"), "",
           mark("Note something on the selected face"), "kept", does="case.remarks.add_to_track"),
    Action("note_clip", CASE, mark("Note on the c&lip …"), "", mark("Note something on the clip"),
           "kept", does="case.remarks.add_to_clip"),
    Action("note_case", CASE, mark("Note on the &case …"), "",
           mark("Note something on the case as a whole"), "writable",
           does="case.remarks.add_to_case"),
    Action("describe_case", CASE, mark("&Title and laboratory …"), "",
           mark("Say what the case is about"), "writable", does="cases.files.describe"),
    Action("change_analyst", CASE, mark("&Analyst's name …"), "",
           mark("Your name, which the log puts beside each act"),
           does="cases.files.change_analyst"),
    Action("show_log", CASE, mark("Case &log …"), "Ctrl+L",
           mark("Who did what and when; checked whether anything was altered"), "case",
           does="case.show_log"),
    Action("rename_track", FACES, mark("&Rename …"), "F2", mark("Give the selected face a name"),
           "track", does="corrector.rename"),
    Action("exclude_track", FACES, mark("&Exclude …"), "X",
           mark("Let the verdict not rest on the selected face, with a reason"), "track",
           does="corrector.exclude"),
    Action("exclude_frames", FACES, mark("Exclude &frames …"), "Ctrl+Shift+X",
           mark("Let the verdict not rest on some frames of the selected face"), "track",
           does="corrector.exclude_frames"),
    Action("merge_track", FACES, mark("&Merge with …"), "Ctrl+M",
           mark("Say that another track shows the same face"), "track", does="corrector.merge"),
    Action("split_track", FACES, mark("&Split at this frame"), "S",
           mark("Say that from this frame on it is another face"), "track", does="corrector.split"),
    Action("restore_track", FACES, mark("Res&tore"), "",
           mark("Let the selected face and all its frames count again"), "track",
           does="corrector.restore"),
    Action("cancel_analysis", ANALYSIS, mark("&Cancel"), "Esc",
           mark("Stop the running analysis; what was found is kept"), "running", True),
    Action("analyse_again", ANALYSIS, mark("&Analyse again"), "F5",
           mark("Analyse the open clip once more"), "clip"),
    Action("most_suspicious", ANALYSIS, mark("Most suspicious &moment"), "P",
           mark("Go to the face that speaks most for manipulation; again: to the next"), "result",
           does="verdict.reasons.go_to_suspicious"),
    Action("faces_alike", ANALYSIS, mark("&What is this face like? …"), "Ctrl+Shift+F",
           mark("The known faces, and those of the clip, that are most like the selected face"),
           "result", does="scatter.explain_current"),
    Action("lasso_faces", ANALYSIS, mark("&Lasso"), "Ctrl+Shift+L",
           mark("Dragging in the embedding selects faces; without it, Shift and dragging does"),
           "result", does="scatter.switch_lasso", checkable=True),
    Action("fit_scatter", ANALYSIS, mark("&Fit"), "Ctrl+Shift+0",
           mark("Show all points of the embedding"), "result", does="scatter.fit"),
    Action("play_or_pause", PLAYBACK, mark("&Play or pause"), "Space",
           mark("Play or pause the clip"), "clip", does="player.toggle"),
    Action("play_backwards", PLAYBACK, mark("Play bac&kwards"), "J",
           mark("Play backwards; again: twice as fast"), "clip", does="player.transport.backwards"),
    Action("pause", PLAYBACK, mark("Pa&use"), "K", mark("Stop playing"), "clip",
           does="player.pause"),
    Action("play_forwards", PLAYBACK, mark("Play for&wards"), "L",
           mark("Play forwards; again: twice as fast"), "clip", does="player.transport.forwards"),
    Action("step_back", PLAYBACK, mark("Step &back"), "Left", mark("Go back one frame"), "clip"),
    Action("step_forward", PLAYBACK, mark("Step &forward"), "Right", mark("Go on one frame"),
           "clip"),
    Action("jump_back", PLAYBACK, mark("Second b&ack"), "Shift+Left", mark("Go back one second"),
           "clip"),
    Action("jump_forward", PLAYBACK, mark("Second f&orward"), "Shift+Right",
           mark("Go on one second"), "clip"),
    Action("go_first", PLAYBACK, mark("First frame"), "Home", mark("Go to the first frame"), "clip",
           does="player.go_first"),
    Action("go_last", PLAYBACK, mark("Last frame"), "End", mark("Go to the last frame"), "clip",
           does="player.go_last"),
    Action("go_to", PLAYBACK, mark("&Go to …"), "Ctrl+G", mark("Go to a frame, a time or a PTS"),
           "clip", does="player.ask_where"),
    Action("slower", PLAYBACK, mark("&Slower"), "[", mark("Play slower"), "clip",
           does="player.transport.slower"),
    Action("faster", PLAYBACK, mark("Fas&ter"), "]", mark("Play faster"), "clip",
           does="player.transport.faster"),
    Action("normal_speed", PLAYBACK, mark("&Normal speed"), "Backspace",
           mark("Play at the clip's own speed"), "clip", does="player.transport.normal_speed"),
    Action("toggle_sound", PLAYBACK, mark("So&und"), "Shift+S",
           mark("Play the clip's sound, where it is played forwards at its own speed"),
           "clip", does="player.speaker.switch", checkable=True),
    Action("mark_in", PLAYBACK, mark("Mark &in"), "I", mark("The range begins with this frame"),
           "clip", does="player.transport.set_in"),
    Action("mark_out", PLAYBACK, mark("&Mark out"), "O", mark("The range ends with this frame"),
           "clip", does="player.transport.set_out"),
    Action("play_range", PLAYBACK, mark("Play &range"), "Shift+Space",
           mark("Play from mark in to mark out"), "clip", does="player.transport.play_range"),
    Action("toggle_loop", PLAYBACK, mark("&Loop"), "Shift+L",
           mark("Start over at the end of the range, or of the clip where none is marked"), "clip",
           does="player.transport.set_loop", checkable=True),
    Action("clear_range", PLAYBACK, mark("&Clear range"), "Shift+X", mark("Take the marks away"),
           "clip", does="player.transport.clear_range"),
    Action("zoom_fit", VIEW, mark("&Fit"), "Ctrl+0", mark("Show the whole picture"), "clip",
           does="player.viewport.fit"),
    Action("zoom_pixels", VIEW, mark("&Pixel for pixel"), "Z",
           mark("Show each pixel of the clip as one of the screen"), "clip",
           does="player.zoom_pixels"),
    Action("zoom_in", VIEW, mark("Zoom &in"), "+", mark("Show the picture larger, up to 16 times"),
           "clip", does="player.zoom_in"),
    Action("zoom_out", VIEW, mark("Zoom &out"), "-", mark("Show the picture smaller"), "clip",
           does="player.zoom_out"),
    Action("look_left", VIEW, mark("Look left"), "Ctrl+Left",
           mark("Show what lies left of the part seen"), "clip", does="player.canvas.nudge",
           given="left"),
    Action("look_right", VIEW, mark("Look right"), "Ctrl+Right",
           mark("Show what lies right of the part seen"), "clip", does="player.canvas.nudge",
           given="right"),
    Action("look_up", VIEW, mark("Look up"), "Ctrl+Up", mark("Show what lies above the part seen"),
           "clip", does="player.canvas.nudge", given="up"),
    Action("look_down", VIEW, mark("Look down"), "Ctrl+Down",
           mark("Show what lies below the part seen"), "clip", does="player.canvas.nudge",
           given="down"),
    Action("toggle_boxes", VIEW, mark("&Boxes"), "B",
           mark("A box around each face, coloured by its score"), "clip",
           does="player.overlays.switch", checkable=True, given="boxes"),
    Action("toggle_labels", VIEW, mark("&Labels"), "N",
           mark("Track number, score and detection probability at each box"), "clip",
           does="player.overlays.switch", checkable=True, given="labels"),
    Action("toggle_landmarks", VIEW, mark("Land&marks"), "M",
           mark("Eyes, nose and corners of the mouth of each face"), "clip",
           does="player.overlays.switch", checkable=True, given="landmarks"),
    Action("toggle_interpolated", VIEW, mark("In&terpolated faces"), "T",
           mark("Dashed boxes where a face was not looked for, but put between two that were"),
           "clip", does="player.overlays.switch", checkable=True, given="interpolated"),
    Action("toggle_heat", VIEW, mark("&Grad-CAM"), "G",
           mark("Show where the selected face's score comes from"), "clip",
           does="player.overlays.switch", checkable=True, given="heat"),
    Action("second_none", VIEW, mark("One picture"), "Alt+0", mark("Close the second picture"),
           "clip", does="player.second.choose_none"),
    Action("second_original", VIEW, mark("Beside: original"), "Alt+1",
           mark("The picture without overlays beside it"), "clip", does="player.second.choose",
           given="original"),
    Action("second_heat", VIEW, mark("Beside: Grad-CAM"), "Alt+2",
           mark("Where the selected face's score comes from, beside the picture"), "clip",
           does="player.second.choose", given="heat"),
    Action("second_error_level", VIEW, mark("Beside: error level"), "Alt+3",
           mark("What saving as JPEG again would change, beside the picture"), "clip",
           does="player.second.choose", given="error_level"),
    Action("second_noise_residual", VIEW, mark("Beside: noise residual"), "Alt+4",
           mark("Noise and finest detail, beside the picture"), "clip", does="player.second.choose",
           given="noise_residual"),
    Action("second_motion", VIEW, mark("Beside: difference to previous frame"), "Alt+5",
           mark("What changed since the frame before, beside the picture"), "clip",
           does="player.second.choose", given="motion"),
    Action("second_held", VIEW, mark("Beside: this frame, held"), "Alt+7",
           mark("Keep this frame beside while the first picture goes on"), "clip",
           does="player.second.choose", given="held"),
    Action("second_clip", VIEW, mark("Beside: another clip …"), "Alt+6",
           mark("Another clip in step with this one"), "clip", does="player.second.ask_other"),
    Action("next_panel", VIEW, mark("Next panel"), "F6",
           mark("Give the keyboard to the next panel"), does="layout_.focus_next"),
    Action("previous_panel", VIEW, mark("Previous panel"), "Shift+F6",
           mark("Give the keyboard to the panel before"), does="layout_.focus_previous"),
    Action("show_palette", VIEW, mark("&Command palette …"), "Ctrl+K",
           mark("Search for anything that the program can do")),
    Action("usual_layout", VIEW, mark("&Usual arrangement"), "",
           mark("Put every panel back to its first place"), does="layout_.show_usual"),
    Action("theme_system", VIEW, mark("Look: as the &system"), "",
           mark("Light or dark, as the system is set"), does="theme.use_system"),
    Action("theme_light", VIEW, mark("Look: &light"), "", mark("Dark words on light"),
           does="theme.use_light"),
    Action("theme_dark", VIEW, mark("Look: &dark"), "", mark("Light words on dark"),
           does="theme.use_dark"),
    Action("timeline_fit", TIMELINE, mark("&Whole clip"), "Shift+F",
           mark("Show the whole clip along the timeline"), "clip", does="timeline.fit"),
    Action("timeline_fit_range", TIMELINE, mark("&Range"), "Shift+R",
           mark("Show the range between mark in and mark out along the timeline"), "clip",
           does="timeline.fit_range"),
    Action("timeline_in", TIMELINE, mark("Zoom &in"), "Ctrl++",
           mark("Show less of the clip along the timeline, around the frame on screen"), "clip",
           does="timeline.zoom_in"),
    Action("timeline_out", TIMELINE, mark("Zoom &out"), "Ctrl+-",
           mark("Show more of the clip along the timeline"), "clip", does="timeline.zoom_out"),
    Action("previous_face", TIMELINE, mark("&Previous face"), "Ctrl+PgUp",
           mark("Select the face of the lane above"), "clip", does="timeline.select_previous"),
    Action("next_face", TIMELINE, mark("&Next face"), "Ctrl+PgDown",
           mark("Select the face of the next lane"), "clip", does="timeline.select_next"),
    Action("calibrate_locally", TOOLS, mark("&Calibrate on known-pristine clips …"), "",
           mark("Measure false alarms on clips of one source and calibrate the detector for them"),
           does="calibrations.choose_folder"),
    Action("use_local_calibration", TOOLS, mark("&Use a local calibration …"), "",
           mark("Judge the next clips by a stored local calibration"),
           does="calibrations.choose_file"),
    Action("use_own_calibration", TOOLS, mark("Use the &detector's own calibration"), "",
           mark("Judge the next clips without a local calibration"), "local"),
    Action("train_detector", TOOLS, mark("&Train a detector …"), "Ctrl+T",
           mark("Make the detector better with labelled clips of your own, or go on with that"),
           does="training.start"),
    Action("show_detectors", TOOLS, mark("&Detectors …"), "Ctrl+Shift+D",
           mark("See, compare and choose detectors, bring some in and give some away"),
           does="detectors.show"),
    Action("show_preferences", TOOLS, mark("&Preferences …"), "Ctrl+,",
           mark("Language, size of text and look")),
    Action("change_shortcuts", TOOLS, mark("&Keyboard shortcuts …"), "",
           mark("See and change the keys of every action")),
    Action("show_guide", HELP, mark("&Guide"), "F1", mark("Open the guide at the panel in use"),
           does="guide.show_here"),
    Action("show_tour", HELP, mark("&Tour"), "", mark("Walk over the panels of the window")),
    Action("show_keys", HELP, mark("&Keys"), "", mark("List the keys of every action"),
           does="guide.show_keys"),
    Action("show_card", HELP, mark("About the &detector"), "",
           mark("Show the detector's model card"), does="detectors.show_card"),
    Action("show_about", HELP, mark("&About"), "", mark("Show version and licence")),
)  # fmt: skip


def plain(entry: Action) -> str:
    """What an action is called in running text: no mnemonic, no dots."""
    return tr(entry.text).replace("&", "").removesuffix(" …")
