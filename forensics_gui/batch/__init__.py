"""All clips of the case in one table: what waits, what was found, what failed."""
