"""Over every change of the clocks in the world: no day without its prompt, and none with two.

By itself the walk takes a sample that is the same each time: for each change of each distinct rule two of the 48 times
of day, so that all of them have their turn. ``PRACTICE_WALK=rules`` walks all 48 at each change of each rule, in some
minutes; ``PRACTICE_WALK=zones`` at each change of every single zone.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.domain.prompted_life import Life, utc
from tests.domain.zone_rules import every_rule, rules_of_each_zone

from practice_tui.domain.due import LATEST
from practice_tui.domain.practice_day import practice_day
from practice_tui.domain.reminder import DailyTime, Reminder, time_text, wall_time
from practice_tui.domain.wall_clock import Zone, first_showing

if TYPE_CHECKING:
    from collections.abc import Iterator

WALK = os.environ.get("PRACTICE_WALK", "sample")
TIMES = tuple(range(0, 24 * 60, 30))
SAMPLE = 2
START_HOURS = (4, 4, 0, 4, 2, 4, 3)
A_TICK = timedelta(minutes=5)
DAY = timedelta(days=1)


def walks() -> Iterator[tuple[Zone, datetime, int, int]]:
    """Yield a zone, the instant of a change of its clocks, a time of day to be asked at, and where days begin."""
    turn = 0
    for rules in rules_of_each_zone() if WALK == "zones" else every_rule():
        for change in rules.changes:
            sample = [TIMES[(turn + number * 24) % 48] for number in range(SAMPLE)]
            for at in sample if WALK == "sample" else TIMES:
                yield rules.zone(), change, at, START_HOURS[turn % len(START_HOURS)]
            turn += 1


def test_there_is_much_to_walk_over() -> None:
    rules = every_rule()
    assert len(rules) > 50
    assert sum(len(each.changes) for each in rules) > 100
    assert {at for _, _, at, _ in walks()} == set(TIMES)
    # Clocks that go forward and back, by half an hour and by two, at midnight, and the other way round in winter.
    named = {name for each in rules if each.changes for name in each.zones}
    assert {"Europe/Dublin", "Australia/Lord_Howe", "Antarctica/Troll", "Africa/Casablanca", "Asia/Beirut"} <= named


def test_over_every_change_of_the_clocks_each_day_has_one_prompt() -> None:
    for zone, change, at, hour in walks():
        life = Life(Reminder("nurturance", "nurturance", 600, DailyTime(at)), zone, hour)
        first, last = change - DAY, change + DAY
        life.ticks(first, last, A_TICK)
        wall = [moment + timedelta(minutes=zone.offset_minutes(moment)) for moment in (first, last)]
        expected = {
            day
            for distance in range(-2, 4)
            if first + LATEST
            < (since := first_showing(wall_time(day := (wall[0] + distance * DAY).date(), at, hour), zone))
            if since <= last - A_TICK
        }
        where = (zone.name, change, time_text(at), hour)
        assert expected, where
        prompts = life.prompts_a_day()
        assert set(prompts.values()) == {1}, where
        assert expected <= set(prompts), where
        for now, occasion in life.delivered:
            assert timedelta(0) <= now - occasion.since < A_TICK or occasion.since < first, (*where, now)


@pytest.mark.parametrize("at", [0, 30, 89, 90, 119, 120, 150, 179, 180, 181, 240])
def test_a_skipped_time_comes_at_the_first_instant_after_it(at: int) -> None:
    zone = Zone("Europe/Berlin", lambda instant: 120 if instant >= utc("2026-03-29T01:00") else 60)
    since = first_showing(datetime(2026, 3, 29) + timedelta(minutes=at), zone)  # noqa: DTZ001 - a wall clock
    skipped = 120 <= at < 180
    naive = utc("2026-03-29T00:00") + timedelta(minutes=at - (60 if at < 180 else 120))
    assert since == (utc("2026-03-29T01:00") if skipped else naive)


def test_a_time_that_is_shown_twice_comes_at_the_first() -> None:
    zone = Zone("Europe/Berlin", lambda instant: 60 if instant >= utc("2026-10-25T01:00") else 120)
    assert first_showing(datetime(2026, 10, 25, 2, 30), zone) == utc("2026-10-25T00:30")  # noqa: DTZ001 - a wall clock
    life = Life(Reminder("nurturance", "nurturance", 600, DailyTime(150)), zone)
    life.ticks(utc("2026-10-24T12:00"), utc("2026-10-25T12:00"), timedelta(minutes=1))
    assert [now for now, _ in life.delivered] == [utc("2026-10-25T00:30")]


def test_the_first_instant_shown_is_the_first_of_all() -> None:
    for rules in every_rule():
        zone = rules.zone()
        for change in rules.changes:
            start = change - timedelta(hours=6)
            moments = [start + timedelta(minutes=15 * step) for step in range(49)]
            walls = [
                (moment + timedelta(minutes=zone.offset_minutes(moment))).replace(tzinfo=None) for moment in moments
            ]
            for wished in walls[20:30]:
                since = first_showing(wished, zone)
                shown = [moment for moment, wall in zip(moments, walls, strict=True) if wall >= wished]
                assert since <= shown[0], (zone.name, wished)
                before = since - timedelta(seconds=1)
                assert (before + timedelta(minutes=zone.offset_minutes(before))).replace(tzinfo=None) < wished


def test_who_sleeps_through_the_first_showing_of_tomorrows_time_is_not_kept_waiting_for_the_second() -> None:
    """In Troll clocks go from three back to one, and a day that begins at two begins twice."""
    zone = Zone("Antarctica/Troll", lambda instant: 0 if instant >= utc("2026-10-25T01:00") else 120)
    life = Life(Reminder("nurturance", "nurturance", 600, DailyTime(135)), zone, day_start_hour=2)
    life.ticks(utc("2026-10-25T01:10"), utc("2026-10-25T12:00"), A_TICK)
    [(now, occasion)] = life.delivered
    assert (now, occasion.since) == (utc("2026-10-25T01:10"), utc("2026-10-25T00:15"))


def test_a_time_past_midnight_belongs_to_the_day_that_it_ends() -> None:
    life = Life(Reminder("nurturance", "nurturance", 600, DailyTime(30)))
    life.ticks(utc("2026-11-20T12:00"), utc("2026-11-21T12:00"), A_TICK)
    [(now, occasion)] = life.delivered
    assert now == utc("2026-11-20T23:30")
    assert occasion.day == practice_day(datetime(2026, 11, 21, 0, 30)) == datetime(2026, 11, 20, tzinfo=UTC).date()  # noqa: DTZ001
