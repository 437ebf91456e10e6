"""My rhythm: taps, one a breath, become breaths a minute."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.rhythm import FASTEST, FEWEST_GAPS, SLOWEST, TapCounter, rate_of, rhythm_set


def taps(*gaps: float) -> list[float]:
    return list(accumulate(gaps, initial=1000.0))


def test_steady_taps_are_their_rate() -> None:
    assert rate_of(taps(5.0, 5.0, 5.0)) == 12
    assert rate_of(taps(*[60 / 5.5] * 6)) == Fraction(11, 2)


def test_a_breath_that_varies_gives_the_middle() -> None:
    assert rate_of(taps(4.0, 5.0, 6.0, 5.0, 4.8, 5.2)) == 12


@pytest.mark.parametrize("strange", [10.1, 0.2, 24.0, 2.4])
def test_a_missed_or_doubled_tap_changes_nothing(strange: float) -> None:
    assert rate_of(taps(5.0, 5.0, strange, 5.0, 5.0)) == 12


def test_too_few_taps_say_nothing() -> None:
    counter = TapCounter()
    answers = [counter.add(instant) for instant in taps(6.0, 6.0, 6.0, 6.0)]
    assert answers == [None] * FEWEST_GAPS + [Fraction(10), Fraction(10)]
    assert counter.taps == 5


def test_the_answer_has_bounds() -> None:
    assert rate_of(taps(0.5, 0.5, 0.5)) == FASTEST
    assert rate_of(taps(29.0, 29.0, 29.0)) == SLOWEST


def test_whoever_comes_back_after_a_while_begins_anew() -> None:
    counter = TapCounter()
    for instant in taps(3.0, 3.0, 3.0):
        counter.add(instant)
    assert counter.add(2000.0) is None
    assert counter.taps == 1


def test_a_tap_that_is_not_later_is_left_out() -> None:
    counter = TapCounter()
    counter.add(5.0)
    counter.add(5.0)
    counter.add(4.0)
    assert counter.taps == 1


def test_only_the_last_taps_count() -> None:
    counter = TapCounter()
    for instant in taps(*[3.0] * 30, *[6.0] * 30):
        answer = counter.add(instant)
    assert answer == 10


@given(st.lists(st.floats(0, 1e6), max_size=60))
def test_any_taps_have_no_answer_or_one_within_bounds(instants: list[float]) -> None:
    counter = TapCounter()
    for instant in instants:
        answer = counter.add(instant)
        assert answer is None or SLOWEST <= answer <= FASTEST


@pytest.mark.parametrize(
    ("setting", "meant"), [(0.0, Fraction(12)), (5.5, Fraction(11, 2)), (2.0, Fraction(4)), (30.0, Fraction(30))]
)
def test_what_a_setting_means(setting: float, meant: Fraction) -> None:
    assert rhythm_set(setting) == meant
