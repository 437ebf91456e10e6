"""How a day was counted, in words for a person.

Owns the reasons that are shown, short and kind. It decides nothing: what a day counts as is `streak`'s to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.streak import BRIDGE_HOURS, MICROSECONDS_AN_HOUR, CountsAs

if TYPE_CHECKING:
    from datetime import date

    from practice_tui.domain.streak import DaysInARow, Rules


class DayCount(NamedTuple):
    """How one day was counted.

    Attributes:
        seconds: what was practised on it.
        because: the reason, in a few words for a person.
    """

    day: date
    seconds: float
    counts_as: CountsAs
    because: str


def day_count(day: date, seconds: float, row: DaysInARow, today: date, rules: Rules) -> DayCount:
    """Return how `row` counts a day on which so many seconds were practised, and why."""
    counts_as = row.counts_as(day.toordinal())
    match counts_as:
        case CountsAs.PRACTICE:
            because = f"{_minutes_words(int(seconds // 60))} of practice"
        case CountsAs.BRIDGED:
            because = f"{_hours_words(row.bridges[day.toordinal()])} between two sittings"
        case CountsAs.PAUSED:
            because = "a pause you marked"
        case CountsAs.REST:
            because = "a rest day you allowed"
        case CountsAs.OPEN:
            because = _open_words(day, today, rules)
        case CountsAs.MISSED:
            because = _missed_words(seconds, rules)
    return DayCount(day, seconds, counts_as, because)


def _open_words(day: date, today: date, rules: Rules) -> str:
    if day < today:
        return f"{BRIDGE_HOURS} hours since your last sitting aren't over"
    if day > today:
        return "this day is still to come"
    return f"today isn't over; it ends at {rules.day_start_hour:02}:00"


def _missed_words(seconds: float, rules: Rules) -> str:
    what = "less than a minute of practice" if seconds else "no practice"
    return f"{what}, beyond the rest days you allowed" if rules.rest_days_a_week else what


def _minutes_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest))


def _hours_words(microseconds: int) -> str:
    hours = microseconds // MICROSECONDS_AN_HOUR
    if hours < 1:
        return "less than an hour"
    return "1 hour" if hours == 1 else f"{hours} hours"
