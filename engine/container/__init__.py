"""Container analysis: streams, timing, provenance and observations."""
