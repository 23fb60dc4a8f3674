"""Working with a proposal: answers, promises, dates that move, work begun and done; ten minutes to take each back."""
