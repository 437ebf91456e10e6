"""Reminders as a calendar with alarms (iCalendar, RFC 5545), for phones and calendar programs.

Times are floating: they name no zone and mean the wall clock of whoever reads them, so that half past six is half past
six wherever the phone is, as it is with our own prompts. A time with a zone would ring in the night after a flight.
Each reminder keeps its UID, so that a calendar that takes the file in again changes what it has.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.interchange.icalendar import escaped, folded
from practice_tui.domain.reminder import DailyTime, wall_time
from practice_tui.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from practice_tui.domain.reminder import Reminder

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class CalendarReminder(NamedTuple):
    """One reminder as a calendar has it.

    Attributes:
        id: what it is known by; the same in every file.
        words: what the phone shows, also while it is locked; so discreet words.
        at: the time on the wall clock.
        weekdays: on which it comes, from 0 for Monday to 6, as calendars count; none stands for every day.
        seconds: how long the sitting is that it offers, more than nothing.
    """

    id: str
    words: str
    at: time
    weekdays: frozenset[int]
    seconds: int


def calendar_reminder(reminder: Reminder, words: str, day_start_hour: int) -> CalendarReminder | None:
    """Return a reminder as a calendar has it, or None where it has no one time a day: a calendar knows no chance.

    Past midnight a practice day goes on, and a calendar's day doesn't.
    """
    if not isinstance(reminder.when, DailyTime):
        return None
    a_monday = date(2026, 1, 5)
    moments = [
        wall_time(a_monday + timedelta(days=day), reminder.when.at, day_start_hour)
        for day in sorted(reminder.when.weekdays)
    ]
    at = time(*divmod(reminder.when.at, 60))
    return CalendarReminder(reminder.id, words, at, frozenset(moment.weekday() for moment in moments), reminder.seconds)


def write(reminders: Sequence[CalendarReminder], first_day: date, written: datetime) -> bytes:
    """Return the reminders as a calendar in UTF-8.

    Args:
        reminders: what it holds, in this order.
        first_day: no reminder comes before this day.
        written: when the file is made, in UTC; the standard asks for it in each entry.
    """
    # Our name first: in the beginnings of two files it shows whether one may be written over by the other.
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Practice//Reminders//EN", "VERSION:2.0", "CALSCALE:GREGORIAN"]
    for reminder in reminders:
        lines += _event(reminder, first_day, written)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(reminder: CalendarReminder, first_day: date, written: datetime) -> Iterator[str]:
    weekdays = sorted(reminder.weekdays) or list(range(7))
    begins = next(day for day in _week_from(first_day) if day.weekday() in weekdays)
    words = escaped(one_line(reminder.words))
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one_line(reminder.id))}-reminder@practice"
    yield f"DTSTAMP:{written:%Y%m%dT%H%M%S}Z"
    yield f"DTSTART:{begins:%Y%m%d}T{reminder.at:%H%M%S}"
    yield f"DURATION:PT{reminder.seconds}S"
    if len(weekdays) == len(_DAYS):
        yield "RRULE:FREQ=DAILY"
    else:
        yield f"RRULE:FREQ=WEEKLY;BYDAY={','.join(_DAYS[day] for day in weekdays)}"
    yield f"SUMMARY:{words}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PRIVATE"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{words}"
    yield "TRIGGER:PT0S"
    yield "END:VALARM"
    yield "END:VEVENT"


def _week_from(first_day: date) -> list[date]:
    return [first_day + timedelta(days=later) for later in range(7)]
