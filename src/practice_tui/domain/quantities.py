"""Lengths and levels, and every conversion between them.

A length of a timeline is a whole number of frames at 48 kHz; a length a person writes is seconds. Nothing else in the
program multiplies by the sample rate.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NewType

from practice_tui.domain.errors import BadInput, TooLong

Frames = NewType("Frames", int)
"""A whole number of sample frames at `SAMPLE_RATE`."""

Seconds = NewType("Seconds", float)
"""A length in seconds, for people and for JSON."""

Decibels = NewType("Decibels", float)
"""A level relative to full scale or to another level."""

SAMPLE_RATE = 48_000
"""Frames a second, of every timeline and every mix."""

MINUTE = Frames(60 * SAMPLE_RATE)
"""One minute, in frames."""

_UNITS = {"h": 3600, "m": 60, "min": 60, "s": 1}
_WITH_UNITS = re.compile(r"(?:(\d+(?:[.,]\d+)?)h)?(?:(\d+(?:[.,]\d+)?)m(?:in)?)?(?:(\d+(?:[.,]\d+)?)s)?")
_BARE = re.compile(r"\d+(?:[.,]\d+)?")
_TORN_NUMBER = re.compile(r"\d\s+\d")
_LONGEST_SECONDS = 24 * 3600
_MOST_CHARACTERS = 32


def frames(seconds: float | Fraction) -> Frames:
    """Return `seconds` as frames, rounded to the nearest."""
    return Frames(seconds * SAMPLE_RATE if isinstance(seconds, int) else round(Fraction(seconds) * SAMPLE_RATE))


def seconds(count: int) -> Seconds:
    """Return a number of frames as seconds."""
    return Seconds(count / SAMPLE_RATE)


def gain(level: Decibels) -> float:
    """Return the factor by which samples are multiplied to change their level by `level` dB."""
    return float(10.0 ** (level / 20.0))


def parse_length(text: str, *, bare_unit: str = "m") -> Frames:
    """Return the length that `text` names, in frames.

    A bare number is counted in `bare_unit` (``m`` or ``s``), a comma may stand for the point; with units any numbers
    may be given, also past sixty: ``90s``, ``12m30s``, ``1h5m``.

    Raises:
        BadInput: `text` names no length.
        TooLong: it names one past a day.
    """
    compact = text.strip().lower().replace(" ", "")
    if len(compact) > _MOST_CHARACTERS:
        raise BadInput("that is no length; write it like 12, 12.5, 90s, 12m30s or 1h5m")
    if _BARE.fullmatch(compact) and not _TORN_NUMBER.search(text):
        return _checked(_number(compact) * _UNITS[bare_unit], text)
    match = _WITH_UNITS.fullmatch(compact)
    if match is None or not compact or _TORN_NUMBER.search(text):
        raise BadInput(f"{text!r} is no length; write it like 12, 12.5, 90s, 12m30s or 1h5m")
    hours, minutes, rest = (_number(group) if group else 0 for group in match.groups())
    return _checked(hours * 3600 + minutes * 60 + rest, text)


def _number(text: str) -> Fraction | int:
    return int(text) if text.isdecimal() else Fraction(text.replace(",", "."))


def _checked(length: Fraction | int, text: str) -> Frames:
    if length > _LONGEST_SECONDS:
        raise TooLong(f"{text!r} is longer than a day; ask for less", frames(length))
    return frames(length)


def length_words(count: int) -> str:
    """Return a length as people and the parser write it: ``45s``, ``12m``, ``12m30s``, ``1h5m``; to the second."""
    total = (count + SAMPLE_RATE // 2) // SAMPLE_RATE
    hours, rest = divmod(total, 3600)
    minutes, whole_seconds = divmod(rest, 60)
    words = f"{hours}h" * bool(hours) + f"{minutes}m" * bool(minutes) + f"{whole_seconds}s" * bool(whole_seconds)
    return words or "0s"


def range_words(shortest: int, longest: int) -> str:
    """Return a range of lengths as people read it: ``5m to 45m``; where both ends are one, that one: ``12m30s``."""
    ends = (length_words(shortest), length_words(longest))
    return ends[0] if shortest == longest else " to ".join(ends)


def clock_words(count: int) -> str:
    """Return a length as a clock shows it: ``0:45``, ``12:30``, ``1:05:00``; started seconds are not counted."""
    hours, rest = divmod(count // SAMPLE_RATE, 3600)
    minutes, whole_seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{whole_seconds:02}" if hours else f"{minutes}:{whole_seconds:02}"
