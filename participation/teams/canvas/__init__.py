"""A team's canvas: six fields that several phones write at once, each saved on its own."""
