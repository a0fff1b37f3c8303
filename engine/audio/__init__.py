"""Audio of a clip: decoding, playback samples and waveform."""
