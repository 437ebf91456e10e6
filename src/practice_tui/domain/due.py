"""When a prompt is due.

Owns the rules, in one pure and idempotent function: given the same clock, zone and notes it says the same, however
often it is asked, and whoever asks. So a timer is only a tick; it may come late, twice or not at all for a while.

* A time a person wished for belongs to a practice day, and brings at most one prompt on it. Where clocks skip it, it
  comes at the first instant behind; where they show it twice, it comes once, at the first.
* It is late by three hours at most; then it is gone. Of small moments only the last that has come still counts.
* Quiet hours and a running sitting hold a prompt back. Somebody who has practised that day is not asked to practise;
  small moments are for the day between, and come whether or not one has sat.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from practice_tui.domain.practice_day import practice_day
from practice_tui.domain.reminder import (
    MOMENTS_APART_MINUTES,
    DailyTime,
    minute_of_day,
    time_text,
    wall_time,
)
from practice_tui.domain.wall_clock import first_showing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from practice_tui.domain.reminder import Reminder
    from practice_tui.domain.wall_clock import Zone

LATEST = timedelta(hours=3)
"""How late a prompt may be."""

SNOOZES_MINUTES = (10, 30, 60)
"""How long a prompt can be put off."""

LONGEST_SNOOZE = timedelta(minutes=max(SNOOZES_MINUTES) + 5)
"""A snooze that seems to last longer was made before the clock was set back: it is over."""

WHOLE_DAY = -1
"""The number of a note that stands for all moments of its day."""

_APART = timedelta(minutes=MOMENTS_APART_MINUTES)
_A_DAY = timedelta(days=1)


class State(StrEnum):
    """What became of a prompt, as it is noted on this device."""

    DELIVERED = "delivered"
    SNOOZED = "snoozed"
    DECLINED = "declined"
    BEGUN = "begun"
    PRACTISED = "practised"
    RESTED = "rested"


class Noted(NamedTuple):
    """What was noted of one prompt. There is one note for a reminder, day and number, the latest.

    Attributes:
        reminder: the id of the reminder.
        day, number: which of its prompts: the practice day, and the number of the moment on it, from 0.
        state: what became of it.
        since: the instant from which it was due: the time wished for, or the end of a snooze.
        at: when it was noted.
        until: the end of the snooze; only where the state is `SNOOZED`.
    """

    reminder: str
    day: date
    number: int
    state: State
    since: datetime
    at: datetime
    until: datetime | None = None


class Occasion(NamedTuple):
    """A time a person wished for that has come: its practice day and number, and the instant since when it is due."""

    day: date
    number: int
    since: datetime


class Verdict(StrEnum):
    """What is to be done now."""

    NOTHING = "nothing"
    HELD = "held"
    PRACTISED = "practised"
    RESTED = "rested"
    DUE = "due"


class Decision(NamedTuple):
    """What is to be done about a reminder, why, and for which of its times."""

    verdict: Verdict
    because: str = ""
    occasion: Occasion | None = None


class Surroundings(Protocol):
    """What is asked only where the clock says that a prompt would come; every answer costs time."""

    def practised(self, day: date) -> bool:
        """Return whether a practice day has a minute of practice or more."""

    def rests(self, day: date) -> bool:
        """Return whether a practice day lies in a pause the person has marked: ill, on holiday, in need of rest."""

    def someone_sits(self) -> bool:
        """Return whether a sitting is running on this machine."""


def due(
    now: datetime,
    zone: Zone,
    reminder: Reminder,
    notes: Sequence[Noted],
    surroundings: Surroundings,
    day_start_hour: int,
) -> Decision:
    """Return what is to be done about a reminder at an instant in UTC.

    Args:
        zone: where the person is now; a journey moves wished times with the wall clock.
        notes: what was noted of this reminder's prompts.
    """
    occasion = occasion_at(now, zone, reminder, notes, day_start_hour)
    if occasion is None:
        return Decision(Verdict.NOTHING)
    wall = _on_the_wall(now, zone)
    if reminder.quiet is not None and reminder.quiet.holds(minute_of_day(wall)):
        return Decision(Verdict.HELD, f"quiet hours last until {time_text(reminder.quiet.ends)}", occasion)
    if _is_too_soon(now, reminder, notes, occasion):
        return Decision(Verdict.HELD, "the moment before it was less than an hour ago", occasion)
    if surroundings.someone_sits():
        return Decision(Verdict.HELD, "a sitting is running", occasion)
    return _asked(reminder, occasion, sorted({occasion.day, practice_day(wall, day_start_hour)}), surroundings)


def _asked(reminder: Reminder, occasion: Occasion, days: list[date], surroundings: Surroundings) -> Decision:
    """Return whether there is anything to ask on the day of a prompt, and on the day it comes on."""
    if any(surroundings.rests(day) for day in days):
        return Decision(Verdict.RESTED, "that day is marked as a pause", occasion)
    if isinstance(reminder.when, DailyTime) and any(surroundings.practised(day) for day in days):
        return Decision(Verdict.PRACTISED, "that day has its practice already", occasion)
    return Decision(Verdict.DUE, occasion=occasion)


def occasion_at(
    now: datetime, zone: Zone, reminder: Reminder, notes: Sequence[Noted], day_start_hour: int
) -> Occasion | None:
    """Return the time of a reminder that has come, isn't over and wasn't dealt with; None where there is none.

    This is what the clock and the notes alone can say, and costs microseconds.
    """
    last = None if reminder.paused else _last_come(now, zone, reminder, day_start_hour)
    if last is None or any(_is_over(note, last) for note in notes):
        return None
    snoozed = next((note for note in notes if (note.day, note.number) == (last.day, last.number)), None)
    if snoozed is not None:
        since = _snoozed_until(snoozed, now)
        if since is None:
            return None
        last = last._replace(since=since)
    return last if now - last.since <= LATEST else None


def next_occasion(now: datetime, zone: Zone, reminder: Reminder, day_start_hour: int) -> datetime | None:
    """Return the next instant a reminder wishes for, for lists; None where it is paused."""
    if reminder.paused:
        return None
    today = practice_day(_on_the_wall(now, zone), day_start_hour)
    for distance in range(-1, 9):
        coming = [
            since
            for _, wall in _wishes(reminder, today + distance * _A_DAY, day_start_hour)
            if (since := first_showing(wall, zone)) > now
        ]
        if coming:
            return min(coming)
    return None


def _last_come(now: datetime, zone: Zone, reminder: Reminder, day_start_hour: int) -> Occasion | None:
    """Return the latest wished time that has come.

    Where clocks are set back over the hour at which days begin, tomorrow's may come before today is over.
    """
    today = practice_day(_on_the_wall(now, zone), day_start_hour)
    for day in (today + _A_DAY, today, today - _A_DAY):
        come = [
            Occasion(day, number, since)
            for number, wall in _wishes(reminder, day, day_start_hour)
            if (since := first_showing(wall, zone)) <= now
        ]
        if come:
            return come[-1]
    return None


def _wishes(reminder: Reminder, day: date, day_start_hour: int) -> Iterator[tuple[int, datetime]]:
    """Yield what the wall clock shows at each wished time of a practice day, with its number, in order."""
    when = reminder.when
    if day.weekday() not in when.weekdays:
        return
    if isinstance(when, DailyTime):
        yield 0, wall_time(day, when.at, day_start_hour)
        return
    from practice_tui.domain.moments import moments_of_day  # noqa: PLC0415 - brings hashlib, and few reminders need it

    opens = wall_time(day, when.window.begins, day_start_hour)
    for number, minute in enumerate(moments_of_day(reminder.id, day, when)):
        yield number, opens + timedelta(minutes=(minute - when.window.begins) % (24 * 60))


def _is_over(note: Noted, occasion: Occasion) -> bool:
    """Return whether a note says that an occasion was dealt with.

    The instant counts as well as the day: the hour at which days begin can be changed between two ticks.
    """
    if note.state is State.SNOOZED:
        return False
    if note.number == WHOLE_DAY:
        return note.day == occasion.day
    return (note.day, note.number) == (occasion.day, occasion.number) or note.since == occasion.since


def _snoozed_until(note: Noted, now: datetime) -> datetime | None:
    """Return the instant a snooze has ended at; None while it lasts."""
    if note.until is None or now >= note.until:
        return note.until
    return now if note.until - now > LONGEST_SNOOZE else None


def _is_too_soon(now: datetime, reminder: Reminder, notes: Sequence[Noted], occasion: Occasion) -> bool:
    """Return whether another moment of the reminder was delivered within the hour, a late one for instance."""
    if isinstance(reminder.when, DailyTime):
        return False
    return any(
        timedelta() <= now - note.at < _APART
        for note in notes
        if (note.day, note.number) != (occasion.day, occasion.number)
    )


def _on_the_wall(instant: datetime, zone: Zone) -> datetime:
    return (instant.astimezone(UTC) + timedelta(minutes=zone.offset_minutes(instant))).replace(tzinfo=None)
