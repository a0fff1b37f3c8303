"""The Faces panel."""
