"""Places: what was marked near each other on a walk, gathered by a rule and put right by the organiser."""
