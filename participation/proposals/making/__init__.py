"""Making a proposal out of what came in at an event."""
