"""What a user sets for the whole program."""
