"""The real server: gunicorn's settings and the self-signed certificate. `participation.serve` puts them to work."""
