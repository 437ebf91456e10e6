"""The formats of other programs: one a file."""
