"""The analysis pipeline, its verdict, explanations and embedding projection."""
