"""Open311 GeoReport v2: other systems read what is public, and write, with a key, what then waits to be approved."""
