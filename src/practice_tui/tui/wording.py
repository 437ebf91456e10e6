"""How lengths and days are said to a person on the screens.

Owns those few phrases. Numbers never judge: there is no target beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.quantities import MINUTE, length_words

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from practice_tui.engine.library import PracticeSummary

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

TAP_FIRST = "tap your own rhythm first, if you like"
"""What is offered before a pacer that begins at a rhythm nobody knows yet."""

_ONES = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = {20: "twenty", 30: "thirty"}


def length_label(count: int) -> str:
    """Return a number of frames as a length to choose: ``15 min``, ``12m30s``."""
    return length_words(count) if count % MINUTE else f"{count // MINUTE} min"


def sat_words(seconds: float) -> str:
    """Return time that was sat: ``12 minutes``, ``40 seconds``; to the nearest minute from one minute on."""
    whole = round(seconds / 60) if seconds >= 60 else round(seconds)  # noqa: PLR2004 - seconds in a minute
    unit = "minute" if seconds >= 60 else "second"  # noqa: PLR2004
    return f"{whole} {unit}" if whole == 1 else f"{whole} {unit}s"


def were(seconds: float) -> str:
    """Return the verb that fits `sat_words`."""
    return "was" if sat_words(seconds).startswith("1 ") else "were"


def are(seconds: float) -> str:
    """Return the verb that fits `sat_words`."""
    return "is" if sat_words(seconds).startswith("1 ") else "are"


def day_words(day: date) -> str:
    """Return a day as ``Friday 20 November``."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def ago_words(day: date, today: date) -> str:
    """Return how long ago a day was: ``today``, ``yesterday``, ``4 days ago``, ``3 weeks ago``, ``March 2025``."""
    distance = today.toordinal() - day.toordinal()
    if distance <= 0:
        return "today"
    if distance == 1:
        return "yesterday"
    if distance < 14:  # noqa: PLR2004 - two weeks
        return f"{distance} days ago"
    if distance < 70:  # noqa: PLR2004 - ten weeks
        return f"{distance // 7} weeks ago"
    return f"{_MONTHS[day.month - 1]} {day.year}"


def range_words(practice: PracticeSummary) -> str:
    """Return the lengths a practice can have: ``8-40 min``, ``10s-3h``."""
    shortest, longest = practice.shortest, practice.longest
    if shortest == longest:
        return length_label(shortest)
    if shortest % MINUTE or longest % MINUTE:
        return f"{length_words(shortest)}-{length_words(longest)}"
    return f"{shortest // MINUTE}-{longest // MINUTE} min"


def first_sentence(text: str) -> str:
    """Return a text up to its first full stop that ends a sentence, where there is only room for that."""
    head, stop, _ = text.partition(". ")
    return head + stop.strip()


def rhythm_words(breaths_a_minute: Fraction) -> str:
    """Return a rhythm as ``about twelve and a half breaths a minute``, to the nearest half, from 1 to 39."""
    halves = round(breaths_a_minute * 2)
    return f"about {_number_words(halves // 2)}{' and a half' if halves % 2 else ''} breaths a minute"


def _number_words(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = number // 10 * 10, number % 10
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def with_author(words: str, practice: PracticeSummary) -> str:
    """Return words and, where somebody handed the practice on, who wrote it: ``new to you, by Ana``."""
    return f"{words}, by {practice.handed_on_by}" if practice.handed_on_by else words
