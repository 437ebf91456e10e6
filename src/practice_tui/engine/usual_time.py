"""When a person usually sits, as a suggestion for a reminder.

Owns the guess. It looks at recent weeks only, at the first sitting of each day, and says nothing where days differ too
much or are too few: a time that was wrong from the start would be asked at every day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from practice_tui.domain.reminder import MINUTES_A_DAY, minute_of_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from practice_tui.domain.record import SessionRecord

RECENT = timedelta(weeks=8)
"""How far back it looks."""

FEWEST_DAYS = 3
"""On fewer days there is no habit to speak of."""

TOGETHER_MINUTES = 60
"""Sittings that begin within so many minutes are at the same time of day."""

_LEAST_SHARE = 1 / 3
_STEP_MINUTES = 5


def usual_minute(records: Sequence[SessionRecord], today: date, day_start_hour: int) -> int | None:
    """Return the minute of the day before most sittings began, in steps of five; None where there is no telling.

    Times are as the wall clock showed them there. A prompt at this minute comes before rather than after: of the hour
    in which most days began, it is the middle one, rounded down.
    """
    start = day_start_hour * 60
    first: dict[date, int] = {}
    for record in sorted(records, key=lambda record: record.start):
        if today - RECENT < record.day <= today:
            first.setdefault(record.day, (minute_of_day(record.local_start) - start) % MINUTES_A_DAY)
    minutes = sorted(first.values())
    together = max(
        ([other for other in minutes if minute <= other < minute + TOGETHER_MINUTES] for minute in minutes),
        key=len,
        default=[],
    )
    if len(together) < max(FEWEST_DAYS, len(minutes) * _LEAST_SHARE):
        return None
    middle = together[(len(together) - 1) // 2]
    return (middle // _STEP_MINUTES * _STEP_MINUTES + start) % MINUTES_A_DAY
