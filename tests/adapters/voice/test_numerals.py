"""Numbers as English words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.adapters.voice.numerals import cardinal, ordinal, with_numbers_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (40, "forty"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (105, "one hundred and five"),
        (1000, "one thousand"),
        (1005, "one thousand and five"),
        (12_345, "twelve thousand three hundred and forty-five"),
        (1_000_001, "one million and one"),
        (10**12, "one trillion"),
    ],
)
def test_whole_numbers(number: int, words: str) -> None:
    assert cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "first"),
        (2, "second"),
        (12, "twelfth"),
        (20, "twentieth"),
        (21, "twenty-first"),
        (103, "one hundred and third"),
    ],
)
def test_places(number: int, words: str) -> None:
    assert ordinal(number) == words


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("breathe 4-7-8", "breathe four seven eight"),
        ("3–5 breaths", "three to five breaths"),  # noqa: RUF001 - the dash people write ranges with
        ("5.5 a minute", "five point five a minute"),
        ("at 10:30", "at ten thirty"),
        ("at 7:05", "at seven oh five"),
        ("at 7:00", "at seven o'clock"),
        ("in 1984", "in nineteen eighty-four"),
        ("in 1905 and 1900", "in nineteen oh five and nineteen hundred"),
        ("in 2021", "in two thousand and twenty-one"),
        ("1,250 hands", "one thousand two hundred and fifty hands"),
        ("the 2nd and 3rd", "the second and third"),
        ("1/2 or 3/4 or 2/3", "a half or three quarters or two thirds"),
        ("3½", "three and a half"),
        ("It is 5. Then 6.", "It is five. Then six."),
        ("1234567890123456", "one two three four five six seven eight nine zero one two three four five six"),
    ],
)
def test_numbers_in_a_text(written: str, spoken: str) -> None:
    assert with_numbers_in_words(written) == spoken


@given(st.text(alphabet="0123456789.,:/-–½¼ sndrth", max_size=60))  # noqa: RUF001 - the dash is meant
def test_no_digit_is_left_in_any_tangle(text: str) -> None:
    assert not any(character in "0123456789½¼" for character in with_numbers_in_words(text))


@given(st.integers(0, 10**15 - 1))
def test_every_number_has_its_own_words(number: int) -> None:
    words = cardinal(number)
    assert words == " ".join(words.split())
    assert cardinal(number + 1) != words
