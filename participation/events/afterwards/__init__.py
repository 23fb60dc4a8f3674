"""After an event: its report as a page and as data, and the poster "This is how it went"."""
