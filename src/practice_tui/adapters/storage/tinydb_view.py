"""The record as a TinyDB, for whoever wants to query it: ordinary tables, ordinary queries, nothing of TinyDB's files.

Owns the two places that TinyDB offers for this: a `Storage` that reads the log's tables, and a `Table` that hands on
only the rows an operation touched, so that inserting costs the same however long the record is. What is written becomes
one change of the log, with all that this means: on disk when it returns, undone by `undo`, merged with other devices.
Documents go by the id of their sitting. It refuses rows that are no sittings. Nothing imports this on the way to a
screen or a plain command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from practice_tui.adapters.storage.changes import SESSIONS, Write
from practice_tui.adapters.storage.log import Draft
from practice_tui.domain.record import from_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from practice_tui.adapters.storage.log import ChangeLog
    from practice_tui.adapters.storage.sessions import LogSessionStore

    _Rows = dict[str, dict[str, Any]]


class LogStorage(Storage):
    """Reads the tables of a log; what is written to it is compared with what is there, and the difference saved."""

    def __init__(self, log: ChangeLog) -> None:
        self.log = log

    def read(self) -> dict[str, _Rows]:
        """Return the sittings by their ids, with everything that other processes have written.

        Raises:
            NewerLog: a newer program has written in the log.
        """
        self.log.refresh()
        return {SESSIONS: self._rows()}

    def write(self, data: Mapping[str, _Rows]) -> None:
        """Save whatever differs from what is there.

        Raises:
            NotSaved: it could not be written; the record is as before.
            ValueError: a row is no sitting, or stands under another id.
        """
        self.change(lambda rows: rows.replace_with(data.get(SESSIONS, {})))

    def change(self, update: Callable[[TouchedRows], None]) -> None:
        """Let `update` change the rows, and save those it touched as one change.

        Raises:
            NotSaved, ValueError: as in `write`.
        """

        def decide() -> Draft:
            rows = TouchedRows(self._rows())
            update(rows)
            return Draft(rows.writes(), asked=True)

        self.log.commit(decide)

    def _rows(self) -> _Rows:
        return dict(self.log.reader.tables.rows(SESSIONS))


class TouchedRows(dict[str, Any]):
    """The rows of a table, for an operation to change; rows are copied when they are first asked for."""

    def __init__(self, rows: _Rows) -> None:
        super().__init__(rows)
        self._before = rows
        self._touched: set[str] = set()

    def __getitem__(self, key: str) -> dict[str, Any]:
        """Return a row that may be changed in its place."""
        if key not in self._touched and key in self._before:
            super().__setitem__(key, dict(self._before[key]))
        self._touched.add(key)
        row: dict[str, Any] = super().__getitem__(key)
        return row

    def __setitem__(self, key: str, row: dict[str, Any]) -> None:
        """Put a row in the place of what was there."""
        self._touched.add(key)
        super().__setitem__(key, row)

    def replace_with(self, rows: _Rows) -> None:
        """Make the rows these and no others."""
        self.clear()
        self.update(rows)

    def writes(self) -> list[Write]:
        """Return what has to be written.

        Raises:
            ValueError: a row is no sitting, or stands under another id.
        """
        present = dict(self.items())
        writes = [Write(SESSIONS, key, None) for key in self._before.keys() - present.keys()]
        for key, row in present.items():
            if row is not self._before.get(key) and row != self._before.get(key):
                writes.append(Write(SESSIONS, key, _sitting_row(key, row)))
        return writes


def _sitting_row(key: str, row: dict[str, Any]) -> dict[str, Any]:
    try:
        fits = from_plain(row).id == key
    except (KeyError, TypeError) as error:
        raise ValueError(f"{key!r} is no sitting: {error}") from error
    if not fits:
        raise ValueError(f"the sitting {row['id']!r} can't stand under the id {key!r}")
    return row


class SittingDocument(Document):
    """A row with the id of its sitting, which is a text here."""


class SittingTable(Table):
    """A table of sittings by their ids."""

    document_class = SittingDocument
    document_id_class = str  # type: ignore[assignment]  # TinyDB's own ids are numbers; it says this may be changed

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert one sitting under its own id; return that."""
        return super().insert(_named(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert several sittings, each under its own id, all or none; return those."""
        return super().insert_multiple(list(map(_named, documents)))

    def search(self, cond: Any) -> list[Document]:
        """Return all sittings that fit. Nothing is remembered: other processes write in the record too."""
        self.clear_cache()
        return super().search(cond)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        assert isinstance(self._storage, LogStorage)
        self._storage.change(updater)
        self.clear_cache()


def _named(document: Mapping[str, Any]) -> Document:
    return SittingDocument(document, document["id"])


class SittingTinyDB(TinyDB):
    """The record as a TinyDB; its table is called ``sessions`` and is the default one."""

    table_class = SittingTable
    default_table_name = SESSIONS


def as_tinydb(store: LogSessionStore) -> SittingTinyDB:
    """Return the record that `store` keeps as a TinyDB; both may be used at once."""
    return SittingTinyDB(store.log, storage=LogStorage)
