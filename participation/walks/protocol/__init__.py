"""The protocol of a walk: a row per place, what becomes of it, who answers for that, by when, and why not."""
