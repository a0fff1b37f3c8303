"""Embedders: map face crops to points in a metric space."""
