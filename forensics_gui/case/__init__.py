"""The case: its clips, notes, bookmarks and log."""
