"""Small moments: at random to a person, the same to everyone who asks, and never two within an hour."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.errors import BadInput
from practice_tui.domain.moments import moments_of_day
from practice_tui.domain.reminder import MINUTES_A_DAY, MOST_MOMENTS, Moments, Stretch, free_minutes

WORKDAY = Stretch(9 * 60, 17 * 60)
DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(1500)]


@st.composite
def possible(draw: st.DrawFn) -> Moments:
    count = draw(st.integers(1, MOST_MOMENTS))
    length = draw(st.integers(count * 60, MINUTES_A_DAY - 1))
    begins = draw(st.integers(0, MINUTES_A_DAY - 1))
    return Moments(count, Stretch(begins, (begins + length) % MINUTES_A_DAY))


@given(possible(), st.text(max_size=20), st.dates())
def test_moments_lie_in_the_window_in_order_and_an_hour_apart(moments: Moments, name: str, day: date) -> None:
    drawn = moments_of_day(name, day, moments)
    assert len(drawn) == moments.a_day
    assert all(moments.window.holds(minute) for minute in drawn)
    after_opening = [(minute - moments.window.begins) % MINUTES_A_DAY for minute in drawn]
    assert all(later - earlier >= 60 for earlier, later in pairwise(after_opening))
    assert drawn == moments_of_day(name, day, moments)


def test_days_and_reminders_differ() -> None:
    moments = Moments(3, WORKDAY)
    assert len({tuple(moments_of_day("a", day, moments)) for day in DAYS}) > 0.9 * len(DAYS)
    same = sum(moments_of_day("a", day, moments) == moments_of_day("b", day, moments) for day in DAYS)
    assert same < 5


def test_no_part_of_the_window_is_preferred() -> None:
    hours = [moments_of_day("a", day, Moments(1, WORKDAY))[0] // 60 for day in DAYS]
    expected = len(DAYS) / 8
    assert all(0.75 * expected < hours.count(hour) < 1.25 * expected for hour in range(9, 17))


def test_another_process_means_the_same_moments() -> None:
    program = (
        "from datetime import date; from practice_tui.domain.moments import moments_of_day;"
        "from practice_tui.domain.reminder import Moments, Stretch;"
        "print(moments_of_day('care-moment', date(2026, 11, 21), Moments(4, Stretch(540, 1020))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == f"{moments_of_day('care-moment', date(2026, 11, 21), Moments(4, WORKDAY))}\n"
    assert done.stdout == "[557, 667, 830, 983]\n", "an older version on another device would mean other moments"


@pytest.mark.parametrize(("count", "minutes"), [(0, 600), (7, 600), (1, 59), (2, 119), (6, 359)])
def test_too_many_for_the_window_are_refused(count: int, minutes: int) -> None:
    with pytest.raises(BadInput, match=r"choose from 1 to 6|ask for fewer"):
        free_minutes(count, minutes)
    assert free_minutes(1, 60) == 60
    assert free_minutes(6, 360) == 60
