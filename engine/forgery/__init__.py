"""Labelled manipulations made from real faces, for samples, tests and training."""
