"""Journal text, as people copy it out of Insight Timer.

There is no published form of it; what is read is plain: an entry begins with a line that is a date and a time, behind
which a length may stand (``04/20/2026 08:21:14 - 20 minutes``, ``2026-04-20 08:21 (0:20:00)``), and the lines up to the
next such line are its words. An entry with a length is a sitting with a note; one without is a note for the sitting
before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from practice_tui.adapters.interchange.written_times import written_length, written_moment
from practice_tui.domain.errors import BadInput
from practice_tui.engine.foreign import ForeignNote, ForeignSitting, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from practice_tui.engine.foreign import Found, ImportWish

_DATE = r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}"
_ENTRY = re.compile(
    rf"((?:{_DATE})[,T]?\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s*[AaPp]\.?[Mm]\.?)?)"
    r"(?:\s*[-\u2013\u2014,|:(]*\s*(?:(\d+(?::\d{1,2}){1,2})|(\d+(?:[.,]\d+)?)\s*min(?:ute)?s?)\s*\)?)?"
)
_MOST_CHARACTERS = 200


def is_journal(text: str) -> bool:
    """Return whether the first line with anything in it begins an entry."""
    return _entry(text.lstrip("\n ")[:_MOST_CHARACTERS].partition("\n")[0]) is not None


def read(text: str, wish: ImportWish) -> Iterator[Found]:
    """Return the sittings and the notes of the text."""
    opened: tuple[int, re.Match[str]] | None = None
    words: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        begins = _entry(line)
        if begins is None:
            words.append(line)
            continue
        yield from _found(opened, words, wish)
        opened, words = (number, begins), []
    yield from _found(opened, words, wish)


def _entry(line: str) -> re.Match[str] | None:
    return _ENTRY.fullmatch(line.strip()) if len(line) <= _MOST_CHARACTERS else None


def _found(opened: tuple[int, re.Match[str]] | None, words: list[str], wish: ImportWish) -> Iterator[Found]:
    note = "\n".join(words).strip()
    if opened is None:
        if note:
            yield Refusal(1, "there is no date and time above these words")
        return
    line, begins = opened
    try:
        at = written_moment(begins[1], is_day_first=wish.is_day_first)
        length = begins[2] or begins[3]
        yield _with_length(line, at, length, note) if length else _without(line, at, note)
    except BadInput as problem:
        yield Refusal(line, str(problem))


def _with_length(line: int, at: datetime, length: str, note: str) -> ForeignSitting:
    return ForeignSitting(line=line, at=at, seconds=written_length(length), note=note)


def _without(line: int, at: datetime, note: str) -> Found:
    return ForeignNote(line, at, note) if note else Refusal(line, "it has neither a length nor words")
