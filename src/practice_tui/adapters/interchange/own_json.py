"""The record as JSON, complete: what goes out comes back exactly.

The file is an array of objects, one a line, each with every field of a record that isn't empty. Read are such an array,
objects one after another, and the single line that is printed where a sitting could not be saved.
"""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import TYPE_CHECKING, Any

from practice_tui.domain.errors import BadInput
from practice_tui.domain.record import as_plain, from_plain
from practice_tui.domain.text import clean_text, one_line
from practice_tui.domain.wall_clock import EARLIEST, LATEST, within_bounds
from practice_tui.engine.foreign import OwnSitting, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.foreign import Found, ImportWish

NAME = "json"

_BETWEEN = re.compile(r"[\s,]*")
_NEXT_OBJECT = re.compile(r"^[ \t]*\{", re.MULTILINE)
_LONGEST_SECONDS = 366 * 86400
_LAST_HOUR = 23
_IN_SEVERAL_LINES = frozenset({"note"})
_LONGEST_ID = 100
_LONGEST_TEXT = 1_000_000
"""Characters in which a sitting has gone wrong long before; what follows is not tried again and again."""


def write(records: Sequence[SessionRecord]) -> bytes:
    """Return the records as an array in ASCII, one a line."""
    lines = ",\n".join(json.dumps(as_plain(record), allow_nan=False) for record in records)
    return f"[\n{lines}\n]\n".encode() if lines else b"[]\n"


def read(text: str, _wish: ImportWish) -> Iterator[Found]:
    """Return the records of the file."""
    decoder = json.JSONDecoder()
    place = _behind_blanks(text, 0)
    if text.startswith("[", place):
        place = _behind_blanks(text, place + 1)
    line, counted = 1, 0
    while place < len(text) and not (text[place] == "]" and _behind_blanks(text, place + 1) == len(text)):
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, behind = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as problem:
            yield Refusal(line, "this is no JSON")
            if getattr(problem, "pos", place) - place > _LONGEST_TEXT:
                return
            behind = _next_object(text, place)
        else:
            yield record_found(line, value)
        place = _behind_blanks(text, behind)


def _behind_blanks(text: str, place: int) -> int:
    found = _BETWEEN.match(text, place)
    assert found is not None, "nothing is a match too"
    return found.end()


def _next_object(text: str, place: int) -> int:
    """Return where the next line begins that could be a sitting, or the end of the text."""
    line_end = text.find("\n", place)
    found = _NEXT_OBJECT.search(text, line_end) if line_end >= 0 else None
    return found.start() if found else len(text)


def record_found(line: int, value: object) -> Found:
    """Return the record that plain values are, or why they are none."""
    if not isinstance(value, dict):
        return Refusal(line, "this is no sitting")
    try:
        return OwnSitting(line, _checked(from_plain(_cleaned(value))))
    except KeyError as problem:
        return Refusal(line, f"it lacks {problem.args[0]}; practice export json writes whole sittings")
    except TypeError:
        return Refusal(line, "a part of it is missing or is of the wrong kind")
    except (ValueError, OverflowError):
        return Refusal(line, "a time, a day or an ending in it can't be read")
    except BadInput as problem:
        return Refusal(line, str(problem))


def _cleaned(value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with every text behind the gate; only a note may have several lines."""
    return {
        name: (clean_text(each) if name in _IN_SEVERAL_LINES else one_line(each)) if isinstance(each, str) else each
        for name, each in value.items()
    }


def _checked(record: SessionRecord) -> SessionRecord:
    """Return the record.

    Raises:
        BadInput: something in it can't be.
    """
    numbers = (record.seconds, record.planned_seconds or 0)
    whole = (record.offset_minutes, record.day_start_hour)
    if not all(type(number) in {int, float} and isfinite(number) for number in numbers):
        raise BadInput("its length is no number")
    if not all(type(number) is int for number in whole) or not 0 <= record.day_start_hour <= _LAST_HOUR:
        raise BadInput("its offset or its day-start hour is no whole number")
    if max(numbers) > _LONGEST_SECONDS or within_bounds(record.end) < within_bounds(record.start):
        raise BadInput("it is longer than a year, or ends before it begins")
    if not EARLIEST.date() <= record.day <= LATEST.date():
        raise BadInput(f"the year {record.day.year} is out of reach")
    if not record.id or len(record.id) > _LONGEST_ID or not record.practice:
        raise BadInput("it has no id or no practice")
    return record
