"""What carries a prompt to the person, and the system's own timers that look for prompts while the app is closed."""
