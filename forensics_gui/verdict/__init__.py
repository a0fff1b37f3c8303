"""The verdict in words and on its scale."""
