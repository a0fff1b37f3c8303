"""A clip as evidence: identity, container facts, exact frames. The only place that decodes."""
