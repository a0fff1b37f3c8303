"""Reports of an analysis: PDF for readers, JSON for programs."""
