"""Many clips into one case: on all cores, or on a cluster."""
