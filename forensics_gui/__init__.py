"""The Qt application; `engine` does the analysis, called off the GUI thread."""
