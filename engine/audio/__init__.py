"""A clip's sound: decoding, playback samples and waveform."""
