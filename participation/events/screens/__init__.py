"""Screens: another computer shows one event's room, let in by a short code, without a staff account."""
