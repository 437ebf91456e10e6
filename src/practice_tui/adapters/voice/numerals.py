"""Numbers as English words, so that every engine reads them alike.

Owns cardinals, ordinals, decimals, fractions, times of day, years, ranges and counts joined by hyphens, such as 4-7-8.
Numbers of more than fifteen digits are read digit by digit. Other languages keep their digits; their engines know them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_MOST_DIGITS = 15
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}
_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_SPOKEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]


def with_numbers_in_words(text: str) -> str:
    """Return `text` with its numbers written out in English."""
    for sign, fraction in _SIGNS.items():
        text = re.sub(rf"(\d){sign}", rf"\1 and {fraction}", text).replace(sign, fraction)
    for pattern, words in _SPOKEN:
        text = pattern.sub(words, text)
    return text


def cardinal(number: int) -> str:
    """Return a whole number from zero on in words, as in British use: one hundred and five."""
    if number < len(_SMALL):
        return _SMALL[number]
    if number < 100:  # noqa: PLR2004 - below a hundred
        tens, ones = divmod(number, 10)
        return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]
    if number < 1000:  # noqa: PLR2004 - below a thousand
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" and {cardinal(rest)}" if rest else "")
    size, name = next((size, name) for size, name in _SCALES if number >= size)
    count, rest = divmod(number, size)
    joined = f" and {cardinal(rest)}" if 0 < rest < 100 else f" {cardinal(rest)}" if rest else ""  # noqa: PLR2004
    return f"{cardinal(count)} {name}{joined}"


def ordinal(number: int) -> str:
    """Return the place a number gives: twenty-first."""
    words = cardinal(number)
    before, mark, last = words.rpartition("-") if "-" in words.split()[-1] else words.rpartition(" ")
    if last in _ORDINALS:
        return before + mark + _ORDINALS[last]
    return before + mark + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def _whole(digits: str) -> str:
    return cardinal(int(digits)) if len(digits) <= _MOST_DIGITS else _singly(digits)


def _singly(digits: str) -> str:
    return " ".join(_SMALL[int(digit)] for digit in digits)


def _decimal(found: re.Match[str]) -> str:
    return f"{_whole(found[1])} point {_singly(found[2])}"


def _fraction(found: re.Match[str]) -> str:
    above, below = int(found[1]), int(found[2])
    if not 0 < above < below or below > 20:  # noqa: PLR2004 - what people say as a fraction
        return f"{_whole(found[1])} over {_whole(found[2])}"
    one, more = _PARTS.get(below, (ordinal(below), f"{ordinal(below)}s"))
    return f"{'a' if above == 1 else cardinal(above)} {one if above == 1 else more}"


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    if minute == 0:
        return f"{cardinal(hour)} o'clock" if 0 < hour <= 12 else f"{cardinal(hour)} hundred hours"  # noqa: PLR2004
    return f"{cardinal(hour)} {'oh ' if minute < 10 else ''}{cardinal(minute)}"  # noqa: PLR2004 - one digit


def _year(found: re.Match[str]) -> str:
    century, rest = divmod(int(found[0]), 100)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"  # noqa: PLR2004 - one digit


_SPOKEN = (
    (re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])"), _time),
    (re.compile(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])"), _fraction),
    (re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)"), lambda found: _whole(found[0].replace(",", ""))),
    (re.compile(r"(\d+)(?:st|nd|rd|th)\b"), lambda found: ordinal(int(found[1][:_MOST_DIGITS]))),
    (re.compile(r"(\d)\s*\u2013\s*(?=\d)"), lambda found: f"{found[1]} to "),
    (re.compile(r"(\d)-(?=\d)"), lambda found: f"{found[1]} "),
    (re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])"), _decimal),
    (re.compile(r"(?<![\d.])1[1-9]\d\d(?!\d)"), _year),
    (re.compile(r"\d+"), lambda found: _whole(found[0])),
)
