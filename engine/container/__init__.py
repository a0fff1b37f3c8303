"""The clip's file as evidence: its container, streams, timing, provenance and observations."""
