"""Reproduction of the paper's tables and figures on the available data."""
