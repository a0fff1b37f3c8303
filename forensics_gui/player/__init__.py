"""The picture: decoding thread, canvas with boxes and heat, transport."""
