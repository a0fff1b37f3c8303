"""Labels for the clips and faces from which a detector would learn most."""
