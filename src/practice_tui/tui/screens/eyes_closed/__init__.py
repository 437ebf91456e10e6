"""A sitting that is followed by ear."""
