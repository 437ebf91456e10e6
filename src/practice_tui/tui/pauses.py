"""How a pause is said to a person on the screens.

Owns those few phrases. Resting is nothing to be excused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.text import one_line
from practice_tui.tui.wording import day_words

if TYPE_CHECKING:
    from practice_tui.domain.pause import MarkedPause


def span_words(marked: MarkedPause) -> str:
    """Return the days of a pause: ``Friday 13 November to Sunday 15 November``, ``Friday 13 November on``."""
    first, last = marked.pause.first, marked.last
    if last is None:
        return f"{day_words(first)} on"
    return f"{day_words(first)} to {day_words(last)}" if last > first else day_words(first)


def pause_words(marked: MarkedPause) -> str:
    """Return a pause in a few words: ``a pause, Friday 13 November on (flu)``."""
    note = one_line(marked.pause.note)
    return f"a pause, {span_words(marked)}" + (f" ({note})" if note else "")
