"""Headless engine of the forensics tool: clip -> tracks -> embeddings -> verdict -> report."""

__version__ = "0.1.0"
