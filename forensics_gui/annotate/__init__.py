"""Drawing on a frame: shapes, the picture that takes them, and the dialog around it."""
