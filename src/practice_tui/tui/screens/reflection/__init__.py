"""After the sitting."""
