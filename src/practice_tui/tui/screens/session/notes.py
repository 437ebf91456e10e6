"""The quiet line: what a fact of the sitting calls for in words.

Owns those words; how long they stay is the screen's.
"""

from __future__ import annotations

from practice_tui.engine import events as facts
from practice_tui.tui.wording import sat_words

PAUSED = "paused"
PAST_THE_END = "the time is sat; stay as long as you like, e ends"


def note_of(fact: facts.Fact) -> str | None:
    """Return the line for a fact; an empty text takes the present one away, None leaves it."""
    match fact:
        case facts.Paused():
            return PAUSED
        case facts.Resumed() | facts.SteadyingBegan() | facts.ClosingBegan():
            return ""
        case facts.OvertimeBegan():
            return PAST_THE_END
        case facts.LengthChanged(note=note) | facts.OutputChanged(note=note) | facts.Refused(note=note):
            return note or None
        case facts.CareGiven() | facts.Interrupted():
            return _told(fact)
        case _:
            return None


def _told(fact: facts.CareGiven | facts.Interrupted) -> str:
    if isinstance(fact, facts.CareGiven):
        return fact.words
    return f"the sitting stood still for {sat_words(fact.seconds)}; that time isn't counted"
