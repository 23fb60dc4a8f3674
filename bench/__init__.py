"""What is measured and replayed over HTTP: `python -m bench` and `python -m bench.replay`. Nothing here is served."""
