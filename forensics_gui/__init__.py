"""The Qt application; everything it shows comes from `engine`, called off the GUI thread."""
