"""Before an event: what must be ready, who sees to it, and making an event anew from one that was held."""
