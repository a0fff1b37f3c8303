"""Engine calls on background threads."""
