"""What a WSGI server and `flask --app wsgi` start."""

from participation import create_app

app = create_app()
