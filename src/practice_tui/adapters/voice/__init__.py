"""Voices of this machine: what is said, who says it, and how it is made pleasant to hear."""
