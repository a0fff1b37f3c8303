"""Structure of files: compared with other files, and with a library of known devices."""
