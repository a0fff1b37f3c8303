"""Clip access: identity, container facts and exact frames. All video decoding happens here."""
