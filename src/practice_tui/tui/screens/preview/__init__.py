"""A closer look at one practice."""
