"""Does a face differ from its surroundings: noise, sharpness, compression and colour."""
