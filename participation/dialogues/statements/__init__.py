"""Short statements that each person agrees with, disagrees with or passes, one at a time."""
