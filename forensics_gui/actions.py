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
            verdict; "running" needs a running analysis; "local" a local calibration in use.
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
    Action("export_pdf", "&File", "Export &PDF report …", "Ctrl+P",
           "Write a report for readers", "result", True),
    Action("export_json", "&File", "Export &JSON …", "Ctrl+J",
           "Write all numbers for other programs", "result", True),
    Action("close", "&File", "&Quit", "Ctrl+Q", "Close the window"),
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
    Action("show_palette", "&View", "&Command palette …", "Ctrl+K",
           "Search for anything that the program can do"),
    Action("usual_layout", "&View", "&Usual arrangement", "",
           "Put every panel back to its first place", does="layout_.show_usual"),
    Action("theme_system", "&View", "Look: as the &system", "",
           "Light or dark, as the system is set", does="theme.use_system"),
    Action("theme_light", "&View", "Look: &light", "",
           "Dark words on light", does="theme.use_light"),
    Action("theme_dark", "&View", "Look: &dark", "",
           "Light words on dark", does="theme.use_dark"),
    Action("calibrate_locally", "&Tools", "&Calibrate on known-pristine clips …", "",
           "Measure false alarms on clips of one source and calibrate the detector for them",
           does="calibrations.choose_folder"),
    Action("use_local_calibration", "&Tools", "&Use a local calibration …", "",
           "Judge the next clips by a stored local calibration", does="calibrations.choose_file"),
    Action("use_own_calibration", "&Tools", "Use the &detector's own calibration", "",
           "Judge the next clips without a local calibration", "local"),
    Action("change_shortcuts", "&Tools", "&Keyboard shortcuts …", "",
           "See and change the keys of every action"),
    Action("show_guide", "&Help", "&Guide", "F1",
           "Open the guide at the panel in use", does="guide.show_here"),
    Action("show_tour", "&Help", "&Tour", "", "Walk over the panels of the window"),
    Action("show_keys", "&Help", "&Keys", "", "List the keys of every action",
           does="guide.show_keys"),
    Action("show_card", "&Help", "About the &detector", "", "Show the detector's model card"),
    Action("show_about", "&Help", "&About", "", "Show version and licence"),
)  # fmt: skip
