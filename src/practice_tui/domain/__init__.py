"""What a practice is: frozen values and pure functions over the standard library, with no I/O and no clock."""
