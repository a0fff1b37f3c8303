"""Generation of labelled forgeries from real faces, for samples, tests and training."""
