"""The record as a calendar (iCalendar, RFC 5545), for calendar programs.

Every sitting is an event with the same UID each time, so that a calendar that takes the file in again changes nothing.
Events don't block time. Nothing in the file depends on when it was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.quantities import frames, length_words
from practice_tui.domain.text import clean_text, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from practice_tui.domain.record import SessionRecord

NAME = "ics"

_MOST_OCTETS = 75


def write(records: Sequence[SessionRecord]) -> bytes:
    """Return the records as a calendar in UTF-8."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Practice//Record of sittings//EN", "CALSCALE:GREGORIAN"]
    for record in records:
        lines += _event(record)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """Return a line in lines of at most 75 octets, never cut within a character, each with its end (RFC 5545, 3.1)."""
    rest = line.encode()
    parts: list[bytes] = []
    room = _MOST_OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # noqa: PLR2004 - an octet within a character of UTF-8
            cut -= 1
        parts.append(rest[:cut])
        rest, room = rest[cut:], _MOST_OCTETS - 1  # the blank that a continued line begins with counts
    return b"\r\n ".join([*parts, rest]) + b"\r\n"


def escaped(text: str) -> str:
    """Return a text as the value of a property (RFC 5545, 3.3.11)."""
    text = clean_text(text).replace("\t", " ")
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _event(record: SessionRecord) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one_line(record.id))}@practice"
    yield f"DTSTAMP:{_instant(record.end)}"
    yield f"DTSTART:{_instant(record.start)}"
    if _instant(record.end) > _instant(record.start):
        yield f"DTEND:{_instant(record.end)}"
    yield f"SUMMARY:{escaped(one_line(record.practice))}\\, {length_words(frames(record.seconds))}"
    if record.note:
        yield f"DESCRIPTION:{escaped(record.note)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _instant(instant: datetime) -> str:
    day = f"{instant.year:04}{instant.month:02}{instant.day:02}"
    return f"{day}T{instant.hour:02}{instant.minute:02}{instant.second:02}Z"
