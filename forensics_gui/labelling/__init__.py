"""Labelling of suggested clips and faces."""
