"""Reminders: when one would like to be asked."""
