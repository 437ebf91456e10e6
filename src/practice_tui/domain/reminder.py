"""When a person wants to be asked, and for what.

Owns what a reminder is, the two kinds of times it may have, and how times of day are written. When a prompt is due is
`practice_tui.domain.due`'s to say. A new kind of reminder is a new kind of `When`; nothing else need know of it.

Times of day are whole minutes since midnight, on the wall clock of wherever the person is.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from practice_tui.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MINUTES_A_DAY = 24 * 60

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of a week as they are written, in the order of `date.weekday()`."""

EVERY_DAY = frozenset(range(len(WEEKDAYS)))

MOST_MOMENTS = 6
"""How many small moments a day may have."""

MOMENTS_APART_MINUTES = 60
"""The least time between two small moments of one reminder."""

LONGEST_MOMENT_SECONDS = 5 * 60
"""The greatest length of a small moment; any practice that can be as short as this fits one."""

_GROUPS = {
    "daily": EVERY_DAY,
    "weekday": frozenset(range(5)),
    "weekdays": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
    "weekends": frozenset({5, 6}),
}
_MOST_CHARACTERS = 40


class Stretch(NamedTuple):
    """A part of the day on the wall clock, from `begins` up to `ends`, which may lie beyond midnight."""

    begins: int
    ends: int

    @property
    def minutes(self) -> int:
        """How long it is, in minutes by the clock."""
        return (self.ends - self.begins) % MINUTES_A_DAY

    def holds(self, minute_of_day: int) -> bool:
        """Return whether a time of day lies in it; its end doesn't."""
        return (minute_of_day - self.begins) % MINUTES_A_DAY < self.minutes


class DailyTime(NamedTuple):
    """One time a day.

    Attributes:
        at: the time of day.
        weekdays: on which practice days, Monday being 0; a time past midnight belongs to the day that it ends.
    """

    at: int
    weekdays: frozenset[int] = EVERY_DAY


class Moments(NamedTuple):
    """Small moments at random, the same on every device (`practice_tui.domain.moments`).

    Attributes:
        a_day: how many.
        window: within which part of the day.
        weekdays: on which practice days, Monday being 0.
    """

    a_day: int
    window: Stretch
    weekdays: frozenset[int] = EVERY_DAY


When: TypeAlias = DailyTime | Moments


class Reminder(NamedTuple):
    """A wish to be asked.

    Attributes:
        id: a name a person can type; it also decides where random moments fall.
        practice: the id of the practice it offers.
        seconds: the length it offers, in whole seconds.
        when: at which times.
        quiet: the hours in which it waits, or None.
        words: how openly it speaks, as the setting ``prompt_words``; empty for what the settings say.
        paused: whether it rests until the person resumes it.
    """

    id: str
    practice: str
    seconds: int
    when: When
    quiet: Stretch | None = None
    words: str = ""
    paused: bool = False


def free_minutes(count: int, window_minutes: int) -> int:
    """Return how many minutes of a window are left to chance once its moments are an hour apart.

    Raises:
        BadInput: there can't be so many moments, or the window is too short for them.
    """
    if not 1 <= count <= MOST_MOMENTS:
        raise BadInput(f"{count} moments a day can't be; choose from 1 to {MOST_MOMENTS}")
    room = window_minutes - (count - 1) * MOMENTS_APART_MINUTES
    if room < MOMENTS_APART_MINUTES:
        hours = "an hour" if count == 1 else f"{count} hours"
        raise BadInput(f"that window is too short; {count} a day want {hours} at least, or ask for fewer")
    return room


def wall_time(day: date, minute_of_day: int, day_start_hour: int) -> datetime:
    """Return what the wall clock shows at a time of day of a practice day: past midnight it is the next date."""
    is_after_midnight = minute_of_day < day_start_hour * 60
    return datetime.combine(day, time()) + timedelta(days=is_after_midnight, minutes=minute_of_day)


def parse_time(text: str) -> int:
    """Return the time of day that ``07:30`` names.

    Raises:
        BadInput: `text` is none.
    """
    hours, _, minutes = text.strip().partition(":")
    is_written_so = len(hours) in {1, 2} and len(minutes) == 2 and (hours + minutes).isdecimal()  # noqa: PLR2004
    if not (is_written_so and (hours + minutes).isascii() and int(hours) < 24 and int(minutes) < 60):  # noqa: PLR2004
        raise BadInput(f"{text[:_MOST_CHARACTERS]!r} is no time of day; write it like 07:30")
    return int(hours) * 60 + int(minutes)


def parse_stretch(text: str) -> Stretch:
    """Return the part of a day that ``22:00-07:00`` names.

    Raises:
        BadInput: `text` is none.
    """
    begins, hyphen, ends = text.partition("-")
    try:
        stretch = Stretch(parse_time(begins), parse_time(ends))
    except BadInput:
        hyphen = ""
    if not hyphen:
        raise BadInput(f"{text[:_MOST_CHARACTERS]!r} is no part of a day; write it like 22:00-07:00")
    if not stretch.minutes:
        raise BadInput(f"{text[:_MOST_CHARACTERS]!r} begins where it ends; write it like 22:00-07:00")
    return stretch


def parse_weekdays(text: str) -> frozenset[int]:
    """Return the weekdays that ``mon,tue``, ``weekdays``, ``weekends`` or ``daily`` name.

    Raises:
        BadInput: `text` names none, or something else.
    """
    names = [name.strip().lower() for name in text.split(",")]
    found: set[int] = set()
    for name in names:
        if name in _GROUPS:
            found |= _GROUPS[name]
        elif name[:3] in WEEKDAYS and (len(name) == 3 or name.endswith("day")):  # noqa: PLR2004 - mon, or monday
            found.add(WEEKDAYS.index(name[:3]))
        else:
            known = f"{','.join(WEEKDAYS)}, or daily, weekdays, weekends"
            raise BadInput(f"{name[:_MOST_CHARACTERS]!r} is no day of the week; write them like {known}")
    return frozenset(found)


def time_text(minute_of_day: int) -> str:
    """Return a time of day as `parse_time` takes it."""
    return f"{minute_of_day // 60:02}:{minute_of_day % 60:02}"


def stretch_text(stretch: Stretch) -> str:
    """Return a part of a day as `parse_stretch` takes it."""
    return f"{time_text(stretch.begins)}-{time_text(stretch.ends)}"


def weekday_names(weekdays: Iterable[int]) -> list[str]:
    """Return weekdays as they are written, from Monday on."""
    return [WEEKDAYS[day] for day in sorted(weekdays)]


def minute_of_day(wall: datetime) -> int:
    """Return the time of day that a wall clock shows; started minutes are not counted."""
    return wall.hour * 60 + wall.minute
