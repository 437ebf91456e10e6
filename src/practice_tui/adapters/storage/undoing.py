"""Which change is taken back by an undo, and what that writes.

Owns the choice: the last change that a person made on this device (an edit, a removal, sittings added by hand or
imported, a pause marked, a backup brought back) and that was not undone yet. A sitting that was sat is never undone,
only removed by name. It refuses to undo over somebody else's later change. Pure: it is given the whole history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.storage.changes import SESSIONS, Tables, Write
from practice_tui.domain.errors import NotFound
from practice_tui.domain.record import Ending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.adapters.storage.changes import Change

_ADDED_BY_PEOPLE = frozenset({Ending.BY_HAND.value, Ending.IMPORTED.value})


class Undoing(NamedTuple):
    """The change to take back, by its sequence, and the rows as they were before it."""

    sequence: int
    writes: Sequence[Write]


def plan_undo(history: Sequence[Change], device: str) -> Undoing:
    """Return how to take back the last change made by a person on `device`; `history` is in the order of stamps.

    Raises:
        NotFound: there is none, or it was changed again on another device.
    """
    undone = {change.undoes for change in history if change.device == device}
    tables = Tables()
    last: tuple[Change, list[Write]] | None = None
    for change in history:
        present = [_Present(write, tables) for write in change.writes]
        tables.changed.clear()
        tables.apply(change)
        took = [row for row in present if row.place in tables.changed]
        is_candidate = change.device == device and change.undoes is None and change.sequence not in undone
        if is_candidate and took and (change.asked or any(map(_made_by_a_person, took))):
            last = change, [row.write._replace(value=row.value, yields=False) for row in took]
    if last is None:
        raise NotFound("there is nothing to undo; a sitting that was sat can be removed by its id")
    change, before = last
    there = {(write.table, write.key): write.value for write in change.writes}
    if any(tables.value(table, key) != there[table, key] for table, key, _, _ in before):
        raise NotFound("that was changed again since, on another device; nothing was undone; edit the sitting instead")
    return Undoing(change.sequence, before)


class _Present:
    """A row as it stands before a write to it."""

    def __init__(self, write: Write, tables: Tables) -> None:
        self.write = write
        self.place = write.table, write.key
        self.is_known = tables.is_known(*self.place)
        self.value = tables.value(*self.place)


def _made_by_a_person(row: _Present) -> bool:
    is_sitting = row.write.table == SESSIONS
    return not is_sitting or row.is_known or (row.write.value or {}).get("ending") in _ADDED_BY_PEOPLE
