"""What a practice has come to: the first sitting, so many days, so many hours.

Owns which numbers are remembered, and the day each was reached. It weighs none of them and names none that is still to
come.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.statistics import PRACTICE_DAY_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

DAYS = (10, 50, 100, 365, 1000, 2000, 3000, 5000)
"""The numbers of practice days that are remembered."""

HOURS = (10, 50, 100, 250, 500, 1000, 2000, 5000)
"""The numbers of hours that are remembered."""

_SECONDS_AN_HOUR = 3600


class Reached(StrEnum):
    """What was counted."""

    FIRST = "first sitting"
    DAYS = "days"
    HOURS = "hours"


class Milestone(NamedTuple):
    """What was counted, the number it came to, and the practice day on which it did."""

    day: date
    reached: Reached
    number: int


def milestones(seconds_by_day: Mapping[date, float]) -> tuple[Milestone, ...]:
    """Return what was reached, in the order of the days.

    Args:
        seconds_by_day: seconds by practice day, as `Statistics` holds them.
    """
    found: list[Milestone] = []
    days, seconds = 0, 0.0
    days_ahead, hours_ahead = list(DAYS), list(HOURS)
    for day in sorted(seconds_by_day):
        if not found:
            found.append(Milestone(day, Reached.FIRST, 1))
        days += seconds_by_day[day] >= PRACTICE_DAY_SECONDS
        seconds += seconds_by_day[day]
        while days_ahead and days >= days_ahead[0]:
            found.append(Milestone(day, Reached.DAYS, days_ahead.pop(0)))
        while hours_ahead and seconds >= hours_ahead[0] * _SECONDS_AN_HOUR:
            found.append(Milestone(day, Reached.HOURS, hours_ahead.pop(0)))
    return tuple(found)
