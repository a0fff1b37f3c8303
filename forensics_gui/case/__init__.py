"""The case in the window: clips, notes, bookmarks and log."""
