"""Co-leaders: invited by a single-use link, they lead one event for one evening, without an account."""
