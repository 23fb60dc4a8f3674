"""Real input through a running server: `python -m bench.replay`."""
