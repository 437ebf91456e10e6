"""Times and lengths as other programs write them.

Owns the forms that are understood. It refuses whatever else in words that name an example.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import parse_length, seconds

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,?\s+(.+))?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(.+))?")
_DASHED = re.compile(r"\d{4}-\d{2}-\d{2}.*")
_UNIX = re.compile(r"-?\d{9,11}")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{1,2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
_LASTING = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,6})?)")
_MOST_CHARACTERS = 60
_NOON = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def written_moment(text: str, *, is_day_first: bool = False) -> datetime:
    """Return the moment a text names: aware where it names an offset or counts seconds since 1970, else naive.

    Args:
        text: such as ``2026-04-20 08:21``, ``04/20/2026 8:21:14 AM``, ``20.4.2026 08:21`` or ``1776673274``.
        is_day_first: whether 03/04/2026 is the third of April.

    Raises:
        BadInput: it names none.
    """
    text = text.strip()
    if len(text) <= _MOST_CHARACTERS:
        if _UNIX.fullmatch(text):
            return _EPOCH + timedelta(seconds=int(text))
        try:
            return _moment(text, is_day_first=is_day_first)
        except ValueError:
            pass
    raise BadInput(f"{_shown(text)} is no date and time; it should be like 04/20/2026 08:21:14 or 2026-04-20 08:21")


def written_day(text: str, *, is_day_first: bool = False) -> date:
    """Return the day a text names.

    Raises:
        BadInput: it names none.
    """
    try:
        if len(text) <= _MOST_CHARACTERS:
            return _split(text.strip(), is_day_first=is_day_first)[0]
    except ValueError:
        pass
    raise BadInput(f"{_shown(text)} is no day; it should be like 2026-04-20")


def written_clock(text: str) -> time:
    """Return the time of day a text names, such as ``08:21``, ``8:21:14 AM``.

    Raises:
        BadInput: it names none.
    """
    try:
        return _clock(text.strip())
    except ValueError:
        raise BadInput(f"{_shown(text)} is no time of day; it should be like 08:21") from None


def written_length(text: str, *, bare_unit: str = "m") -> float:
    """Return the seconds a text names: ``0:45:0``, ``45:00``, ``12.5``, ``12m30s``; a bare number is in `bare_unit`.

    Raises:
        BadInput: it names none.
    """
    lasting = _LASTING.fullmatch(text.strip())
    if lasting:
        hours, minutes, rest = lasting.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(rest)
    try:
        if bare_unit == "h" and text.strip().replace(",", ".", 1).replace(".", "", 1).isdecimal():
            text = f"{text.strip()}h"
        return seconds(parse_length(text, bare_unit="m" if bare_unit == "h" else bare_unit))
    except BadInput:
        raise BadInput(f"{_shown(text)} is no length; it should be like 0:45:00 or 45") from None


def _moment(text: str, *, is_day_first: bool) -> datetime:
    if _DASHED.fullmatch(text) and ":" in text and not text[-1].isalpha():
        return datetime.fromisoformat(text)
    if text.endswith(("Z", "z")):
        return datetime.fromisoformat(f"{text[:-1]}Z")
    day, rest = _split(text, is_day_first=is_day_first)
    return datetime.combine(day, _clock(rest))


def _split(text: str, *, is_day_first: bool) -> tuple[date, str]:
    """Return the day a text begins with, and what follows it."""
    if _DASHED.fullmatch(text):
        return date.fromisoformat(text[:10]), text[10:].lstrip(" T,")
    dotted = _DOTTED.fullmatch(text)
    found = dotted or _SLASHED.fullmatch(text)
    if found is None:
        raise ValueError(text)
    one, two, year, rest = found.groups()
    day, month = (one, two) if dotted or is_day_first else (two, one)
    return date(int(year), int(month), int(day)), rest or ""


def _clock(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hour, minute, second, half = int(found[1]), int(found[2]), int(found[3] or 0), (found[4] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            raise ValueError(text)
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, minute, second)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…")
