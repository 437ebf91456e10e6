"""The record of sittings, kept in the log.

Owns the translation between sittings and rows of the log, and what each wish (add, edit, remove, undo) writes.
Acknowledged means on disk: every method that changes something returns only when a power cut could not take it back.
Safe between threads and processes.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple

from practice_tui.adapters.storage.changes import SESSIONS, Write
from practice_tui.adapters.storage.device import Device
from practice_tui.adapters.storage.disk import Disk, LocalDisk
from practice_tui.adapters.storage.lock import FileLock
from practice_tui.adapters.storage.log import ChangeLog, Draft
from practice_tui.adapters.storage.undoing import plan_undo
from practice_tui.adapters.storage.wording import not_read
from practice_tui.domain.errors import NotFound, PracticeError
from practice_tui.domain.record import SessionRecord, as_plain, from_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path


class Trouble(NamedTuple):
    """Something in the log that could not be read, for people who look after it; everything else was read."""

    file: str
    detail: str


class LogSessionStore:
    """Keeps sittings in `data_folder`/log; the lock and the device's name stand in `state_folder`.

    `now` tells the instant in UTC: changes are stamped with it and put in the file of its year. Folders are made when
    something is saved for the first time, not before.
    """

    def __init__(
        self,
        data_folder: Path,
        state_folder: Path,
        now: Callable[[], datetime],
        *,
        disk: Disk | None = None,
        lock: FileLock | None = None,
    ) -> None:
        self._data_folder = data_folder
        disk = disk or LocalDisk()
        lock = lock or FileLock(state_folder / "lock")
        device = Device(state_folder, disk)
        self._log = ChangeLog(data_folder, state_folder, lock=lock, device=device, now=now, disk=disk)
        self._tables = self._log.reader.tables
        self._records: dict[str, SessionRecord] = {}
        self._in_order: list[SessionRecord] | None = None
        self._unreadable: dict[str, str] = {}
        self._one_at_a_time = RLock()

    def add(self, record: SessionRecord) -> None:
        """Keep a record. The same id twice keeps the first; what was removed under it stays removed.

        Raises:
            NotSaved: it could not be written; the record is as before.
        """
        self.add_all([record])

    def add_all(self, records: Iterable[SessionRecord]) -> list[SessionRecord]:
        """Keep several records, all or none; return those whose id was not there yet.

        Raises:
            NotSaved: they could not be written; the record is as before.
        """
        wished = {record.id: record for record in reversed(list(records))}
        new: list[SessionRecord] = []

        def decide() -> Draft:
            new[:] = [record for key, record in wished.items() if not self._log.is_settled(SESSIONS, key)]
            new.reverse()
            return Draft([_row(record) for record in new])

        with self._one_at_a_time:
            self._log.commit(decide)
        return new

    def edit(self, record: SessionRecord) -> None:
        """Put `record` in the place of the one with its id.

        Raises:
            NotFound: there is none.
            NotSaved: it could not be written; the record is as before.
        """
        self._rewrite(record.id, record)

    def remove(self, record_id: str) -> SessionRecord:
        """Take a record out; return it. `undo` brings it back.

        Raises:
            NotFound: there is none with that id.
            NotSaved: it could not be written; the record is as before.
        """
        return self._rewrite(record_id, None)

    def undo(self) -> list[tuple[SessionRecord | None, SessionRecord | None]]:
        """Take back the last change a person made here; called again, the one before.

        Returns:
            for each sitting concerned, how it was until now and how it is again: None where there was or is none.

        Raises:
            NotFound: there is nothing to undo.
            NotSaved: it could not be written; the record is as before.
        """
        pairs: list[tuple[SessionRecord | None, SessionRecord | None]] = []

        def decide() -> Draft:
            undoing = plan_undo(self._log.reader.history(), self._log.device_name())
            self._take_changes()
            pairs[:] = [(self._records.get(key), _sitting(value)) for _, key, value in undoing.writes]
            return Draft(undoing.writes, undoing.sequence)

        with self._one_at_a_time:
            self._log.commit(decide)
        return pairs

    def records(self) -> list[SessionRecord]:
        """Return every sitting, sorted by start.

        Raises:
            NewerLog: a newer program has written in the log.
            PracticeError: the folder can't be read.
        """
        with self._one_at_a_time:
            self._refresh()
            if self._in_order is None:
                self._in_order = sorted(self._records.values(), key=lambda record: (record.start, record.id))
            return self._in_order.copy()

    def troubles(self) -> list[Trouble]:
        """Return what in the log can't be read; it is left as it is."""
        found: list[Trouble] = []
        with self._one_at_a_time:
            try:
                self._refresh()
            except PracticeError as error:
                found.append(Trouble("", str(error)))
            return found + self._damage()

    def _damage(self) -> list[Trouble]:
        found = [Trouble("", f"sitting {key}: {detail}") for key, detail in sorted(self._unreadable.items())]
        for name, file in sorted(self._log.reader.files.items()):
            found += [
                Trouble(name, f"{len(bad.content)} bytes from byte {bad.offset} on are damaged" + _saved(bad.saved))
                for bad in file.bad
            ]
            if file.waiting:
                found.append(Trouble(name, f"the last {file.waiting} bytes are no whole line"))
            if file.trouble:
                found.append(Trouble(name, f"it can't be read: {file.trouble}"))
        return found

    def _refresh(self) -> None:
        try:
            self._log.refresh()
        except OSError as error:
            raise not_read(error, self._data_folder) from error
        self._take_changes()

    def _take_changes(self) -> None:
        changed, self._tables.changed = self._tables.changed, set()
        for table, key in changed:
            if table == SESSIONS:
                self._take(key)

    def _take(self, key: str) -> None:
        self._in_order = None
        self._records.pop(key, None)
        self._unreadable.pop(key, None)
        value = self._tables.value(SESSIONS, key)
        if value is not None:
            try:
                self._records[key] = from_plain(value)
            except (ValueError, KeyError, TypeError) as error:
                self._unreadable[key] = f"{type(error).__name__}: {error}"

    def _rewrite(self, key: str, record: SessionRecord | None) -> SessionRecord:
        before: list[SessionRecord] = []

        def decide() -> Draft:
            self._take_changes()
            present = self._records.get(key)
            if present is None:
                raise NotFound(f"no sitting has the id {key!r}; practice log list shows them all")
            before.append(present)
            return Draft([] if record == present else [Write(SESSIONS, key, as_plain(record) if record else None)])

        with self._one_at_a_time:
            self._log.commit(decide)
        return before[0]


def _row(record: SessionRecord) -> Write:
    return Write(SESSIONS, record.id, as_plain(record))


def _sitting(value: dict[str, Any] | None) -> SessionRecord | None:
    return from_plain(value) if value is not None else None


def _saved(count: int) -> str:
    return f"; {count} {'line' if count == 1 else 'lines'} in them could be read" if count else ""
