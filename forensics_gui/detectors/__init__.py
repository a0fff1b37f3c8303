"""Management of the user's detectors."""
