"""Meetings that come back: their dates, the events made for them, and what was promised since the last one."""
