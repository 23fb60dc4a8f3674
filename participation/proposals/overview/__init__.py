"""How it goes with all of it: answered in time, promises kept, the four F's, listened to."""
