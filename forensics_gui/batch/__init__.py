"""The table of all clips of the case: queued, analysed and failed."""
