"""The record as a journal in Markdown, for reading: months, days, sittings, and what was noted of them.

Notes stand in quotations, in the person's own words; names are escaped so that none is taken for a mark-up.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from practice_tui.domain.quantities import frames, length_words
from practice_tui.domain.text import clean_text, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from practice_tui.domain.record import SessionRecord

NAME = "markdown"

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def write(records: Sequence[SessionRecord]) -> bytes:
    """Return the records as a journal in UTF-8, by the day they belong to."""
    lines = ["# Practice journal", ""]
    in_order = sorted(records, key=lambda record: (record.day, record.start, record.id))
    for (year, month), of_month in groupby(in_order, lambda record: (record.day.year, record.day.month)):
        lines += [f"## {_MONTHS[month - 1]} {year}", ""]
        for day, sittings in groupby(of_month, lambda record: record.day):
            lines += [f"### {_day(day)}", ""]
            for record in sittings:
                lines += _sitting(record)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _day(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _sitting(record: SessionRecord) -> Iterator[str]:
    start = record.local_start
    length = length_words(frames(record.seconds))
    yield f"**{start.hour:02}:{start.minute:02}** {_escaped(record.practice)}, {length} ({record.ending.value})"
    yield ""
    words = [f"before: {_escaped(record.before)}"] * bool(record.before)
    words += [f"after: {_escaped(record.after)}"] * bool(record.after)
    if words:
        yield "; ".join(words)
        yield ""
    if record.note:
        yield from (f"> {line}".rstrip() for line in clean_text(record.note).split("\n"))
        yield ""


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", one_line(text))
