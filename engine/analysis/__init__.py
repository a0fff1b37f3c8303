"""The pipeline from a clip to a verdict, with its explanation and its projection."""
