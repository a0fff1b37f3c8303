"""The guide for analysts, with context-sensitive help."""
