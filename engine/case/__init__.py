"""Case files: analyses kept as their events in SQLite, under an audit log."""
