"""The outside world, one technology a file."""
