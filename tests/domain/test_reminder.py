"""How reminders are written, and what a practice day's wished time is on the wall."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.errors import BadInput
from practice_tui.domain.practice_day import practice_day
from practice_tui.domain.reminder import (
    EVERY_DAY,
    MINUTES_A_DAY,
    Stretch,
    parse_stretch,
    parse_time,
    parse_weekdays,
    stretch_text,
    time_text,
    wall_time,
    weekday_names,
)

minutes = st.integers(0, MINUTES_A_DAY - 1)
stretches = st.tuples(minutes, minutes).filter(lambda both: both[0] != both[1]).map(lambda both: Stretch(*both))


@given(minutes)
def test_a_time_is_read_as_it_is_written(minute: int) -> None:
    assert parse_time(time_text(minute)) == minute
    assert parse_time(f" {time_text(minute).removeprefix('0')} ") == minute


@given(stretches)
def test_a_part_of_a_day_is_read_as_it_is_written(stretch: Stretch) -> None:
    assert parse_stretch(stretch_text(stretch)) == stretch


@given(stretches)
def test_a_stretch_holds_as_many_minutes_as_it_is_long(stretch: Stretch) -> None:
    held = [minute for minute in range(MINUTES_A_DAY) if stretch.holds(minute)]
    assert len(held) == stretch.minutes
    assert stretch.holds(stretch.begins)
    assert not stretch.holds(stretch.ends)


def test_a_night_holds_its_evening_and_its_morning() -> None:
    night = parse_stretch("22:00-07:00")
    assert [night.holds(parse_time(each)) for each in ("21:59", "22:00", "00:00", "06:59", "07:00")] == [
        False,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "text", ["", "7", "24:00", "12:60", "7:5", "07:30:00", "-1:30", "\u0667:30", "7.30", "07:30 pm", "\u00b2:30"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no time of day; write it like 07:30"):
        parse_time(text)


@pytest.mark.parametrize("text", ["", "22:00", "22:00-", "-07:00", "22:00-07:00-08:00", "22:00-25:00", "a-b"])
def test_what_is_no_part_of_a_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="write it like 22:00-07:00"):
        parse_stretch(text)


def test_a_part_of_a_day_that_begins_where_it_ends_is_refused() -> None:
    with pytest.raises(BadInput, match="begins where it ends"):
        parse_stretch("07:00-7:00")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mon", ["mon"]),
        ("sun, MON", ["mon", "sun"]),
        ("Wednesday,thu", ["wed", "thu"]),
        ("weekdays", ["mon", "tue", "wed", "thu", "fri"]),
        ("weekends,fri", ["fri", "sat", "sun"]),
        ("weekend", ["sat", "sun"]),
        ("daily", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
    ],
)
def test_weekdays_are_read(text: str, names: list[str]) -> None:
    assert weekday_names(parse_weekdays(text)) == names


@pytest.mark.parametrize("text", ["", "mo", "mon,", "monkey", "funday", "mon;tue"])
def test_what_is_no_weekday_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no day of the week; write them like mon,"):
        parse_weekdays(text)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), minutes, st.integers(0, 12))
def test_a_wished_time_lies_in_its_practice_day(day: date, minute: int, hour: int) -> None:
    wall = wall_time(day, minute, hour)
    assert practice_day(wall, hour) == day
    assert wall.hour * 60 + wall.minute == minute


def test_half_past_midnight_is_the_night_that_ends_the_day() -> None:
    assert wall_time(date(2026, 11, 20), 30, 4) == datetime(2026, 11, 21, 0, 30)  # noqa: DTZ001 - a wall clock
    assert frozenset(range(7)) == EVERY_DAY
