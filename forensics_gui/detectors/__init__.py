"""The analyst's detectors: shown, compared, chosen, brought in and given away."""
