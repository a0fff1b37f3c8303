"""The embedding scatter."""
