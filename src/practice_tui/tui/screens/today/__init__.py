"""Today: one thing to do, and what has been done."""
