"""Case files: analyses stored as events in SQLite, with an audit log."""
