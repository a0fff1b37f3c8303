"""Traces of coding: views of single frames, double compression, and joins."""
