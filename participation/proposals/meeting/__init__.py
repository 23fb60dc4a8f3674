"""Deciding several proposals at one meeting of a board."""
