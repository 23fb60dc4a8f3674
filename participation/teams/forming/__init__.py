"""Forming teams: by choice, by lot, or by table; standing aside, and coaching."""
