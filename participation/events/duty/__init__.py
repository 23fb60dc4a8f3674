"""Safeguarding: a text that suggests danger reaches the adult on duty of the event, and nobody else."""
