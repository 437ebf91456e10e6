"""The one answer to "which day?", in every zone there is and on both changes of the clocks."""

from __future__ import annotations

import os
import subprocess
import sys
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.errors import BadInput
from practice_tui.domain.practice_day import DAY_START_HOUR, days_between, parse_day, practice_day
from practice_tui.domain.record import day_of

ZONES = sorted(zoneinfo.available_timezones())
HOUR = timedelta(hours=1)
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

zones = st.sampled_from(ZONES).map(zoneinfo.ZoneInfo)
start_hours = st.integers(0, 12)
wall_clocks = st.datetimes(datetime(1971, 1, 2), datetime(2100, 1, 1))  # noqa: DTZ001 - a wall clock has no zone


@cache
def clock_changes() -> tuple[tuple[str, datetime], ...]:
    """Return the first second after each clock change of two years, in every zone."""
    return tuple((name, moment) for name in ZONES for moment in _changes_of(zoneinfo.ZoneInfo(name)))


def _changes_of(zone: tzinfo) -> list[datetime]:
    changes = []
    moment = FIRST
    while moment < LAST:
        following = moment + timedelta(days=7)
        if _offset(moment, zone) != _offset(following, zone):
            changes.append(_first_after(moment, following, zone))
        moment = following
    return changes


def _first_after(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // timedelta(seconds=2) * timedelta(seconds=1)
        if _offset(middle, zone) == _offset(before, zone):
            before = middle
        else:
            after = middle
    return after


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def test_a_day_lasts_until_the_hour_at_which_the_next_begins() -> None:
    evening, night, morning = (datetime(2026, 11, day, hour, 59) for day, hour in ((20, 23), (21, 3), (21, 4)))  # noqa: DTZ001 - wall clocks
    assert practice_day(evening) == practice_day(night) == date(2026, 11, 20)
    assert practice_day(morning) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("night", "day"),
    [
        (datetime(2027, 1, 1, 2, 30), date(2026, 12, 31)),  # noqa: DTZ001 - a wall clock
        (datetime(2028, 3, 1, 2, 30), date(2028, 2, 29)),  # noqa: DTZ001 - a wall clock
        (datetime(2027, 3, 1, 2, 30), date(2027, 2, 28)),  # noqa: DTZ001 - a wall clock
        (datetime(2000, 3, 1, 2, 30), date(2000, 2, 29)),  # noqa: DTZ001 - a wall clock
        (datetime(2100, 3, 1, 2, 30), date(2100, 2, 28)),  # noqa: DTZ001 - a wall clock
    ],
)
def test_a_late_night_belongs_to_the_last_day_of_its_year_and_its_month(night: datetime, day: date) -> None:
    assert practice_day(night) == day


@given(wall=wall_clocks, hour=start_hours, zone=zones, fold=st.integers(0, 1))
def test_the_wall_clock_alone_decides_in_every_zone(wall: datetime, hour: int, zone: tzinfo, fold: int) -> None:
    expected = wall.date() if wall.time() >= time(hour) else wall.date() - timedelta(days=1)
    assert practice_day(wall, hour) == expected
    assert practice_day(wall.replace(tzinfo=zone, fold=fold), hour) == expected


@given(wall=wall_clocks, hour=start_hours, passed=st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_later_hour_on_the_wall_is_never_an_earlier_day(wall: datetime, hour: int, passed: timedelta) -> None:
    days = days_between(practice_day(wall, hour), practice_day(wall + passed, hour))
    assert passed.days <= days <= passed.days + 1


def test_there_are_changes_of_the_clocks_to_test_with() -> None:
    assert len({name for name, _ in clock_changes()}) > 100
    assert ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)) in clock_changes()
    assert ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)) in clock_changes()


def test_no_change_of_the_clocks_moves_a_day_in_any_zone() -> None:
    for name, change in clock_changes():
        zone = zoneinfo.ZoneInfo(name)
        for minutes in range(-30 * 60, 30 * 60, 15):
            moment = (change + timedelta(minutes=minutes)).astimezone(zone)
            expected = moment.date() if moment.hour >= DAY_START_HOUR else moment.date() - timedelta(days=1)
            assert practice_day(moment) == expected, (name, moment)


def test_as_time_goes_on_no_change_of_the_clocks_brings_a_day_back() -> None:
    for name, change in clock_changes():
        zone = zoneinfo.ZoneInfo(name)
        moments = [change + timedelta(minutes=minutes) for minutes in range(-30 * 60, 30 * 60, 15)]
        days = [practice_day(moment.astimezone(zone)) for moment in moments]
        assert days == sorted(days), name
        assert len(set(days)) == days_between(days[0], days[-1]) + 1, name


def test_noon_after_a_change_of_the_clocks_is_one_day_after_noon_before_it() -> None:
    for name, change in clock_changes():
        zone = zoneinfo.ZoneInfo(name)
        day = change.astimezone(zone).date()
        around = [datetime.combine(day + timedelta(days=n), time(12), zone) for n in (-1, 0, 1)]
        days = [practice_day(noon.astimezone(UTC).astimezone(zone)) for noon in around]
        assert [days_between(days[0], each) for each in days] == [0, 1, 2], name


def test_a_record_finds_the_day_from_its_offset_that_the_wall_clock_showed() -> None:
    for name, change in clock_changes():
        zone = zoneinfo.ZoneInfo(name)
        for start in (change - HOUR, change - timedelta(seconds=1), change, change + HOUR, change + 3 * HOUR):
            offset_minutes = _offset(start, zone) // timedelta(minutes=1)
            assert day_of(start, offset_minutes, 4) == practice_day(start.astimezone(zone)), (name, start)


@given(earlier=st.dates(), later=st.dates(), between=st.dates())
def test_distances_add_up(earlier: date, later: date, between: date) -> None:
    assert days_between(earlier, later) == days_between(earlier, between) + days_between(between, later)
    assert days_between(earlier, later) == (later - earlier).days


@given(st.dates())
def test_a_day_is_read_back_as_it_was_written(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["", "2026-02-29", "2026-13-01", "21.11.2026", "today", "2026-11-21T06:00"])
def test_what_is_no_day_is_named_with_an_example(text: str) -> None:
    with pytest.raises(BadInput, match="write it like 2026-11-21"):
        parse_day(text)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu"])
def test_the_zone_of_the_machine_is_never_asked(zone: str) -> None:
    program = (
        "from datetime import UTC, datetime; from practice_tui.domain.record import day_of;"
        "print(day_of(datetime(2026, 11, 21, 9, 30, tzinfo=UTC), 60, 4))"
    )
    environment = os.environ | {"TZ": zone}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2026-11-21"
