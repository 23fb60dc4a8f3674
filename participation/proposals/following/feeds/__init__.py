"""What anybody may follow by reading: Atom feeds and a calendar of what was promised, for each subject."""
