"""The words of a prompt as they leave the program.

Owns that what leaves is one clean line of a bearable length, whoever made it and whatever gate it passed before.
"""

from __future__ import annotations

from practice_tui.domain.text import one_line

MOST_CHARACTERS = 200
"""More than any prompt of ours has, and less than any channel takes."""

_LOOKALIKES = str.maketrans({";": ",", "<": "\u2039", ">": "\u203a", "&": "\uff06"})


def shown(words: str) -> str:
    """Return the words cleaned, on one line, and cut with an ellipsis where they are longer than `MOST_CHARACTERS`."""
    line = one_line(words)
    return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1].rstrip() + "\u2026"


def shown_without_syntax(words: str) -> str:
    """Return the words for a channel that separates fields by semicolons, and may read the rest as markup."""
    return shown(words).translate(_LOOKALIKES)
