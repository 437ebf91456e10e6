"""Sittings and pauses, read from the rows of the log.

Owns the translation from rows to what the domain knows, kept up to date change by change. A row that is neither is
kept apart and told; it stands in no other's way.
"""

from __future__ import annotations

from contextlib import suppress
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.storage.changes import PAUSES, SESSIONS
from practice_tui.domain.pause import pause_as_plain, pause_from_plain
from practice_tui.domain.record import SessionRecord, as_plain, from_plain, many_from_columns, many_from_plain

if TYPE_CHECKING:
    from practice_tui.adapters.storage.changes import Tables
    from practice_tui.domain.pause import Pause
    from practice_tui.engine.ports import Kept


class Rows:
    """What `tables` hold, as `take_changes` last found it.

    Attributes:
        sittings: the sittings by their ids, in no order.
        pauses: the pauses by their ids, in no order.
        unreadable: what is wrong with each row that could not be read, by a name for it.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._in_order: list[SessionRecord] | None = None
        self.sittings: dict[str, SessionRecord] = {}
        self.pauses: dict[str, Pause] = {}
        self.unreadable: dict[str, str] = {}

    def take_changes(self) -> None:
        """Take in the rows that have changed."""
        self._take_shelf()
        changed, self._tables.changed = self._tables.changed, set()
        if not self.sittings and len(changed) > 1 and self._took_all():
            changed = {place for place in changed if place[0] != SESSIONS}
        for table, key in changed:
            if table == SESSIONS:
                self._in_order = None
                self._take(self.sittings, table, key)
            elif table == PAUSES:
                self._take(self.pauses, table, key)

    def _take_shelf(self) -> None:
        """Take in the sittings that a view held ready, field by field."""
        shelf = self._tables.take_shelf(SESSIONS)
        if shelf is None or shelf.columns is None:
            return
        removed = set(shelf.removed)
        keys = [key for place, key in enumerate(shelf.keys) if place not in removed] if removed else shelf.keys
        try:
            self.sittings = dict(zip(keys, many_from_columns(shelf.columns), strict=True))
            self._in_order = None
        except (ValueError, KeyError, TypeError):  # the rows themselves will tell what is wrong with them
            self._tables.changed.update((SESSIONS, key) for key in shelf.keys)

    def in_order(self) -> list[SessionRecord]:
        """Return every sitting, sorted by start."""
        if self._in_order is None:
            self._in_order = sorted(self.sittings.values(), key=attrgetter("start", "id"))
        return self._in_order.copy()

    def present(self, table: str, key: str) -> Kept | None:
        """Return what a row holds, or None."""
        kept: dict[str, Any] = self.sittings if table == SESSIONS else self.pauses
        return kept.get(key)

    def _took_all(self) -> bool:
        """Take in all sittings at once, which is several times faster; return whether each of them is one."""
        rows = dict(self._tables.rows(SESSIONS))
        with suppress(ValueError, KeyError, TypeError):  # one by one, what is no sitting can be told
            self.sittings = dict(zip(rows, many_from_plain([*rows.values()]), strict=True))
            self._in_order = None
            return True
        return False

    def _take(self, kept: dict[str, Any], table: str, key: str) -> None:
        name = f"{'sitting' if table == SESSIONS else 'pause'} {key}"
        kept.pop(key, None)
        self.unreadable.pop(name, None)
        value = self._tables.value(table, key)
        if value is not None:
            try:
                kept[key] = read_row(table, value)
            except (ValueError, KeyError, TypeError) as error:
                self.unreadable[name] = f"{type(error).__name__}: {error}"


def read_row(table: str, value: dict[str, Any]) -> Kept:
    """Return what a row of a table holds.

    Raises:
        ValueError, KeyError, TypeError: it is nothing of the kind.
    """
    return from_plain(value) if table == SESSIONS else pause_from_plain(value)


def table_of(kept: Kept) -> str:
    """Return the table in which something is kept."""
    return SESSIONS if isinstance(kept, SessionRecord) else PAUSES


def written_row(kept: Kept) -> dict[str, Any]:
    """Return the row in which something is kept."""
    return as_plain(kept) if isinstance(kept, SessionRecord) else pause_as_plain(kept)
