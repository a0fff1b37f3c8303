"""The list of faces."""
