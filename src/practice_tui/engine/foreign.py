"""What is found in a file from elsewhere, before it is a record.

Owns the values that readers of formats hand over, what a person may say to help them, and the limits of a file. It
knows no format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.record import SessionRecord

LARGEST_FILE = 50_000_000
"""Bytes of a file that is taken in, and of what an archive may unfold to."""

MOST_SITTINGS = 200_000
"""Sittings of one file: more than five hundred years of one a day."""

MOST_REFUSED = 10_000
"""Refused lines after which a file is taken for something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSitting:
    """A sitting as another program wrote it.

    Attributes:
        line: where it begins in its file, from 1.
        at: when it began: aware, or naive for the time on a wall in a zone the file doesn't name.
        seconds: how long it was.
        label: what the other program called it.
        note: words of the person.
        day: the day it belongs to, where the file knows the day and no time; `at` is then made up.
        identity: what the other program knows it by, where it does.
    """

    line: int
    at: datetime
    seconds: float
    label: str = ""
    note: str = ""
    day: date | None = None
    identity: str = ""


@dataclass(frozen=True, slots=True)
class ForeignNote:
    """Words about a sitting that stands elsewhere, written at `at`, a naive time on the wall."""

    line: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class OwnSitting:
    """A record as this program wrote it."""

    line: int
    record: SessionRecord


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that can't be taken in, and why."""

    line: int
    reason: str


Found: TypeAlias = ForeignSitting | ForeignNote | OwnSitting | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWish:
    """What a person says about a file.

    Attributes:
        form: the name of its format; None to guess.
        zone: the name of the time zone its times were written in.
        practice: what to call every sitting in it, in place of what the file says.
        length: how long a sitting was of which only the day is known, in frames.
        habits: the habits that are practice, by name.
        columns: the name of the column for each of start, date, time, end, duration, practice and note.
        is_day_first: whether 03/04/2026 is the third of April.
        brings_back: whether sittings that were imported before and removed are taken in again.
    """

    form: str | None = None
    zone: str | None = None
    practice: str | None = None
    length: Frames | None = None
    habits: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    is_day_first: bool = False
    brings_back: bool = False


class Formats(Protocol):
    """Reads and writes the formats of other programs."""

    def read(self, content: bytes, wish: ImportWish) -> tuple[str, Iterable[Found]]:
        """Return the name of the format, and what is found, in the order of the file.

        Raises:
            BadInput: it isn't in the format, or in none that is known.
            Unanswered: only the person can say how to read it.
        """

    def write(self, form: str, records: Sequence[SessionRecord]) -> bytes:
        """Return the records in a format.

        Raises:
            BadInput: nothing is written in a format of that name.
        """


class ExchangeFiles(Protocol):
    """Reads and writes the files that are exchanged."""

    def read(self, name: str, limit: int) -> bytes:
        """Return what a file holds, and no more than one byte past `limit`.

        Raises:
            NotFound: it isn't there, or can't be read.
        """

    def write(self, name: str, content: bytes, *, replaces: bool) -> Path:
        """Write a file, whole or not at all, and return where it is.

        Raises:
            BadInput: something else stands there, and may not be replaced.
            NotSaved: it can't be written; what was there is as it was.
        """
