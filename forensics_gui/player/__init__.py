"""The player: decoding thread, canvas with overlays, transport and sound."""
