"""Which change is taken back by an undo, and what that writes.

Owns the choice: the last change that a person made on this device (an edit, a removal, sittings added by hand or
imported) and that was not undone yet. A sitting that was sat is never undone, only removed by name. It refuses to undo
over somebody else's later change. Pure: it is given the whole history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from practice_tui.adapters.storage.changes import Change, Write
from practice_tui.domain.errors import NotFound
from practice_tui.domain.record import Ending

if TYPE_CHECKING:
    from collections.abc import Sequence

_Rows = dict[tuple[str, str], dict[str, Any] | None]
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
    rows: _Rows = {}
    last: tuple[Change, list[Write]] | None = None
    for change in history:
        before = [Write(table, key, rows.get((table, key))) for table, key, _ in change.writes]
        is_candidate = change.device == device and change.undoes is None and change.sequence not in undone
        if is_candidate and any(map(_made_by_a_person, before, change.writes)):
            last = change, before
        rows |= {(table, key): value for table, key, value in change.writes}
    if last is None:
        raise NotFound("there is nothing to undo; a sitting that was sat can be removed by its id")
    change, before = last
    if any(rows[table, key] != value for table, key, value in change.writes):
        raise NotFound("that was changed again since, on another device; nothing was undone; edit the sitting instead")
    return Undoing(change.sequence, before)


def _made_by_a_person(before: Write, after: Write) -> bool:
    is_new = before.value is None and after.value is not None
    return not is_new or (after.value or {}).get("ending") in _ADDED_BY_PEOPLE
