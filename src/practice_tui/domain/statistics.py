"""What has been practised: totals, days, days in a row and the score, from the records alone.

Owns what is added up and in which unit. The day of a sitting is the one its record holds; nothing
here works one out again, so travel, a change of the clocks or another day-start hour can't rewrite the past.

Time that several sittings share is counted once, within whatever is being added up: a day, a practice, or everything.
A sitting is taken to fill its seconds from its start on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from operator import attrgetter, floordiv, sub
from typing import TYPE_CHECKING, TypeVar

from practice_tui.domain.day_count import DayCount, day_count
from practice_tui.domain.streak import CountsAs, DaysInARow, Rules, Streak

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from practice_tui.domain.record import SessionRecord

__all__ = ["CountsAs", "DayCount", "Rules", "Statistics", "Streak", "explain_streak", "summarise"]

PRACTICE_DAY_SECONDS = 60
"""The least practice, in sum, that makes a day a practice day."""

RECENT_DAYS = 30
"""How many days, today among them, the second view looks at."""

HALF_LIFE_DAYS = 13
"""After so many days without practice the score is half of what it was."""

_KEPT_A_DAY = 0.5 ** (1 / HALF_LIFE_DAYS)

# A frame at 48 kHz and a microsecond are both whole in this unit, so sums are exact and know no order.
_TICKS_A_SECOND = 6_000_000
_TICKS_A_MICROSECOND = 6
_PRACTICE_DAY_TICKS = PRACTICE_DAY_SECONDS * _TICKS_A_SECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_Key = TypeVar("_Key")

_start_of, _end_of, _seconds_of = attrgetter("start"), attrgetter("end"), attrgetter("seconds")
_day_of, _practice_of = attrgetter("day"), attrgetter("practice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What was practised, as it stands on one day.

    Attributes:
        day: the practice day it was reckoned on.
        sessions: the number of sittings, however short.
        seconds: everything that was sat.
        days: the number of practice days.
        streak: days in a row, now and at most.
        last_30_days: how many of the last 30 days, `day` among them, were practice days.
        score: how settled the practice is, from 0 to 1, as Loop Habit Tracker reckons it for a daily habit: each
            practice day closes a fixed part of what is missing to 1, each missed day takes the same part away, with a
            half-life of 13 days. Rest, pauses, bridged days and an open today leave it as it is. It is a fraction as
            in Loop, not a mark out of a hundred; a screen may show it as a percentage.
        by_practice: seconds by the practice's id, the most practised first.
        seconds_by_day: seconds by practice day, in order; every day with a sitting, also those under a minute.
    """

    day: date
    sessions: int
    seconds: float
    days: int
    streak: Streak
    last_30_days: int
    score: float
    by_practice: Mapping[str, float]
    seconds_by_day: Mapping[date, float]

    @property
    def is_done(self) -> bool:
        """Whether `day` is a practice day already."""
        return self.seconds_by_day.get(self.day, 0.0) >= PRACTICE_DAY_SECONDS


def summarise(records: Iterable[SessionRecord], today: date, now: datetime, rules: Rules) -> Statistics:
    """Return the one summary of a history that every screen and command shows.

    Args:
        records: the sittings, in any order, each once.
        today: the practice day it is now for the person.
        now: the UTC instant; the current run and the bridge depend on it.
        rules: what the person has chosen.
    """
    sittings = sorted(records, key=attrgetter("start"))
    starts, spans = _spans(sittings)
    by_day = _ticks_once(map(_day_of, sittings), spans)
    by_practice = _ticks_once(map(_practice_of, sittings), spans)
    row = _days_in_a_row(sittings, starts, by_day, today, now, rules)
    practised = [day for day, ticks in by_day.items() if ticks >= _PRACTICE_DAY_TICKS]
    return Statistics(
        day=today,
        sessions=len(sittings),
        seconds=sum(_ticks_once(repeat(""), spans).values()) / _TICKS_A_SECOND,
        days=len(practised),
        streak=row.streak,
        last_30_days=sum(0 <= today.toordinal() - day.toordinal() < RECENT_DAYS for day in practised),
        score=_score(row, min(practised, default=today), today),
        by_practice={
            practice: ticks / _TICKS_A_SECOND
            for practice, ticks in sorted(by_practice.items(), key=lambda item: (-item[1], item[0]))
        },
        seconds_by_day={day: by_day[day] / _TICKS_A_SECOND for day in sorted(by_day)},
    )


def explain_streak(records: Iterable[SessionRecord], today: date, now: datetime, rules: Rules) -> tuple[DayCount, ...]:
    """Return how each day was counted, from the first with a sitting to today; the arguments are `summarise`'s.

    A day after today, as a flight to the west or a wrong clock makes them, is listed where it has a sitting. Where no
    such day is there, the practice days from today back to the first missed day are the current streak.
    """
    sittings = sorted(records, key=attrgetter("start"))
    starts, spans = _spans(sittings)
    by_day = _ticks_once(map(_day_of, sittings), spans)
    row = _days_in_a_row(sittings, starts, by_day, today, now, rules)
    first = min([today, *by_day])
    past = map(date.fromordinal, range(first.toordinal(), today.toordinal() + 1))
    ahead = sorted(day for day in by_day if day > today)
    return tuple(day_count(day, by_day.get(day, 0) / _TICKS_A_SECOND, row, today, rules) for day in (*past, *ahead))


# Ten years are eleven thousand sittings, reckoned with at every start: whole columns at once are several times faster.


def _microseconds(instants: Iterable[datetime]) -> list[int]:
    """Return instants as whole microseconds since 1970."""
    return list(map(floordiv, map(sub, instants, repeat(_EPOCH)), repeat(_MICROSECOND)))


def _spans(sittings: Sequence[SessionRecord]) -> tuple[list[int], list[tuple[int, int]]]:
    """Return when each sitting begins, in microseconds since 1970, and when it begins and is full, in ticks since."""
    starts = _microseconds(map(_start_of, sittings))
    spans = [
        (start * _TICKS_A_MICROSECOND, start * _TICKS_A_MICROSECOND + round(seconds * _TICKS_A_SECOND))
        for start, seconds in zip(starts, map(_seconds_of, sittings), strict=True)
    ]
    return starts, spans


def _ticks_once(keys: Iterable[_Key], spans: Sequence[tuple[int, int]]) -> dict[_Key, int]:
    """Return how much of time the spans of each key cover together; the spans come sorted by their beginning."""
    total: dict[_Key, int] = {}
    covered_until: dict[_Key, int] = {}
    for (begin, end), key in zip(spans, keys, strict=False):
        covered = covered_until.get(key, begin)
        if end > covered:
            total[key] = total.get(key, 0) + (end - covered if covered > begin else end - begin)
            covered_until[key] = end
        else:
            total.setdefault(key, 0)
    return total


def _days_in_a_row(
    sittings: Sequence[SessionRecord],
    starts: Sequence[int],
    by_day: Mapping[date, int],
    today: date,
    now: datetime,
    rules: Rules,
) -> DaysInARow:
    """Return the runs; the sittings come sorted by `starts`.

    A sitting bridges only where its day is a practice day, or a slip of a few seconds every other day would carry a
    run on for ever; on a practice day any sitting that holds practice at all bridges.
    """
    practised = {day for day, ticks in by_day.items() if ticks >= _PRACTICE_DAY_TICKS}
    sat: dict[date, tuple[int, int]] = {}
    ends = _microseconds(map(_end_of, sittings))
    for day, start, end, seconds in zip(map(_day_of, sittings), starts, ends, map(_seconds_of, sittings), strict=True):
        if seconds > 0 and day in practised:
            extent = sat.get(day)
            if extent is None:
                sat[day] = start, end
            elif end > extent[1]:
                sat[day] = extent[0], end
    extents = {day.toordinal(): extent for day, extent in sat.items()}
    return DaysInARow(extents, today.toordinal(), _microseconds([now])[0], rules)


def _score(row: DaysInARow, first: date, today: date) -> float:
    score = 0.0
    for day in range(first.toordinal(), today.toordinal() + 1):
        counts_as = row.counts_as(day)
        if counts_as is CountsAs.PRACTICE:
            score = score * _KEPT_A_DAY + (1 - _KEPT_A_DAY)
        elif counts_as is CountsAs.MISSED:
            score *= _KEPT_A_DAY
    return score
