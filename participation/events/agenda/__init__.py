"""The agenda, freely edited: steps added, moved, copied and removed."""
