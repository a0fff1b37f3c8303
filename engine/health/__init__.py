"""Health of an installation: what this computer lacks, and which parts the program consists of."""
