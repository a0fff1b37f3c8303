"""Detectors: classifier, calibration, reference embeddings, and bundles on disk."""
