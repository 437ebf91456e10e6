"""Folders and files: where things are, the scripts at hand, the person's settings."""
