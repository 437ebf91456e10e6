"""Reminders as a calendar: what a phone would make of it, read back by the rules of RFC 5545."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from practice_tui.adapters.reminders.calendar_file import CalendarReminder, calendar_reminder, write
from practice_tui.domain.reminder import EVERY_DAY, DailyTime, Moments, Reminder, Stretch

A_SATURDAY = date(2026, 11, 21)
WRITTEN = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
MORNING = CalendarReminder("morning", "A quiet moment", time(6, 30), frozenset({0, 2}), 600)


def lines_of(calendar: bytes) -> list[str]:
    """Unfold a calendar."""
    assert calendar.endswith(b"\r\n")
    folded = calendar.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in folded)
    assert b"\n" not in calendar.replace(b"\r\n", b"")
    return calendar.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_reminder_is_an_event_with_an_alarm_on_its_weekdays() -> None:
    lines = lines_of(write([MORNING], A_SATURDAY, WRITTEN))
    assert lines == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Practice//Reminders//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:morning-reminder@practice",
        "DTSTAMP:20261121T163000Z",
        "DTSTART:20261123T063000",
        "DURATION:PT600S",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE",
        "SUMMARY:A quiet moment",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:A quiet moment",
        "TRIGGER:PT0S",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_times_name_no_zone_so_that_they_follow_the_phone() -> None:
    calendar = write([MORNING], A_SATURDAY, WRITTEN)
    assert b"TZID" not in calendar
    assert b"DTSTART:20261123T063000\r\n" in calendar


@pytest.mark.parametrize("weekdays", [frozenset[int](), EVERY_DAY], ids=["none said", "all"])
def test_every_day_is_daily_from_the_first_day_on(weekdays: frozenset[int]) -> None:
    lines = lines_of(write([MORNING._replace(weekdays=weekdays)], A_SATURDAY, WRITTEN))
    assert "RRULE:FREQ=DAILY" in lines
    assert "DTSTART:20261121T063000" in lines


@pytest.mark.parametrize("weekday", range(7))
def test_the_first_time_is_on_its_weekday_and_within_a_week(weekday: int) -> None:
    lines = lines_of(write([MORNING._replace(weekdays=frozenset({weekday}))], A_SATURDAY, WRITTEN))
    begins = next(line for line in lines if line.startswith("DTSTART:")).removeprefix("DTSTART:")
    first = datetime.strptime(begins, "%Y%m%dT%H%M%S").date()  # noqa: DTZ007 - it names no zone, on purpose
    assert first.weekday() == weekday
    assert 0 <= first.toordinal() - A_SATURDAY.toordinal() < 7


def test_words_can_not_add_a_line_and_long_ones_are_folded_between_letters() -> None:
    words = "für; dich, \\n\r\nEND:VCALENDAR\x1b " + "ö" * 200
    lines = lines_of(write([MORNING._replace(words=words)], A_SATURDAY, WRITTEN))
    assert lines.count("END:VCALENDAR") == 1
    assert f"SUMMARY:für\\; dich\\, \\\\n END:VCALENDAR {'ö' * 200}" in lines


def a_reminder(at: int, weekdays: frozenset[int]) -> Reminder:
    return Reminder(id="r", practice="steadying", seconds=300, when=DailyTime(at, weekdays))


def test_a_time_past_midnight_is_on_the_calendars_next_day() -> None:
    late = calendar_reminder(a_reminder(30, frozenset({0, 6})), "words", 4)
    assert late == CalendarReminder("r", "words", time(0, 30), frozenset({1, 0}), 300)
    day = calendar_reminder(a_reminder(7 * 60, frozenset({0, 6})), "words", 4)
    assert day == CalendarReminder("r", "words", time(7), frozenset({0, 6}), 300)


def test_moments_at_random_are_not_for_a_calendar() -> None:
    moments = Moments(2, Stretch(9 * 60, 17 * 60))
    assert calendar_reminder(Reminder(id="r", practice="p", seconds=60, when=moments), "words", 4) is None
