"""Pitches: in which order, whose turn it is, and how long there is left."""
