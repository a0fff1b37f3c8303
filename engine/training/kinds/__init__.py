"""Training of detectors that score each kind of forgery separately."""
