"""What waits for whom: by the day that was promised, overdue first."""
