"""Open data about proposals: tables, the chain, and its daily heads."""
