"""Suggesting a time from when a person usually sits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.record import Ending, SessionRecord, day_of
from practice_tui.domain.reminder import parse_time
from practice_tui.engine.usual_time import usual_minute

TODAY = date(2026, 11, 21)


def sat(days_ago: int, wall: str) -> SessionRecord:
    day = datetime(2026, 11, 21, tzinfo=UTC) - timedelta(days=days_ago)
    start = day + timedelta(minutes=parse_time(wall) - 60)
    return SessionRecord(
        id=f"{days_ago}-{wall}",
        practice="gratitude",
        planned_seconds=600,
        seconds=600,
        start=start,
        end=start + timedelta(minutes=10),
        zone="Europe/Madrid",
        offset_minutes=60,
        day=day_of(start, 60, 4),
        ending=Ending.FINISHED,
        source="app",
    )


def usual(*sittings: tuple[int, str]) -> int | None:
    return usual_minute([sat(*each) for each in sittings], TODAY, 4)


def test_mornings_at_about_the_same_time_suggest_it() -> None:
    assert usual((1, "07:14"), (2, "07:03"), (3, "07:31"), (4, "06:58"), (5, "07:20")) == parse_time("07:10")


@pytest.mark.parametrize(
    "sittings",
    [
        (),
        ((1, "07:00"), (2, "07:00")),
        ((1, "07:00"), (1, "07:10"), (1, "07:20")),
        ((60, "07:00"), (61, "07:00"), (62, "07:00")),
        tuple((number, f"{5 + 2 * number:02}:00") for number in range(1, 9)),
    ],
    ids=["none", "two days", "one day three times", "long ago", "all over the day"],
)
def test_where_there_is_no_telling_nothing_is_suggested(sittings: tuple[tuple[int, str], ...]) -> None:
    assert usual(*sittings) is None


def test_late_nights_are_one_time_though_midnight_lies_between() -> None:
    assert usual((1, "23:50"), (1, "00:10"), (3, "23:40"), (5, "00:05"), (6, "23:55")) == parse_time("23:50")


def test_second_sittings_and_single_days_at_other_times_do_not_matter() -> None:
    mornings = [(day, "06:30") for day in range(1, 7)]
    assert usual(*mornings, *((day, "21:00") for day in range(1, 7)), (8, "15:00"), (9, "12:00")) == parse_time("06:30")


@given(st.lists(st.tuples(st.integers(0, 70), st.integers(0, 1439)), max_size=30))
def test_what_is_suggested_is_near_a_time_one_sat_at(days: list[tuple[int, int]]) -> None:
    records = [sat(ago, f"{minute // 60:02}:{minute % 60:02}") for ago, minute in days]
    minute = usual_minute(records, TODAY, 4)
    assert minute == usual_minute(records[::-1], TODAY, 4)
    if minute is not None:
        assert minute % 5 == 0
        assert any(0 <= (each - minute) % 1440 < 5 for _, each in days)
