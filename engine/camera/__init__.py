"""Which camera recorded a clip: sensor noise patterns and their comparison."""
