"""The quiet line: what a fact of the sitting calls for in words.

Owns those words; how long they stay is the screen's.
"""

from __future__ import annotations

from practice_tui.engine import events as facts

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
        case facts.CareGiven(words=words):
            return words
        case _:
            return None
