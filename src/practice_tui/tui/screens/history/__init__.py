"""Looking back: the calendar, the figures, and what was reached."""
