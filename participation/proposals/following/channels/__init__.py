"""E-mail and notices: off until the organisers of a process turn them on."""
