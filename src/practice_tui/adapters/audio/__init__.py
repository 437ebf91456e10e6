"""Sound: what is mixed, and the outputs it is played through."""
