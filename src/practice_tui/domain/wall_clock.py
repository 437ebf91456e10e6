"""What a clock on the wall means: the instant it showed a time at.

Owns the two hours a year in which a wall clock says too much or too little. A time it showed twice, when clocks are set
back, is taken as the earlier one; a time it skipped, when they are set forward, is read as by a clock that was not set
yet, so that 02:30 in a skipped hour is 03:30. Where zones come from is decided elsewhere.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
"""The first instant a sitting may begin or end at."""

LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""The first instant that is too late."""

_A_DAY = timedelta(days=1)
_A_SECOND = timedelta(seconds=1)


class Zone(NamedTuple):
    """A time zone.

    Attributes:
        name: what people call it, such as Europe/Madrid.
        offset_minutes: its offset from UTC at an instant, in whole minutes.
    """

    name: str
    offset_minutes: Callable[[datetime], int]


class Moment(NamedTuple):
    """An instant, and how a wall clock showed it.

    Attributes:
        instant: in UTC.
        offset_minutes: the offset of the wall clock from UTC.
        doubt: what a person should know of the reading, or an empty text.
    """

    instant: datetime
    offset_minutes: int
    doubt: str = ""


def moment_on_the_wall(wall: datetime, zone: Zone) -> Moment:
    """Return when a clock of `zone` showed the naive time `wall`.

    Raises:
        BadInput: it lies outside the years people sit in (`EARLIEST`, `LATEST`).
    """
    as_utc = wall.replace(tzinfo=UTC)
    within_bounds(as_utc)
    before, after = zone.offset_minutes(as_utc - _A_DAY), zone.offset_minutes(as_utc + _A_DAY)
    shown_at = [
        (instant, offset)
        for offset in sorted({before, after}, reverse=True)
        if zone.offset_minutes(instant := as_utc - timedelta(minutes=offset)) == offset
    ]
    if shown_at:
        instant, offset = shown_at[0]
        doubt = "clocks were set back, and showed this time twice; the earlier one is taken" if shown_at[1:] else ""
        return Moment(within_bounds(instant), offset, doubt)
    instant = as_utc - timedelta(minutes=before)
    return Moment(
        within_bounds(instant), zone.offset_minutes(instant), "clocks were set forward over this time; it is moved on"
    )


def first_showing(wall: datetime, zone: Zone) -> datetime:
    """Return the first instant, in UTC, at which a clock of `zone` shows the naive time `wall` or a later one.

    A skipped time is passed at the instant at which clocks are set forward, unlike in `moment_on_the_wall`: who waits
    for it waits no longer. A time shown twice is shown first at the earlier instant.
    """
    as_utc = wall.replace(tzinfo=UTC)
    before, after = zone.offset_minutes(as_utc - _A_DAY), zone.offset_minutes(as_utc + _A_DAY)
    if before == after:
        return as_utc - timedelta(minutes=before)
    for offset in sorted({before, after}, reverse=True):
        instant = as_utc - timedelta(minutes=offset)
        if zone.offset_minutes(instant) == offset:
            return instant
    earlier, later = as_utc - timedelta(minutes=after), as_utc - timedelta(minutes=before)
    while later - earlier > _A_SECOND:
        middle = earlier + (later - earlier) // _A_SECOND // 2 * _A_SECOND
        if zone.offset_minutes(middle) == before:
            earlier = middle
        else:
            later = middle
    return later


def moment_of(instant: datetime, zone: Zone) -> Moment:
    """Return how a clock of `zone` showed an aware `instant`.

    Raises:
        BadInput: it lies outside the years people sit in.
    """
    try:
        in_utc = within_bounds(instant.astimezone(UTC))
    except OverflowError:
        raise _out_of_bounds(instant) from None
    return Moment(in_utc, zone.offset_minutes(in_utc))


def within_bounds(instant: datetime) -> datetime:
    """Return the instant, which is in UTC.

    Raises:
        BadInput: it lies outside the years people sit in.
    """
    if EARLIEST <= instant < LATEST:
        return instant
    raise _out_of_bounds(instant)


def _out_of_bounds(instant: datetime) -> BadInput:
    return BadInput(f"the year {instant.year} is out of reach; sittings lie between {EARLIEST.year} and {LATEST.year}")
