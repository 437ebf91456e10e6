"""One question each, asked over a screen."""
