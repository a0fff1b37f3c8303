"""Score curves over time."""
