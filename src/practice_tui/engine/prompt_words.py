"""What a prompt says.

Owns the words, and which practices are named where anybody may see them. A prompt names the practice and the least
length that would do; it says nothing about days in a row and asks for no reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE
from practice_tui.domain.text import one_line

if TYPE_CHECKING:
    from practice_tui.engine.library import PracticeSummary

PLAIN, DISCREET = "plain", "discreet"

QUIET_MOMENT = "A quiet moment"
"""What stands for a practice that isn't named."""

NAMED = frozenset(
    {
        "breath-focus",
        "open-awareness",
        "impartiality",
        "gratitude",
        "common-humanity",
        "loved-one",
        "engaged-compassion",
        "widening-compassion",
        "tonglen",
        "integrated",
        "whole-arc",
        "soothing-rhythm-breathing",
        "loving-kindness",
        "body-scan",
        "breathing-space",
        "silent-sit",
    }
)
"""Practices that are not about oneself, so that their names may be seen on a locked screen; of others nobody knows."""

_MOST_CHARACTERS = 60


def prompt_words(practice: PracticeSummary, reminders_own: str, setting: str) -> str:
    """Return the one line of a prompt.

    Args:
        reminders_own: the wording chosen for this reminder: `PLAIN`, `DISCREET`, or empty for the setting's.
        setting: `PLAIN` names every practice, `DISCREET` those in `NAMED` only. Chosen for a single reminder,
            `DISCREET` names none.
    """
    is_named = reminders_own != DISCREET and (PLAIN in {reminders_own, setting} or practice.id in NAMED)
    return f"{shown_title(practice.title) if is_named else QUIET_MOMENT}, if you like: {_least(practice)} would do"


def shown_title(title: str) -> str:
    """Return a title as one line of clean text that fits in a notification."""
    line = one_line(title)
    return line if len(line) <= _MOST_CHARACTERS else f"{line[: _MOST_CHARACTERS - 1].rstrip()}…"


def _least(practice: PracticeSummary) -> str:
    """Return the shortest length that makes a day of practice: the practice's own, or a minute."""
    length = min(max(practice.shortest, MINUTE), practice.longest)
    minutes, rest = divmod(length, MINUTE)
    if rest:
        return f"{length // SAMPLE_RATE} seconds"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
