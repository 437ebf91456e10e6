"""What is kept of a sitting.

Owns the fields of a record, the ways a sitting can end, and how a record is written as plain values and read back.
"""

from __future__ import annotations

from collections import deque
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from math import inf
from math import isfinite as _is_finite
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from practice_tui.domain.practice_day import DAY_START_HOUR, practice_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Ending(StrEnum):
    """How a sitting ended."""

    FINISHED = "finished"
    ENDED_GENTLY = "ended gently"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    RECOVERED = "recovered"
    BY_HAND = "by hand"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One sitting.

    Attributes:
        id: a uuid7 (RFC 9562), made when the sitting begins.
        practice: the id of the script.
        pack, version, script_hash: where the words came from.
        planned_seconds: the length that was asked for last; None for an open-ended sitting.
        seconds: what was really sat: the timeline heard, without pauses and ring-out, with overtime.
        start, end: UTC instants.
        zone: the name of the time zone at the start.
        offset_minutes: its offset from UTC at the start.
        day: the practice day, fixed when saved.
        day_start_hour: the hour at which days began for this person then.
        source: what made the record, such as ``app``, ``command line``, ``by hand`` or ``import``.
        before, after: optional check-ins, in the person's own choice of words.
    """

    id: str
    practice: str
    pack: str = ""
    version: str = ""
    script_hash: str = ""
    planned_seconds: float | None
    seconds: float
    start: datetime
    end: datetime
    zone: str
    offset_minutes: int
    day: date
    day_start_hour: int = DAY_START_HOUR
    ending: Ending
    source: str
    course_step: str = ""
    before: str = ""
    after: str = ""
    note: str = ""

    @property
    def local_start(self) -> datetime:
        """The start as the wall clock showed it."""
        return self.start.astimezone(timezone(timedelta(minutes=self.offset_minutes)))


_MINUTES_A_DAY = 24 * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXTS = (
    "id",
    "practice",
    "pack",
    "version",
    "script_hash",
    "zone",
    "source",
    "course_step",
    "before",
    "after",
    "note",
)
_texts_of = attrgetter(*_TEXTS)
_ENDINGS = {ending.value: ending for ending in Ending}
_FIELDS = SessionRecord.__slots__
_DEFAULTS = {field.name: field.default for field in fields(SessionRecord) if field.default is not MISSING}
_all_fields = itemgetter(*_FIELDS)
_ALWAYS_WRITTEN = frozenset({"id", "practice", "zone", "source"})
"""Texts without which a record can't be read back, even where they are empty."""


def as_plain(record: SessionRecord) -> dict[str, Any]:
    """Return the record as values JSON can hold: instants and days as text, nothing left out but what is empty."""
    plain: dict[str, Any] = {name: getattr(record, name) for name in SessionRecord.__slots__}
    plain |= {
        "start": instant_text(record.start),
        "end": instant_text(record.end),
        "day": record.day.isoformat(),
    }
    plain["ending"] = record.ending.value
    return {name: value for name, value in plain.items() if value != "" or name in _ALWAYS_WRITTEN}


def from_plain(plain: dict[str, Any]) -> SessionRecord:
    """Return the record that `as_plain` wrote; fields of a newer program are left aside.

    Raises:
        ValueError, KeyError, TypeError: it isn't one.
    """
    known = {name: plain[name] for name in SessionRecord.__slots__ if name in plain}
    known |= {
        "start": parse_instant(known["start"]),
        "end": parse_instant(known["end"]),
        "day": date.fromisoformat(known["day"]),
        "ending": Ending(known["ending"]),
    }
    record = SessionRecord(**known)
    _refuse_nonsense(record)
    return record


def many_from_plain(plains: Sequence[dict[str, Any]]) -> list[SessionRecord]:
    """Return what `from_plain` would for each, several times faster: field by field, for all records at once.

    Raises:
        ValueError, KeyError, TypeError: one of them isn't a record; `from_plain` tells which.
    """
    columns = columns_of(plains)
    _refuse_nonsense_in(columns)
    return many_from_columns(columns)


def columns_of(plains: Sequence[dict[str, Any]]) -> dict[str, Sequence[Any]]:
    """Return the values of `as_plain` for many records field by field, with what is left out filled in.

    Raises:
        KeyError: one of them lacks a field.
    """
    rows = list(map(_all_fields, map(_DEFAULTS.__or__, plains)))
    return dict(zip(_FIELDS, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(_FIELDS, ())


def many_from_columns(plain_columns: Mapping[str, Sequence[Any]]) -> list[SessionRecord]:
    """Return the records whose fields `columns_of` gave, and `many_from_plain` has found to be records.

    Raises:
        ValueError, KeyError, TypeError: one of them isn't a record.
    """
    columns = {name: plain_columns[name] for name in _FIELDS}
    columns["start"] = _instants(columns["start"])
    columns["end"] = _instants(columns["end"])
    columns["day"] = list(map(date.fromisoformat, columns["day"]))
    columns["ending"] = list(map(_ENDINGS.__getitem__, columns["ending"]))
    records = [object.__new__(SessionRecord) for _ in columns["id"]]
    for name, column in columns.items():
        deque(map(getattr(SessionRecord, name).__set__, records, column), maxlen=0)
    return records


def _instants(texts: Sequence[str]) -> list[datetime]:
    moments = list(map(datetime.fromisoformat, texts))
    is_plain = {*map(attrgetter("tzinfo"), moments)} <= {UTC}
    return moments if is_plain else list(map(parse_instant, texts))


def _refuse_nonsense_in(columns: dict[str, Sequence[Any]]) -> None:
    """Raise where `_refuse_nonsense` would, and where a number is none or is NaN."""
    lengths = [*columns["seconds"], *(planned for planned in columns["planned_seconds"] if planned is not None)]
    if not all(map(_is_finite, lengths)) or min(lengths, default=0) < 0:
        raise ValueError("a sitting lasts some seconds, and not for ever")
    offsets = columns["offset_minutes"]
    if not -_MINUTES_A_DAY < min(offsets, default=0) <= max(offsets, default=0) < _MINUTES_A_DAY:
        raise ValueError("no zone is a day away")
    for name in _TEXTS:
        if not {*map(type, columns[name])} <= {str}:
            raise TypeError("a name or a note is no text")


def _refuse_nonsense(record: SessionRecord) -> None:
    """Raise ValueError or TypeError where a value can't be reckoned with: JSON may hold NaN, or a number for a text."""
    planned_seconds = 0 if record.planned_seconds is None else record.planned_seconds
    if not (0 <= record.seconds < inf and 0 <= planned_seconds < inf):
        raise ValueError("a sitting lasts some seconds, and not for ever")
    if not -_MINUTES_A_DAY < record.offset_minutes < _MINUTES_A_DAY:
        raise ValueError("no zone is a day away")
    if {*map(type, _texts_of(record))} != {str}:
        raise TypeError("a name or a note is no text")


def instant_text(instant: datetime) -> str:
    """Return an instant as UTC with milliseconds: ``2026-11-21T06:10:00.000Z``."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """Return the instant that `instant_text` wrote.

    Raises:
        ValueError: it isn't one. A time without an offset is none: it would mean another instant on another machine.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text!r} lies outside the calendar") from None


def whole_milliseconds(instant: datetime) -> datetime:
    """Return the instant cut to milliseconds, as it will be written."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def day_of(start: datetime, offset_minutes: int, day_start_hour: int) -> date:
    """Return the practice day of a sitting that began at the UTC instant `start`."""
    return practice_day(start.astimezone(timezone(timedelta(minutes=offset_minutes))), day_start_hour)


def uuid7(now: datetime, randomness: bytes) -> str:
    """Return a uuid7 (RFC 9562, 5.7) for an instant; `randomness` is ten bytes."""
    milliseconds = (now - _EPOCH) // timedelta(milliseconds=1) & (1 << 48) - 1
    random_bits = int.from_bytes(randomness[:10])
    value = (
        milliseconds << 80 | 0x7 << 76 | (random_bits >> 62 & 0xFFF) << 64 | 0b10 << 62 | random_bits & (1 << 62) - 1
    )
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
