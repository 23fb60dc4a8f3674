"""Handing the thread from one department to another: a step that the receiver takes."""
