"""What is learned on embeddings: classifier, calibration, reference points; bundles on disk."""
