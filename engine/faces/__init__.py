"""Faces in pictures: detection, tracks through time, aligned crops, quality."""
