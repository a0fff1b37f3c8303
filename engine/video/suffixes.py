"""Endings of file names that are taken for clips where a whole folder is read."""

CLIPS = frozenset({".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".ts"})
