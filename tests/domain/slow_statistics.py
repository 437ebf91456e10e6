"""The rules of days and streaks a second time, as plainly and as slowly as they can be told."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TypeAlias

from practice_tui.domain.record import Ending, SessionRecord
from practice_tui.domain.statistics import Rules, Streak
from practice_tui.domain.streak import BRIDGE_HOURS, WIDEST_BRIDGE_DAYS

GRAIN_SECONDS = 20
DAY = timedelta(days=1)
BRIDGE = timedelta(hours=BRIDGE_HOURS)

History: TypeAlias = list[SessionRecord]


def sitting(number: int, start: datetime, grains: int, rest_seconds: int, day: date, practice: str) -> SessionRecord:
    """Return a sitting; its times are whole `GRAIN_SECONDS`, so that the slow telling can count them one by one."""
    seconds = grains * GRAIN_SECONDS
    return SessionRecord(
        id=f"{number:032x}",
        practice=practice,
        planned_seconds=None,
        seconds=float(seconds),
        start=start,
        end=start + timedelta(seconds=seconds + rest_seconds),
        zone="UTC",
        offset_minutes=0,
        day=day,
        ending=Ending.FINISHED,
        source="app",
    )


def grains_of(record: SessionRecord) -> range:
    """Return the numbers of the grains of time that a sitting fills."""
    begin = int(record.start.timestamp()) // GRAIN_SECONDS
    return range(begin, begin + round(record.seconds) // GRAIN_SECONDS)


def slow_practice_days(records: History) -> set[date]:
    """Return the days whose grains, each once, make a minute."""
    grains: dict[date, set[int]] = {}
    for record in records:
        grains.setdefault(record.day, set()).update(grains_of(record))
    return {day for day, sat in grains.items() if len(sat) * GRAIN_SECONDS >= 60}


def slow_carried_days(records: History, today: date, now: datetime, rules: Rules) -> set[date]:
    """Return the days that need no rest day, looking at every pair of sittings there is."""
    practised = slow_practice_days(records)
    real = [record for record in records if record.day in practised and record.seconds]
    ends = [(record.day, record.end) for record in real]
    starts = [(record.day, record.start) for record in real] + [(today, now)]
    carried = {
        first + number * DAY for first, last in rules.pauses for number in range((last - first).days + 1)
    } | practised
    for before, end in ends:
        for after, start in starts:
            apart = (after - before).days
            if 0 < apart <= WIDEST_BRIDGE_DAYS and start - end <= BRIDGE:
                carried |= {before + number * DAY for number in range(1, apart)}
    return carried | {today}


def slow_streak(records: History, today: date, now: datetime, rules: Rules) -> Streak:
    """Look at every stretch of days there is."""
    practised = slow_practice_days(records)
    carried = slow_carried_days(records, today, now, rules)
    calendar = [min({*practised, today}) + number * DAY for number in range(90)]
    current = longest = 0
    for begin in range(len(calendar)):
        rests: Counter[tuple[int, int]] = Counter()
        length = 0
        holds_today = False
        for day in calendar[begin:]:
            if day not in carried:
                rests[day.isocalendar()[:2]] += 1
                if rests[day.isocalendar()[:2]] > rules.rest_days_a_week:
                    break
            length += day in practised
            holds_today |= day == today
            longest = max(longest, length)
            if holds_today:
                current = max(current, length)
    return Streak(current, longest)
