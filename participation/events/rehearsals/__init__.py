"""Rehearsals: an event gone through with pretend participants, of which nothing is left."""
