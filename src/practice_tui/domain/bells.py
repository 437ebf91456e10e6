"""The bells a script can name, and what people call them.

Owns the names. How a bell sounds is an adapter's work.
"""

from __future__ import annotations

BELLS = ("bowl", "low", "small", "high", "hand")
"""The bells a script can name; the first is meant where none is named."""


def bell_words(voice: str) -> str:
    """Return what people call a bell: ``small bell``; the usual one is a bell."""
    return "bell" if voice in {"", BELLS[0]} else f"{voice} bell"
