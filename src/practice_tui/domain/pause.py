"""A pause: days on which a person doesn't mean to practise, because they are ill, on a journey or in need of rest.

Owns what a pause is, how it is written as plain values and read back, and which days it takes up. Paused days carry a
run on and add nothing to it; how a day is counted is `streak`'s to say.

A pause without a last day goes on until it is ended or, by itself, until the next sitting. Only what was sat here ends
it. A sitting entered by hand, imported or recovered doesn't, for it may lie weeks back: if it did, adding it would
turn the days since into missed ones, and adding a sitting never shortens a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from practice_tui.domain.record import Ending, instant_text, parse_instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from practice_tui.domain.record import SessionRecord

LEAST_SECONDS = 60
"""The shortest sitting that ends a pause; as much makes a practice day."""

_SAT_HERE = frozenset({Ending.FINISHED, Ending.ENDED_GENTLY, Ending.STOPPED, Ending.INTERRUPTED})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A stretch of days.

    Attributes:
        id: a uuid7, made when the pause is marked.
        first: its first practice day.
        last: its last one; None as long as that isn't known.
        marked: the UTC instant at which it was marked.
        note: words of the person.

    Raises:
        ValueError: on creation, where it ends before it begins.
        TypeError: on creation, where a text is none.
    """

    id: str
    first: date
    last: date | None
    marked: datetime
    note: str = ""

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("a pause ends on the day it begins or later")
        if type(self.id) is not str or type(self.note) is not str:
            raise TypeError("an id or a note is no text")


class MarkedPause(NamedTuple):
    """A pause, and the last day it takes up: None while it goes on, before its first where a sitting ended it then."""

    pause: Pause
    last: date | None

    def holds(self, day: date) -> bool:
        """Return whether a day belongs to it."""
        return self.pause.first <= day and (self.last is None or day <= self.last)


def pause_as_plain(pause: Pause) -> dict[str, Any]:
    """Return the pause as values JSON can hold."""
    return {
        "id": pause.id,
        "first": pause.first.isoformat(),
        "last": pause.last and pause.last.isoformat(),
        "marked": instant_text(pause.marked),
        "note": pause.note,
    }


def pause_from_plain(plain: dict[str, Any]) -> Pause:
    """Return the pause that `pause_as_plain` wrote; fields of a newer program are left aside.

    Raises:
        ValueError, KeyError, TypeError: it isn't one.
    """
    last = plain["last"]
    return Pause(
        id=plain["id"],
        first=date.fromisoformat(plain["first"]),
        last=None if last is None else date.fromisoformat(last),
        marked=parse_instant(plain["marked"]),
        note=plain.get("note", ""),
    )


def last_day(pause: Pause, sittings: Iterable[SessionRecord]) -> date | None:
    """Return the last day that a pause takes up, or None while it goes on.

    It lies before `first` where a sitting on the very first day has ended the pause already.
    """
    if pause.last is not None:
        return pause.last
    ended = min((sitting.day for sitting in sittings if _ends(sitting, pause)), default=None)
    return None if ended is None else ended - _DAY


def paused_days(pauses: Iterable[Pause], sittings: Sequence[SessionRecord]) -> tuple[tuple[date, date], ...]:
    """Return the first and the last day of every pause, as `Rules` takes them; one that goes on has no end."""
    spans = ((pause.first, last_day(pause, sittings) or date.max) for pause in pauses)
    return tuple(sorted((first, last) for first, last in spans if first <= last))


def _ends(sitting: SessionRecord, pause: Pause) -> bool:
    is_after = sitting.start >= pause.marked and sitting.day >= pause.first
    return is_after and sitting.ending in _SAT_HERE and sitting.seconds >= LEAST_SECONDS
