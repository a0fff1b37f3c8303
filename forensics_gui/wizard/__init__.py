"""Training a detector with the analyst's own clips, page by page."""
