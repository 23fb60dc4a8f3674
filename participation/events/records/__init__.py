"""Public records: what was withdrawn is kept for the registrar, and nothing is destroyed without a decision."""
