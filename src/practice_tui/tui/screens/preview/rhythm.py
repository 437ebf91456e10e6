"""The line that says where an easing pacer begins, and how one's own rhythm is found.

Owns those words.
"""

from __future__ import annotations

from textual.content import Content

from practice_tui.domain.rhythm import rhythm_set
from practice_tui.tui.wording import TAP_FIRST, rhythm_words


def rhythm_line(breaths_a_minute: float) -> Content:
    """Return the line for a rhythm as it is set; 0 means that it isn't known."""
    words = f"your rhythm: {rhythm_words(rhythm_set(breaths_a_minute))}" if breaths_a_minute else TAP_FIRST
    return Content.assemble(("m", "$accent"), f"  {words}")
