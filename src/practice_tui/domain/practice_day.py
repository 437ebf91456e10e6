"""The only answer to "which day?".

A practice day begins at the day-start hour of the wall clock, 04:00 as a rule, so that a late night belongs to the day
it ends. The naive wall clock is used, so that a change of the clocks can't move a day; distances are counted in
ordinals only.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from practice_tui.domain.errors import BadInput

DAY_START_HOUR = 4
"""The hour at which a practice day begins, unless the person chose another."""


def practice_day(wall_clock: datetime, day_start_hour: int = DAY_START_HOUR) -> date:
    """Return the practice day of a moment, given as the wall clock showed it there.

    An aware datetime counts by its own wall clock: its offset is left aside, not converted.
    """
    return (wall_clock.replace(tzinfo=None) - timedelta(hours=day_start_hour)).date()


def days_between(earlier: date, later: date) -> int:
    """Return how many days lie from `earlier` to `later`; 0 on the same day."""
    return later.toordinal() - earlier.toordinal()


def parse_day(text: str) -> date:
    """Return the day that ``2026-11-21`` names.

    Raises:
        BadInput: `text` is no day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is no day; write it like 2026-11-21") from None
