"""Days in a row: what carries a run from one practice day to the next.

Owns the bridge between two sittings, rest days, pauses, and what today and the hours before it are worth. It is given
practice days and decides none: it knows no zone, no day-start hour and no minutes.

A *run* is a stretch of days in which every day is a practice day, or is bridged, paused, today, or a rest day, with at
most so many rest days in a calendar week (Monday to Sunday) as the person allows. Its length is its practice days.
Each stretch is measured on its own. So every run that a history holds is still there when a sitting is added, and the
current and the longest run never become shorter, whichever stretch claims a week's rest days.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.practice_day import DAY_START_HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

BRIDGE_HOURS = 36
"""A gap of no more hours than these between two sittings never breaks a run."""

WIDEST_BRIDGE_DAYS = 3
"""How far apart two bridged practice days can lie: in 36 hours, with all 26 hours of the world's zones between them,
a wall clock moves on by 62 hours. A sitting that was put on a day far from its instant so carries nothing further."""

MOST_REST_DAYS_A_WEEK = 6
"""With seven, no run would ever end."""

MICROSECONDS_AN_HOUR = 3_600_000_000
_BRIDGE_MICROSECONDS = BRIDGE_HOURS * MICROSECONDS_AN_HOUR


class CountsAs(StrEnum):
    """How a day was counted. Only `PRACTICE` adds to a run, and only `MISSED` breaks it."""

    PRACTICE = "practice"
    REST = "rest"
    BRIDGED = "bridged"
    PAUSED = "paused"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a person has chosen about days.

    Attributes:
        day_start_hour: the hour at which days begin for this person now. Sittings keep the day they were given.
        rest_days_a_week: how many days of a calendar week may be left out, from 0 to `MOST_REST_DAYS_A_WEEK`.
        pauses: the first and the last day of each pause; both belong to it.

    Raises:
        ValueError: on creation, where `rest_days_a_week` is out of range.
    """

    day_start_hour: int = DAY_START_HOUR
    rest_days_a_week: int = 0
    pauses: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.rest_days_a_week <= MOST_REST_DAYS_A_WEEK:
            raise ValueError(f"{self.rest_days_a_week} rest days a week; 0 to {MOST_REST_DAYS_A_WEEK} can be allowed")


class Streak(NamedTuple):
    """Days in a row, in practice days.

    Attributes:
        current: the run that today belongs to; 0 where there is none.
        longest: the longest run there is, `current` included.
    """

    current: int
    longest: int


class DaysInARow:
    """The runs of a history as they stand at one moment.

    Days are ordinals (`date.toordinal`), instants are whole microseconds since 1970.

    Attributes:
        bridges: the bridged days, each with the gap between the two sittings around it, in microseconds; the least
            where several pairs bridge it, and below 0 where two sittings overlap that were put on distant days.
        streak: the current and the longest run.
    """

    def __init__(self, sat: Mapping[int, tuple[int, int]], today: int, now: int, rules: Rules) -> None:
        """Reckon with `sat`: for each practice day, when its first sitting starts and when its last one ends."""
        self._sat = sat
        self._today = today
        self._rest_days_a_week = rules.rest_days_a_week
        self._pauses = [(first.toordinal(), last.toordinal()) for first, last in rules.pauses]
        self.bridges = _bridges(sat)
        self._undecided = _undecided(sat, today, now)
        self._stops = sorted({*sat, today})
        self._gaps = [self._days_left_over(earlier, later) for earlier, later in pairwise(self._stops)]
        self.streak, end = self._measured()
        self._rests = self._rests_before(end)

    def counts_as(self, day: int) -> CountsAs:
        """Return how a day is counted.

        Where two stretches could claim the same week's rest days, the run that today belongs to gets them, and after
        it the later one. What a week has left is rest too where it follows a run that then broke.
        """
        if day in self._sat:
            return CountsAs.PRACTICE
        if self._is_paused(day):
            return CountsAs.PAUSED
        if day >= self._today:
            return CountsAs.OPEN
        if day in self.bridges:
            return CountsAs.BRIDGED
        if day in self._undecided:
            return CountsAs.OPEN
        return CountsAs.REST if day in self._rests else CountsAs.MISSED

    def _is_paused(self, day: int) -> bool:
        return any(first <= day <= last for first, last in self._pauses)

    def _is_carried(self, day: int) -> bool:
        return day in self.bridges or day in self._undecided or self._is_paused(day)

    def _days_left_over(self, earlier: int, later: int) -> Sequence[int] | None:
        """Return the days between two stops that only rest days can carry, or None where a week has too many."""
        allowed = self._rest_days_a_week
        found: list[int] = []
        for day in range(earlier + 1, later):
            if self._is_carried(day):
                continue
            found.append(day)
            if len(found) > allowed and _week(found[-1 - allowed]) == _week(day):
                return None
        return found

    def _measured(self) -> tuple[Streak, int]:
        """Return the streak, and the index of the stop where the current run ends.

        For each stop as the end, the window reaches back as far as the rest days allow; its left edge only moves on.
        """
        used: Counter[int] = Counter()
        left = days = current = longest = 0
        end = self._stops.index(self._today)
        for right, stop in enumerate(self._stops):
            gap = self._gaps[right - 1] if right else ()
            if gap is None:
                left, days = right, 0
                used.clear()
            elif gap:
                used.update(map(_week, gap))
                while any(used[_week(day)] > self._rest_days_a_week for day in gap):
                    days -= self._stops[left] in self._sat
                    used.subtract(map(_week, self._gaps[left] or ()))
                    left += 1
            days += stop in self._sat
            longest = max(longest, days)
            if stop >= self._today >= self._stops[left] and days > current:
                current, end = days, right
        return Streak(current, longest), end

    def _rests_before(self, end: int) -> set[int]:
        """Return the days that are shown as rest: gap by gap back from a stop, as long as a week has any left."""
        used: Counter[int] = Counter()
        rests: set[int] = set()
        breaks: list[int] = []
        for index in reversed(range(end)):
            gap = self._gaps[index]
            if gap is None or (gap and not self._fits(gap, used)):
                breaks.append(index)
            elif gap:
                used.update(map(_week, gap))
                rests.update(gap)
        for index in reversed(breaks):
            rests.update(self._rests_after(index, used))
        return rests

    def _fits(self, gap: Sequence[int], used: Mapping[int, int]) -> bool:
        wanted = Counter(map(_week, gap))
        return all(used[week] + days <= self._rest_days_a_week for week, days in wanted.items())

    def _rests_after(self, index: int, used: Counter[int]) -> Iterator[int]:
        """Yield the rest days that follow a run before it breaks, and note them in `used`."""
        for day in range(self._stops[index] + 1, self._stops[index + 1]):
            if self._is_carried(day):
                continue
            if used[_week(day)] >= self._rest_days_a_week:
                return
            used[_week(day)] += 1
            yield day


def _week(day: int) -> int:
    """Return which calendar week, Monday to Sunday, a day lies in; day 1 of the calendar is a Monday."""
    return (day - 1) // 7


def _bridges(sat: Mapping[int, tuple[int, int]]) -> dict[int, int]:
    """Return the days between two sittings that lie close enough together, each with the gap in microseconds.

    All pairs of near days are looked at, not neighbours alone: a sitting whose day was changed by hand may lie between
    two others without being near them in time, and must not part them.
    """
    bridges: dict[int, int] = {}
    for earlier, (_, ended) in sat.items():
        if all(day in sat for day in range(earlier + 1, earlier + WIDEST_BRIDGE_DAYS)):
            continue
        for later in range(earlier + 2, earlier + WIDEST_BRIDGE_DAYS + 1):
            if later not in sat or (gap := sat[later][0] - ended) > _BRIDGE_MICROSECONDS:
                continue
            bridges |= {day: min(gap, bridges.get(day, gap)) for day in range(earlier + 1, later) if day not in sat}
    return bridges


def _undecided(sat: Mapping[int, tuple[int, int]], today: int, now: int) -> set[int]:
    """Return the days before today that a sitting begun now would still bridge."""
    for earlier in range(today - WIDEST_BRIDGE_DAYS, today - 1):
        if earlier in sat and now - sat[earlier][1] <= _BRIDGE_MICROSECONDS:
            return set(range(earlier + 1, today))
    return set()
