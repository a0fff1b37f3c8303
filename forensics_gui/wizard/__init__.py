"""The training window."""
