"""Detector bundles on disk: format, import validation, model card and the user's store."""
