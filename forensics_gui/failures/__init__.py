"""Error handling of the window: log, show once, report."""
