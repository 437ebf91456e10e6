"""The log of changes: what this device appends to it, and when a change counts as saved.

Owns the way a change takes: under the lock, read what others appended, append one line, sync it and the folder entry,
and only then change memory. It never rewrites a line; only a torn last line of our own file, which nobody was ever told
is saved, is cut. After an error the file is cut back to what it was. A sync that failed is not tried again on the same
handle, since the system may by then have dropped what it could not write.

Files: ``log/<device>-<UTC year>.jsonl``, and ``log/<device>-<UTC year>-2.jsonl`` and so on where somebody else, such as
a sync program, has put their hand to the one before.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.storage.changes import Change, Write, encode
from practice_tui.adapters.storage.log_reader import FileReading, LogReader, Segment, segment
from practice_tui.adapters.storage.reserve import Reserve
from practice_tui.adapters.storage.wording import FULL, newer_log, not_saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from practice_tui.adapters.storage.device import Device
    from practice_tui.adapters.storage.disk import Disk, FileFacts
    from practice_tui.adapters.storage.lock import Lock
    from practice_tui.adapters.storage.view import View

_MOST_SEGMENTS_TRIED = 4
_MANY_WRITES = 100
"""An import of so many sittings may take the time to write the view; a sitting alone never waits for it."""


class Draft(NamedTuple):
    """What a change is to write; `undoes` and `asked` are those of a change."""

    writes: Sequence[Write]
    undoes: int | None = None
    asked: bool = False


class _ChangedElsewhere(Exception):
    """Somebody else has put their hand to our file; a new segment is wanted."""


class ChangeLog:
    """The log in `data_folder`, written under `lock`, which stands in `state_folder`; `now` tells the UTC instant."""

    def __init__(
        self,
        data_folder: Path,
        state_folder: Path,
        *,
        lock: Lock,
        device: Device,
        now: Callable[[], datetime],
        disk: Disk,
        view: View,
    ) -> None:
        self._data_folder = data_folder
        self._state_folder = state_folder
        self._folder = data_folder / "log"
        self._lock = lock
        self._device = device
        self._now = now
        self._disk = disk
        self._reserve = Reserve(data_folder, disk)
        self._view = view
        self._has_begun = False
        self._synced: dict[str, int] = {}
        self._unsure: set[tuple[str, str]] = set()
        self.reader = LogReader(self._folder, disk)

    def device_name(self) -> str:
        """Return the name of this device. Only while a change is decided.

        Raises:
            OSError: there is none, and it can't be written down.
        """
        return self._device.name(lambda name: any(file.startswith(name) for file in self.reader.files))

    def is_settled(self, table: str, key: str) -> bool:
        """Return whether the row is or once was there, by a line of which it is not known that its sync failed."""
        return self.reader.tables.is_known(table, key) and (table, key) not in self._unsure

    def refresh(self) -> None:
        """Take in what other processes and devices have written; costs little when there is nothing.

        Raises:
            NewerLog: a newer program has written in it.
        """
        self._begin_with_view()
        if self.reader.has_news():
            with self._lock_to_read() as is_held:
                self.reader.read_news()
                if is_held and self._view.is_behind(self.reader):
                    self._view.save(self.reader)
        for name, file in self.reader.files.items():
            if file.newer:
                raise newer_log(name)

    def commit(self, decide: Callable[[], Draft | None]) -> bool:
        """Save what `decide` wants written, if anything; return whether there was anything.

        `decide` is called under the lock, with everything read that there is.

        Raises:
            NotSaved: it could not be written; all is as it was.
            NewerLog: a newer program has written in this device's own files.
        """
        try:
            self._disk.make_folder(self._state_folder)
            with self._lock.acquire():
                self._begin_with_view()
                self.reader.read_news()
                draft = decide()
                if draft is None or not draft.writes:
                    self._sync_what_stands()
                    return False
                self._refuse_to_guess(draft)
                self._save(draft)
                if len(draft.writes) >= _MANY_WRITES and self._view.is_behind(self.reader):
                    self._view.save(self.reader)
        except OSError as error:
            raise not_saved(error, self._data_folder) from error
        self._reserve.keep()
        return True

    def hold(self) -> AbstractContextManager[object]:
        """Take the lock, for those who write beside the log; not while a change is decided.

        Raises:
            OSError: it can't be had.
        """
        return self._lock.acquire()

    def _refuse_to_guess(self, draft: Draft) -> None:
        """Raise OSError where a change may rest on less than there is; a sitting is added all the same, and yields."""
        for name, file in self.reader.files.items():
            if file.trouble and not all(write.yields for write in draft.writes):
                raise OSError(f"{name} can't be read: {file.trouble}")

    def _begin_with_view(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._view.load(self.reader)

    @contextmanager
    def _lock_to_read(self) -> Iterator[bool]:
        """Take the lock, so that no line is read whose sync may yet fail; without it where it can't be had."""
        try:
            held = self._lock.acquire()
        except OSError:
            yield False  # in a read-only folder nobody writes, and a look must never be refused
            return
        with held:
            yield True

    def _save(self, draft: Draft) -> None:
        device, now = self.device_name(), self._now()
        change = Change(
            device,
            self.reader.sequences.get(device, 0) + 1,
            max(int(now.timestamp() * 1000), self.reader.tables.greatest_stamp + 1),
            draft.writes,
            draft.undoes,
            draft.asked,
        )
        rows = {(write.table, write.key) for write in draft.writes}
        self._unsure |= rows
        self._append_somewhere(change, now.year)
        self._unsure -= rows

    def _append_somewhere(self, change: Change, year: int) -> None:
        line = encode(change)
        self._disk.make_folder(self._folder)
        for _ in range(_MOST_SEGMENTS_TRIED):
            name = self._segment_name(change.device, year)
            try:
                facts, content = self._append_with_reserve(name, line)
            except _ChangedElsewhere:
                self.reader.files.setdefault(name, FileReading()).changed_elsewhere = True
                continue
            self.reader.take_in(name, change)
            self.reader.files[name].read_up_to(facts, content)
            return
        raise OSError(f"something else keeps writing in {self._folder}")

    def _segment_name(self, device: str, year: int) -> str:
        own = [
            found for found in map(segment, self.reader.files) if found and (found.device, found.year) == (device, year)
        ]
        for name in (found.name for found in own):
            if self.reader.files[name].newer:
                raise newer_log(name)
        latest = max(own, default=Segment(device, year, 1))
        file = self.reader.files.get(latest.name)
        if file is not None and file.changed_elsewhere:
            return latest._replace(number=latest.number + 1).name
        return latest.name

    def _append_with_reserve(self, name: str, line: bytes) -> tuple[FileFacts, bytes]:
        try:
            return self._append(name, line)
        except OSError as error:
            if error.errno not in FULL or not self._reserve.free():
                raise
            return self._append(name, line)

    def _append(self, name: str, line: bytes) -> tuple[FileFacts, bytes]:
        """Append a line to a file and sync it; return what the file then is, and what it took to append the line."""
        path = self._folder / name
        file = self.reader.files.get(name) or FileReading()
        handle = self._disk.open_to_append(path)
        try:
            before = self._disk.handle_facts(handle)
            if before.length != file.offset + file.waiting or file.identity not in {None, before.identity}:
                raise _ChangedElsewhere
            if file.waiting:
                self._disk.truncate(path, file.offset)
                file.waiting = 0
            content = b"\n" + line if file.open_ended else line
            self._write_or_cut_back(name, handle, content, file.offset)
            there = self._disk.facts(path)
            if there is None or there.identity != before.identity:
                raise _ChangedElsewhere  # what was synced is a file that nobody will find
        finally:
            self._disk.close(handle)
        return before._replace(length=file.offset + len(content)), content

    def _write_or_cut_back(self, name: str, handle: int, content: bytes, length_before: int) -> None:
        try:
            self._disk.write(handle, content)
            self._sync(name, handle)
        except BaseException:  # a Ctrl-C too: what was not acknowledged shall not stay
            with suppress(OSError):  # a torn line is cut by the next saving, a whole one is what was meant
                self._disk.truncate(self._folder / name, length_before)
            raise
        self._synced[name] = length_before + len(content)

    def _sync(self, name: str, handle: int) -> None:
        """Sync a file and, once in a process, the way to it.

        A process that came before us may have made the file and died before it synced the folder.
        """
        self._disk.sync(handle)
        if name not in self._synced:
            for folder in (self._folder, self._data_folder, self._data_folder.parent):
                self._disk.sync_folder(folder)

    def _sync_what_stands(self) -> None:
        """Sync lines of ours that another process wrote and perhaps could not sync before it died.

        Whoever is told that nothing needs to be written will take it that what is there is safe.
        """
        for name, file in self.reader.files.items():
            if file.offset <= self._synced.get(name, 0) or not self._is_ours(name):
                continue
            handle = self._disk.open_to_append(self._folder / name)
            try:
                self._sync(name, handle)
            finally:
                self._disk.close(handle)
            self._synced[name] = file.offset

    def _is_ours(self, name: str) -> bool:
        found = segment(name)
        return found is not None and found.device == self.device_name()
