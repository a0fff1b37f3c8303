"""Detectors published with weights by others, imported as bundles."""
