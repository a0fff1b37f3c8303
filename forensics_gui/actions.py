"""What a user can do: one table, shared by menus, toolbar, buttons and shortcuts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """One thing a user can do.

    Attributes:
        name: unique, and stable: what a user's own shortcuts are kept under.
        menu: the menu it is found in.
        text: as shown, with its mnemonic.
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


ACTIONS = (
    Action("open_clip", "&File", "&Open clip …", "Ctrl+O",
           "Open a video and analyse it", toolbar=True),
    Action("open_manipulated_sample", "&File", "Open &manipulated sample", "Ctrl+1",
           "Analyse the manipulated sample that comes with the program"),
    Action("open_pristine_sample", "&File", "Open &pristine sample", "Ctrl+2",
           "Analyse the pristine sample that comes with the program"),
    Action("new_case", "&File", "&New case …", "Ctrl+N",
           "Begin a case that many clips can be kept in", does="cases.files.new"),
    Action("open_case", "&File", "Open &case …", "Ctrl+Shift+O",
           "Go on with a case", does="cases.files.choose"),
    Action("save_case_as", "&File", "&Save case as …", "Ctrl+Shift+S",
           "Keep the case under another name, and go on there", "case",
           does="cases.files.save_as"),
    Action("close_case", "&File", "C&lose case", "Ctrl+W",
           "Close the case, and the clip with it", "case", does="cases.files.close"),
    Action("export_pdf", "&File", "Export &PDF report …", "Ctrl+P",
           "Write a report for readers", "result", True, "exports.pdf"),
    Action("export_json", "&File", "Export &JSON …", "Ctrl+J",
           "Write all numbers for other programs", "result", True, "exports.json"),
    Action("close", "&File", "&Quit", "Ctrl+Q", "Close the window"),
    Action("undo", "&Edit", "&Undo", "Ctrl+Z",
           "Take back the last change to the case; the log keeps it", "undo", does="cases.undo"),
    Action("redo", "&Edit", "&Redo", "Ctrl+Shift+Z",
           "Do again what was undone last", "redo", does="cases.redo"),
    Action("add_bookmark", "&Case", "Add &bookmark", "Ctrl+B",
           "Keep the frame on screen with its picture", "kept", does="cases.bookmark"),
    Action("note_moment", "&Case", "Note on this &frame …", "Ctrl+Shift+B",
           "Note something on the frame on screen", "kept", does="case.remarks.add_to_moment"),
    Action("note_track", "&Case", "Note on the f&ace …", "",
           "Note something on the selected face", "kept", does="case.remarks.add_to_track"),
    Action("note_clip", "&Case", "Note on the c&lip …", "",
           "Note something on the clip", "kept", does="case.remarks.add_to_clip"),
    Action("note_case", "&Case", "Note on the &case …", "",
           "Note something on the case as a whole", "writable",
           does="case.remarks.add_to_case"),
    Action("describe_case", "&Case", "&Title and laboratory …", "",
           "Say what the case is about", "writable", does="cases.files.describe"),
    Action("change_analyst", "&Case", "&Analyst's name …", "",
           "Your name, which the log puts beside each act", does="cases.files.change_analyst"),
    Action("show_log", "&Case", "Case &log …", "Ctrl+L",
           "Who did what and when; checked whether anything was altered", "case",
           does="case.show_log"),
    Action("rename_track", "Fa&ces", "&Rename …", "F2",
           "Give the selected face a name", "track", does="corrector.rename"),
    Action("exclude_track", "Fa&ces", "&Exclude …", "X",
           "Let the verdict not rest on the selected face, with a reason", "track",
           does="corrector.exclude"),
    Action("exclude_frames", "Fa&ces", "Exclude &frames …", "Ctrl+Shift+X",
           "Let the verdict not rest on some frames of the selected face", "track",
           does="corrector.exclude_frames"),
    Action("merge_track", "Fa&ces", "&Merge with …", "Ctrl+M",
           "Say that another track shows the same face", "track", does="corrector.merge"),
    Action("split_track", "Fa&ces", "&Split at this frame", "S",
           "Say that from this frame on it is another face", "track", does="corrector.split"),
    Action("restore_track", "Fa&ces", "Res&tore", "",
           "Let the selected face and all its frames count again", "track",
           does="corrector.restore"),
    Action("cancel_analysis", "&Analysis", "&Cancel", "Esc",
           "Stop the running analysis; what was found is kept", "running", True),
    Action("analyse_again", "&Analysis", "&Analyse again", "F5",
           "Analyse the open clip once more", "clip"),
    Action("toggle_heat", "&Analysis", "&Grad-CAM overlay", "G",
           "Show where the selected face's score comes from", "clip",
           does="player.heat_box.setChecked", checkable=True),
    Action("play_or_pause", "&Playback", "&Play or pause", "Space",
           "Play or pause the clip", "clip", does="player.toggle"),
    Action("step_back", "&Playback", "Step &back", "Left", "Go back one frame", "clip"),
    Action("step_forward", "&Playback", "Step &forward", "Right", "Go on one frame", "clip"),
    Action("jump_back", "&Playback", "Second b&ack", "Shift+Left", "Go back one second", "clip"),
    Action("jump_forward", "&Playback", "Second f&orward", "Shift+Right",
           "Go on one second", "clip"),
    Action("calibrate_locally", "&Tools", "&Calibrate on known-pristine clips …", "",
           "Measure false alarms on clips of one source and calibrate the detector for them",
           does="calibrations.choose_folder"),
    Action("use_local_calibration", "&Tools", "&Use a local calibration …", "",
           "Judge the next clips by a stored local calibration", does="calibrations.choose_file"),
    Action("use_own_calibration", "&Tools", "Use the &detector's own calibration", "",
           "Judge the next clips without a local calibration", "local"),
    Action("show_card", "&Help", "About the &detector", "", "Show the detector's model card"),
    Action("show_about", "&Help", "&About", "", "Show version and licence"),
)  # fmt: skip
