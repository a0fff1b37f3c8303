"""The Embedding panel."""
