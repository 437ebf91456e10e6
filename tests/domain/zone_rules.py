"""Every distinct rule by which clocks were changed in two years, for tests that walk over all of them."""

from __future__ import annotations

import zoneinfo
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from practice_tui.domain.wall_clock import Zone

FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
_WEEK = timedelta(days=7)
_SECOND = timedelta(seconds=1)


class ClockRules(NamedTuple):
    """How the clocks of some zones go.

    Attributes:
        zones: the names of all zones whose clocks go so.
        changes: the first instant after each change.
        offsets: the offset in minutes before the first change, and after each.
    """

    zones: tuple[str, ...]
    changes: tuple[datetime, ...]
    offsets: tuple[int, ...]

    def zone(self) -> Zone:
        """Return the zone, by plain arithmetic: a walk asks for millions of offsets."""
        changes, offsets = self.changes, self.offsets
        return Zone(self.zones[0], lambda instant: offsets[bisect_right(changes, instant)])


@cache
def every_rule() -> tuple[ClockRules, ...]:
    """Return the distinct rules of all zones, those without changes among them, in the order of their zones."""
    found: dict[tuple[tuple[datetime, ...], tuple[int, ...]], list[str]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        found.setdefault(_rules_of(name), []).append(name)
    return tuple(ClockRules(tuple(zones), *rules) for rules, zones in found.items())


@cache
def rules_of_each_zone() -> tuple[ClockRules, ...]:
    """Return the rules of every zone by itself."""
    return tuple(ClockRules((name,), *_rules_of(name)) for name in sorted(zoneinfo.available_timezones()))


@cache
def _rules_of(name: str) -> tuple[tuple[datetime, ...], tuple[int, ...]]:
    zone = zoneinfo.ZoneInfo(name)
    changes, offsets = [], [_offset(FIRST, zone)]
    moment = FIRST
    while moment < LAST:
        following = moment + _WEEK
        if _offset(following, zone) != offsets[-1]:
            changes.append(_first_after(moment, following, zone))
            offsets.append(_offset(following, zone))
        moment = following
    return tuple(changes), tuple(offsets)


def _first_after(before: datetime, after: datetime, zone: zoneinfo.ZoneInfo) -> datetime:
    old = _offset(before, zone)
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if _offset(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(moment: datetime, zone: zoneinfo.ZoneInfo) -> int:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return round(offset / timedelta(minutes=1))
