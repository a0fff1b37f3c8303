"""Reports of an analysis: PDF, JSON and evidence package."""
