"""How reminders are said to a person on the screens.

Owns those few phrases. A reminder is a wish of the person's own; nothing here counts what became of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.reminder import EVERY_DAY, DailyTime, Moments, stretch_text, time_text, weekday_names

if TYPE_CHECKING:
    from datetime import datetime

    from practice_tui.domain.reminder import Reminder, When

_GROUPS = {EVERY_DAY: "every day", frozenset(range(5)): "on weekdays", frozenset({5, 6}): "at weekends"}


def times_words(when: When) -> str:
    """Return when prompts are wished for: ``07:30 every day``, ``3 a day within 09:00-17:00 on weekdays``."""
    return f"{time_field(when)} {_GROUPS.get(when.weekdays) or 'on ' + ', '.join(weekday_names(when.weekdays))}"


def time_field(when: When) -> str:
    """Return the times alone, as they are typed: ``07:30``, ``3 a day within 09:00-17:00``."""
    if isinstance(when, Moments):
        return f"{when.a_day} a day within {stretch_text(when.window)}"
    return time_text(when.at)


def next_words(reminder: Reminder, wall: datetime | None) -> str:
    """Return when the next prompt is wished for, given how the wall clock shows that; moments keep theirs secret."""
    if reminder.paused:
        return "paused"
    if wall is None:
        return ""
    return f"next {wall:%a %H:%M}" if isinstance(reminder.when, DailyTime) else f"next {wall:%a}, some time"
