"""Small histories for examples: sittings at moments of UTC, and what is reckoned from them."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

from practice_tui.domain.practice_day import practice_day
from practice_tui.domain.record import Ending, SessionRecord
from practice_tui.domain.statistics import DayCount, Rules, Statistics, Streak, explain_streak, summarise

PLAIN = Rules()
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

_numbers = itertools.count(1)


def sat(moment: str, minutes: float = 10, *, practice: str = "kind-breath", day: str = "") -> SessionRecord:
    """Return a sitting that began at a moment of UTC, such as ``2026-11-20 06:10``."""
    start = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return SessionRecord(
        id=f"{next(_numbers):032x}",
        practice=practice,
        planned_seconds=minutes * 60,
        seconds=minutes * 60,
        start=start,
        end=start + minutes * MINUTE,
        zone="UTC",
        offset_minutes=0,
        day=date.fromisoformat(day) if day else practice_day(start),
        ending=Ending.FINISHED,
        source="app",
    )


def sat_daily(first: str, count: int) -> list[SessionRecord]:
    """Return `count` sittings of ten minutes, one a day at seven in the morning."""
    start = date.fromisoformat(first)
    return [sat(f"{start + timedelta(days=number)} 07:00") for number in range(count)]


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def summary(records: list[SessionRecord], moment: str, rules: Rules = PLAIN) -> Statistics:
    return summarise(records, practice_day(at(moment)), at(moment), rules)


def streak(records: list[SessionRecord], moment: str, rules: Rules = PLAIN) -> Streak:
    return summary(records, moment, rules).streak


def counts(records: list[SessionRecord], moment: str, rules: Rules = PLAIN) -> dict[str, str]:
    return {str(count.day): str(count.counts_as) for count in explained(records, moment, rules)}


def explained(records: list[SessionRecord], moment: str, rules: Rules = PLAIN) -> tuple[DayCount, ...]:
    return explain_streak(records, practice_day(at(moment)), at(moment), rules)
