"""The record of sittings, kept in the log.

Owns the translation between sittings and rows of the log, and what each wish (add, edit, remove, undo) writes.
Acknowledged means on disk: every method that changes something returns only when a power cut could not take it back.
Safe between threads and processes.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager, nullcontext, suppress
from operator import attrgetter
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple

from practice_tui.adapters.storage.changes import SESSIONS, Write
from practice_tui.adapters.storage.device import Device
from practice_tui.adapters.storage.disk import Disk, LocalDisk
from practice_tui.adapters.storage.lock import FileLock, Lock
from practice_tui.adapters.storage.log import ChangeLog, Draft
from practice_tui.adapters.storage.undoing import plan_undo
from practice_tui.adapters.storage.view import WORTH_BYTES, View
from practice_tui.adapters.storage.wording import not_read
from practice_tui.domain.errors import NotFound, PracticeError
from practice_tui.domain.record import SessionRecord, as_plain, from_plain, many_from_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
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
        lock: Lock | None = None,
        view_worth_bytes: int = WORTH_BYTES,
    ) -> None:
        self._data_folder = data_folder
        disk = disk or LocalDisk()
        lock = lock or FileLock(state_folder / "lock")
        device = Device(state_folder, disk)
        view = View(state_folder / "view.json", disk, view_worth_bytes)
        self._log = ChangeLog(data_folder, state_folder, lock=lock, device=device, now=now, disk=disk, view=view)
        self._tables = self._log.reader.tables
        self._records: dict[str, SessionRecord] = {}
        self._has_read = False
        self._in_order: list[SessionRecord] | None = None
        self._unreadable: dict[str, str] = {}
        self._one_at_a_time = RLock()

    def add(self, record: SessionRecord) -> None:
        """Keep a record. The same id twice keeps the first; what was removed under it stays removed.

        Raises:
            NotSaved: it could not be written; the record is as before.
        """
        self._add([record], asked=False)

    def add_all(self, records: Iterable[SessionRecord], *, bring_back: bool = False) -> list[SessionRecord]:
        """Keep several records that a person asked for, all or none; return those that were not there yet.

        It is one change, and `undo` takes it back as one. What was removed stays removed unless `bring_back`.

        Raises:
            NotSaved: they could not be written; the record is as before.
        """
        return self._add(records, asked=True, bring_back=bring_back)

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
            pairs[:] = [(self._records.get(key), _sitting(value)) for _, key, value, _ in undoing.writes]
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
                self._in_order = sorted(self._records.values(), key=attrgetter("start", "id"))
            return self._in_order.copy()

    @property
    def log(self) -> ChangeLog:
        """The log itself, for those who look after it or look at it in another way."""
        return self._log

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
            with nullcontext() if self._has_read else _no_collecting():
                self._log.refresh()
                self._take_changes()
            self._has_read = True
        except OSError as error:
            raise not_read(error, self._data_folder) from error

    def _take_changes(self) -> None:
        changed, self._tables.changed = self._tables.changed, set()
        if not self._records and len(changed) > 1:
            rows = dict(self._tables.rows(SESSIONS))
            with suppress(ValueError, KeyError, TypeError):  # one by one, what is no sitting can be told
                self._records = dict(zip(rows, many_from_plain([*rows.values()]), strict=True))
                self._in_order = None
                return
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

    def _add(self, records: Iterable[SessionRecord], *, asked: bool, bring_back: bool = False) -> list[SessionRecord]:
        wished = {record.id: record for record in reversed(list(records))}
        new: list[SessionRecord] = []

        def decide() -> Draft:
            writes = [write for record in reversed(wished.values()) if (write := self._adding(record, bring_back))]
            new[:] = [wished[write.key] for write in writes]
            return Draft(writes, asked=asked)

        with self._one_at_a_time:
            self._log.commit(decide)
        return new

    def _adding(self, record: SessionRecord, bring_back: bool) -> Write | None:
        if not self._log.is_settled(SESSIONS, record.id):
            return Write(SESSIONS, record.id, as_plain(record), yields=True)
        if bring_back and self._tables.value(SESSIONS, record.id) is None:
            return Write(SESSIONS, record.id, as_plain(record))
        return None

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


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep Python from looking for garbage while many objects are made of which none is, and later among them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _sitting(value: dict[str, Any] | None) -> SessionRecord | None:
    return from_plain(value) if value is not None else None


def _saved(count: int) -> str:
    return f"; {count} {'line' if count == 1 else 'lines'} in them could be read" if count else ""
