"""What of walks goes out to everybody: places that somebody approved, coarsened, each picture looked at by itself."""
