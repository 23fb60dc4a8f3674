"""Preparing a walk: its route, its stops, its light and its groups."""
