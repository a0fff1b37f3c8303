"""Faces: detection, tracking, aligned crops and quality measures."""
