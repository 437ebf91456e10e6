from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import (
    SAMPLE_RATE,
    Decibels,
    clock_words,
    frames,
    gain,
    length_words,
    parse_length,
    seconds,
)

DAY = 24 * 3600


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("12", 720),
        ("12.5", 750),
        ("12,5", 750),
        ("90s", 90),
        ("12m30s", 750),
        ("12 min 30 s", 750),
        ("1h5m", 3900),
        ("1H 5M", 3900),
        ("0.1s", Fraction(1, 10)),
        ("90m", 5400),
        ("24h", DAY),
        (" 5m ", 300),
    ],
)
def test_lengths_as_people_write_them(text: str, length: Fraction | int) -> None:
    assert parse_length(text) == length * SAMPLE_RATE


def test_a_bare_number_is_counted_in_the_unit_that_is_meant() -> None:
    assert parse_length("12", bare_unit="s") == 12 * SAMPLE_RATE


@pytest.mark.parametrize(
    "text", ["", " ", "m", "five", "-5m", "5x", "5m5h", "1e3", "5..5m", "5m to 6m", "1 2", "1 2m", "9" * 40, "24h1s"]
)
def test_what_is_no_length_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_length(text)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=40))
def test_any_text_is_a_length_or_refused(text: str) -> None:
    try:
        assert 0 <= parse_length(text) <= DAY * SAMPLE_RATE
    except BadInput as refused:
        assert str(refused)  # noqa: PT017 - either of two outcomes is right


@given(st.integers(0, DAY))
def test_whole_seconds_are_read_back_from_their_words(count: int) -> None:
    assert parse_length(length_words(count * SAMPLE_RATE)) == count * SAMPLE_RATE


@pytest.mark.parametrize(
    ("count", "words", "clock"),
    [
        (0, "0s", "0:00"),
        (45, "45s", "0:45"),
        (59.6, "1m", "0:59"),
        (720, "12m", "12:00"),
        (750, "12m30s", "12:30"),
        (3900, "1h5m", "1:05:00"),
        (3599.9, "1h", "59:59"),
    ],
)
def test_words_round_and_clocks_count_whole_seconds(count: float, words: str, clock: str) -> None:
    assert length_words(frames(count)) == words
    assert clock_words(frames(count)) == clock


@given(st.integers(0, DAY * SAMPLE_RATE))
def test_frames_survive_the_way_through_seconds(count: int) -> None:
    assert frames(seconds(count)) == count


def test_gain_doubles_every_six_decibels() -> None:
    assert gain(Decibels(0)) == 1
    assert gain(Decibels(-20)) == pytest.approx(0.1)
    assert gain(Decibels(6.0206)) == pytest.approx(2, rel=1e-5)
