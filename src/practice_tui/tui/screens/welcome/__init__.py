"""The very first screen."""
