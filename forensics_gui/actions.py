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
    Action("faces_alike", "&Analysis", "&What is this face like? …", "Ctrl+Shift+F",
           "The known faces, and those of the clip, that are most like the selected face",
           "result", does="scatter.explain_current"),
    Action("lasso_faces", "&Analysis", "&Lasso", "Ctrl+Shift+L",
           "Dragging in the embedding selects faces; without it, Shift and dragging does",
           "result", does="scatter.switch_lasso", checkable=True),
    Action("fit_scatter", "&Analysis", "&Fit", "Ctrl+Shift+0",
           "Show all points of the embedding", "result", does="scatter.fit"),
    Action("play_or_pause", "&Playback", "&Play or pause", "Space",
           "Play or pause the clip", "clip", does="player.toggle"),
    Action("play_backwards", "&Playback", "Play bac&kwards", "J",
           "Play backwards; again: twice as fast", "clip", does="player.transport.backwards"),
    Action("pause", "&Playback", "Pa&use", "K", "Stop playing", "clip", does="player.pause"),
    Action("play_forwards", "&Playback", "Play for&wards", "L",
           "Play forwards; again: twice as fast", "clip", does="player.transport.forwards"),
    Action("step_back", "&Playback", "Step &back", "Left", "Go back one frame", "clip"),
    Action("step_forward", "&Playback", "Step &forward", "Right", "Go on one frame", "clip"),
    Action("jump_back", "&Playback", "Second b&ack", "Shift+Left", "Go back one second", "clip"),
    Action("jump_forward", "&Playback", "Second f&orward", "Shift+Right",
           "Go on one second", "clip"),
    Action("go_first", "&Playback", "First frame", "Home", "Go to the first frame", "clip",
           does="player.go_first"),
    Action("go_last", "&Playback", "Last frame", "End", "Go to the last frame", "clip",
           does="player.go_last"),
    Action("go_to", "&Playback", "&Go to …", "Ctrl+G",
           "Go to a frame, a time or a PTS", "clip", does="player.ask_where"),
    Action("slower", "&Playback", "&Slower", "[", "Play slower", "clip",
           does="player.transport.slower"),
    Action("faster", "&Playback", "Fas&ter", "]", "Play faster", "clip",
           does="player.transport.faster"),
    Action("normal_speed", "&Playback", "&Normal speed", "Backspace",
           "Play at the clip's own speed", "clip", does="player.transport.normal_speed"),
    Action("mark_in", "&Playback", "Mark &in", "I", "The range begins with this frame", "clip",
           does="player.transport.set_in"),
    Action("mark_out", "&Playback", "&Mark out", "O", "The range ends with this frame", "clip",
           does="player.transport.set_out"),
    Action("play_range", "&Playback", "Play &range", "Shift+Space",
           "Play from mark in to mark out", "clip", does="player.transport.play_range"),
    Action("toggle_loop", "&Playback", "&Loop", "Shift+L",
           "Start over at the end of the range, or of the clip where none is marked", "clip",
           does="player.transport.set_loop", checkable=True),
    Action("clear_range", "&Playback", "&Clear range", "Shift+X", "Take the marks away", "clip",
           does="player.transport.clear_range"),
    Action("zoom_fit", "&View", "&Fit", "Ctrl+0", "Show the whole picture", "clip",
           does="player.viewport.fit"),
    Action("zoom_pixels", "&View", "&Pixel for pixel", "Z",
           "Show each pixel of the clip as one of the screen", "clip", does="player.zoom_pixels"),
    Action("zoom_in", "&View", "Zoom &in", "+", "Show the picture larger, up to 16 times", "clip",
           does="player.zoom_in"),
    Action("zoom_out", "&View", "Zoom &out", "-", "Show the picture smaller", "clip",
           does="player.zoom_out"),
    Action("look_left", "&View", "Look left", "Ctrl+Left",
           "Show what lies left of the part seen", "clip", does="player.canvas.nudge",
           given="left"),
    Action("look_right", "&View", "Look right", "Ctrl+Right",
           "Show what lies right of the part seen", "clip", does="player.canvas.nudge",
           given="right"),
    Action("look_up", "&View", "Look up", "Ctrl+Up",
           "Show what lies above the part seen", "clip", does="player.canvas.nudge", given="up"),
    Action("look_down", "&View", "Look down", "Ctrl+Down",
           "Show what lies below the part seen", "clip", does="player.canvas.nudge",
           given="down"),
    Action("toggle_boxes", "&View", "&Boxes", "B",
           "A box around each face, coloured by its score", "clip",
           does="player.overlays.switch", checkable=True, given="boxes"),
    Action("toggle_labels", "&View", "&Labels", "N",
           "Track number, score and detection probability at each box", "clip",
           does="player.overlays.switch", checkable=True, given="labels"),
    Action("toggle_landmarks", "&View", "Land&marks", "M",
           "Eyes, nose and corners of the mouth of each face", "clip",
           does="player.overlays.switch", checkable=True, given="landmarks"),
    Action("toggle_interpolated", "&View", "In&terpolated faces", "T",
           "Dashed boxes where a face was not looked for, but put between two that were", "clip",
           does="player.overlays.switch", checkable=True, given="interpolated"),
    Action("toggle_heat", "&View", "&Grad-CAM", "G",
           "Show where the selected face's score comes from", "clip",
           does="player.overlays.switch", checkable=True, given="heat"),
    Action("second_none", "&View", "One picture", "Alt+0",
           "Close the second picture", "clip", does="player.second.choose_none"),
    Action("second_original", "&View", "Beside: original", "Alt+1",
           "The picture without overlays beside it", "clip",
           does="player.second.choose", given="original"),
    Action("second_heat", "&View", "Beside: Grad-CAM", "Alt+2",
           "Where the selected face's score comes from, beside the picture", "clip",
           does="player.second.choose", given="heat"),
    Action("second_error_level", "&View", "Beside: error level", "Alt+3",
           "What saving as JPEG again would change, beside the picture", "clip",
           does="player.second.choose", given="error_level"),
    Action("second_noise_residual", "&View", "Beside: noise residual", "Alt+4",
           "Noise and finest detail, beside the picture", "clip",
           does="player.second.choose", given="noise_residual"),
    Action("second_motion", "&View", "Beside: difference to previous frame", "Alt+5",
           "What changed since the frame before, beside the picture", "clip",
           does="player.second.choose", given="motion"),
    Action("second_clip", "&View", "Beside: another clip …", "Alt+6",
           "Another clip in step with this one", "clip", does="player.second.ask_other"),
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
