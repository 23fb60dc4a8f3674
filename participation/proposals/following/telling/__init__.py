"""Telling followers of each entry: gathered into one message, handed over, at most once more after a crash."""
