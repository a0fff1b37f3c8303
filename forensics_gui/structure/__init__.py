"""Structure of the file: matches in the library, comparison with a file, and bytes."""
