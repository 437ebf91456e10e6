"""The record of sittings and pauses, kept in the log.

Owns what each wish (add, edit, remove, mark, undo) writes; rows.py reads it back.
Acknowledged means on disk: every method that changes something returns only when a power cut could not take it back.
Safe between threads and processes.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager, nullcontext
from operator import attrgetter
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple, cast

from practice_tui.adapters.storage.changes import PAUSES, SESSIONS, Write
from practice_tui.adapters.storage.device import Device
from practice_tui.adapters.storage.disk import Disk, LocalDisk
from practice_tui.adapters.storage.lock import FileLock, Lock
from practice_tui.adapters.storage.log import ChangeLog, Draft
from practice_tui.adapters.storage.rows import Rows, read_row, table_of, written_row
from practice_tui.adapters.storage.undoing import plan_undo
from practice_tui.adapters.storage.view import WORTH_BYTES, View
from practice_tui.adapters.storage.wording import not_read
from practice_tui.domain.errors import NotFound, PracticeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from practice_tui.domain.pause import Pause
    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.ports import Kept


_NOT_THERE = {
    SESSIONS: "no sitting has the id {}; practice log list shows them all",
    PAUSES: "no pause has the id {}; practice log pause list shows them all",
}


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
        self._rows = Rows(self._tables)
        self._has_read = False
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
        return cast("list[SessionRecord]", self._add(records, asked=True, bring_back=bring_back))

    def restore(self, kept: Iterable[Kept], *, bring_back: bool = False) -> list[Kept]:
        """Keep sittings and pauses that once were in the record, as `add_all` does; return those that were missing.

        Raises:
            NotSaved: they could not be written; the record is as before.
        """
        return self._add(kept, asked=True, bring_back=bring_back)

    def edit(self, record: SessionRecord) -> None:
        """Put `record` in the place of the one with its id.

        Raises:
            NotFound: there is none.
            NotSaved: it could not be written; the record is as before.
        """
        self._rewrite(SESSIONS, record.id, record)

    def remove(self, record_id: str) -> SessionRecord:
        """Take a record out; return it. `undo` brings it back.

        Raises:
            NotFound: there is none with that id.
            NotSaved: it could not be written; the record is as before.
        """
        return cast("SessionRecord", self._rewrite(SESSIONS, record_id, None))

    def mark(self, pause: Pause) -> None:
        """Keep a pause, in the place of one with its id.

        Raises:
            NotSaved: it could not be written; the record is as before.
        """

        def decide() -> Draft:
            self._rows.take_changes()
            is_new = self._rows.pauses.get(pause.id) != pause
            return Draft([Write(PAUSES, pause.id, written_row(pause))] if is_new else [])

        with self._one_at_a_time:
            self._log.commit(decide)

    def unmark(self, pause_id: str) -> Pause:
        """Take a pause out; return it. `undo` brings it back.

        Raises:
            NotFound: there is none with that id.
            NotSaved: it could not be written; the record is as before.
        """
        return cast("Pause", self._rewrite(PAUSES, pause_id, None))

    def undo(self) -> list[tuple[Kept | None, Kept | None]]:
        """Take back the last change a person made here; called again, the one before.

        Returns:
            for each sitting or pause concerned, how it was until now and how it is again: None where there was or is
            none.

        Raises:
            NotFound: there is nothing to undo.
            NotSaved: it could not be written; the record is as before.
        """
        pairs: list[tuple[Kept | None, Kept | None]] = []

        def decide() -> Draft:
            undoing = plan_undo(self._log.reader.history(), self._log.device_name())
            self._rows.take_changes()
            pairs[:] = [
                (self._rows.present(table, key), None if value is None else read_row(table, value))
                for table, key, value, _ in undoing.writes
            ]
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
            return self._rows.in_order()

    def pauses(self) -> list[Pause]:
        """Return every pause, sorted by its first day.

        Raises:
            NewerLog, PracticeError: as in `records`.
        """
        with self._one_at_a_time:
            self._refresh()
            return sorted(self._rows.pauses.values(), key=attrgetter("first", "id"))

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
        found = [Trouble("", f"{name}: {detail}") for name, detail in sorted(self._rows.unreadable.items())]
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
                self._rows.take_changes()
            self._has_read = True
        except OSError as error:
            raise not_read(error, self._data_folder) from error

    def _add(self, all_kept: Iterable[Kept], *, asked: bool, bring_back: bool = False) -> list[Kept]:
        wished = {kept.id: kept for kept in reversed(list(all_kept))}
        new: list[Kept] = []

        def decide() -> Draft:
            writes = [write for kept in reversed(wished.values()) if (write := self._adding(kept, bring_back))]
            new[:] = [wished[write.key] for write in writes]
            return Draft(writes, asked=asked)

        with self._one_at_a_time:
            self._log.commit(decide)
        return new

    def _adding(self, kept: Kept, bring_back: bool) -> Write | None:
        table = table_of(kept)
        if not self._log.is_settled(table, kept.id):
            return Write(table, kept.id, written_row(kept), yields=True)
        if bring_back and self._tables.value(table, kept.id) is None:
            return Write(table, kept.id, written_row(kept))
        return None

    def _rewrite(self, table: str, key: str, kept: Kept | None) -> Kept:
        before: list[Kept] = []

        def decide() -> Draft:
            self._rows.take_changes()
            present = self._rows.present(table, key)
            if present is None:
                raise NotFound(_NOT_THERE[table].format(repr(key)))
            before.append(present)
            return Draft([] if kept == present else [Write(table, key, written_row(kept) if kept else None)])

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


def _saved(count: int) -> str:
    return f"; {count} {'line' if count == 1 else 'lines'} in them could be read" if count else ""
