"""Calibrating the detector for one source of clips."""
