"""General-purpose widgets of the window."""
