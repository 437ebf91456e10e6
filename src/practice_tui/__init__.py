"""A companion for daily compassion practice that lives in the terminal.

Owns the version and nothing else. It imports nothing, so that asking for the version costs no more than Python itself.
"""

__version__ = "0.1.0"
