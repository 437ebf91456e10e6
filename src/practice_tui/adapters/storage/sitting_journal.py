"""The journal of the sitting that runs: how far it has come, so that a crash costs seconds at most.

Owns ``state/sitting-<id>.jsonl`` (sealed lines, see lines.py; each holds its number and one set of facts) and who may
touch it. Its writer holds a lock on it, which the system lets go when the writer dies: a journal that can be locked
belongs to a sitting that is over, and whoever gets the lock enters it into the record. ``state/sitting.lock`` is held
from the beginning of a sitting to its end, so that there is one at a time.
"""

from __future__ import annotations

import errno
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from practice_tui.adapters.storage.disk import Disk, LocalDisk
from practice_tui.adapters.storage.lines import read_sealed, seal
from practice_tui.adapters.storage.lock import FileLock, Held
from practice_tui.adapters.storage.wording import no_journal
from practice_tui.domain.errors import AlreadySitting

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"sitting-([0-9A-Za-z-]+)\.jsonl")
_ID = re.compile(r"[0-9A-Za-z-]+")


class _Running(NamedTuple):
    path: Path
    sitting: Held
    claim: Held


class FileJournal:
    """The journals in `state_folder`: at most one that this process writes, and those it has claimed.

    Attributes:
        trouble: why the last note could not be written; empty if it could.
    """

    def __init__(self, state_folder: Path, *, disk: Disk | None = None, lock: FileLock | None = None) -> None:
        self._folder = state_folder
        self._disk = disk or LocalDisk()
        self._lock = lock or FileLock(state_folder / "lock")
        self._running: _Running | None = None
        self._handle: int | None = None
        self._length = self._lines = 0
        self._claims: dict[str, tuple[Held, list[dict[str, Any]]]] = {}
        self.trouble = ""

    def open(self, session_id: str, facts: dict[str, Any]) -> None:
        """Begin the journal of one sitting; `facts` is its first line.

        Raises:
            AlreadySitting: a sitting is running on this machine.
            NotSaved: it can't be written; the sitting may go on without.
        """
        if not _ID.fullmatch(session_id):
            raise ValueError(f"{session_id!r} is no id")
        try:
            self._disk.make_folder(self._folder)
            sitting = FileLock(self._folder / "sitting.lock").try_acquire()
            if sitting is None:
                raise AlreadySitting(
                    "another sitting is running on this machine; it goes on untouched; end it first, then begin anew"
                )
            try:
                self._begin(sitting, self._path(session_id), facts)
            except BaseException:
                sitting.release()
                raise
        except OSError as error:
            raise no_journal(error, self._folder) from error

    def note(self, facts: dict[str, Any]) -> None:
        """Write one more line and sync it, which takes milliseconds. An error is kept as `trouble` and not raised."""
        if self._running is None:
            return
        try:
            self._append(self._running.path, facts)
        except OSError as error:
            self.trouble = error.strerror or str(error)
        else:
            self.trouble = ""

    def remove(self) -> None:
        """Take the journal away, once its record is acknowledged."""
        running = self._let_go_of_handle()
        if running is not None:
            with suppress(OSError):  # one that can't go is entered again, with the same id, which adds nothing
                self._take_away(running.path, running.claim)
            running.claim.release()
            running.sitting.release()

    def release(self) -> None:
        """Leave the journal where it is and let others enter it."""
        running = self._let_go_of_handle()
        if running is not None:
            running.claim.release()
            running.sitting.release()

    def abandoned(self) -> list[list[dict[str, Any]]]:
        """Claim every journal whose process is gone; return the facts of each, oldest sitting first.

        The first facts are always those that `open` was given. What was claimed stays so, and is returned again, until
        `settle`. A folder that can't be read has none.
        """
        try:
            names = [name for name in self._disk.names(self._folder) if _NAME.fullmatch(name)]
            if names:
                with self._lock.acquire():
                    for name in names:
                        self._claim(name)
        except OSError as error:
            self.trouble = error.strerror or str(error)
        return [lines for _, (_, lines) in sorted(self._claims.items())]

    def settle(self, session_id: str) -> None:
        """Take away a claimed journal, once its record is acknowledged."""
        claimed = self._claims.pop(session_id, None)
        if claimed is not None:
            with suppress(OSError):  # it is entered again, with the same id, which adds nothing
                self._take_away(self._path(session_id), claimed[0])
            claimed[0].release()

    def someone_sits(self) -> bool:
        """Return whether a sitting is running on this machine, in this process or another.

        Its journal is looked at, not the lock of the sitting itself: a sitting that begins in this very instant must
        not be refused for having been asked about. A folder that can't be read has none.
        """
        try:
            names = [name for name in self._disk.names(self._folder) if _NAME.fullmatch(name)]
            if not names:
                return False
            with self._lock.acquire():
                return any(self._is_held(name) for name in names)
        except OSError as error:
            self.trouble = error.strerror or str(error)
            return False

    def _is_held(self, name: str) -> bool:
        found = _NAME.fullmatch(name)
        if found is not None and found[1] in self._claims:
            return False  # claimed by us to be entered: its sitting is over
        path = self._folder / name
        if self._disk.facts(path) is None:
            return False
        claim = FileLock(path, create=False).try_acquire()
        if claim is None:
            return self._disk.facts(path) is not None
        claim.release()
        return False

    def set_aside(self, facts: list[dict[str, Any]]) -> None:
        """Put a claimed journal out of the way of whose facts no record can be made, as ``sitting-<id>.damaged``."""
        for session_id, (claim, lines) in [*self._claims.items()]:
            if lines == facts:
                del self._claims[session_id]
                with suppress(OSError):  # it is claimed and set aside again by whoever looks next
                    self._disk.replace(self._path(session_id), self._path(session_id).with_suffix(".damaged"))
                claim.release()

    def _path(self, session_id: str) -> Path:
        return self._folder / f"sitting-{session_id}.jsonl"

    def _begin(self, sitting: Held, path: Path, facts: dict[str, Any]) -> None:
        with self._lock.acquire():  # nobody shall claim it between its making and our lock on it
            if self._disk.facts(path) is not None:
                raise FileExistsError(errno.EEXIST, "a journal of that sitting is there already", str(path))
            self._disk.close(self._disk.open_new(path))
            claim = FileLock(path, create=False).try_acquire()
        if claim is None:
            raise OSError("the journal vanished while it was begun")
        self._length = self._lines = 0
        try:
            self._append(path, facts)
            self._disk.sync_folder(self._folder)
        except BaseException:
            self._close_handle()
            with suppress(OSError):  # an empty journal is taken away by whoever looks next
                self._take_away(path, claim)
            claim.release()
            raise
        self._running = _Running(path, sitting, claim)

    def _append(self, path: Path, facts: dict[str, Any]) -> None:
        """Write a line behind the last one that took; after an error with a new handle, and what was torn cut off."""
        line = seal([self._lines, facts])
        try:
            if self._handle is None:
                facts_there = self._disk.facts(path)
                if facts_there is not None and facts_there.length > self._length:
                    self._disk.truncate(path, self._length)
                self._handle = self._disk.open_to_append(path)
            self._disk.write(self._handle, line)
            self._disk.sync(self._handle)
        except BaseException:
            self._close_handle()
            raise
        self._length += len(line)
        self._lines += 1

    def _close_handle(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            self._disk.close(handle)

    def _let_go_of_handle(self) -> _Running | None:
        running, self._running = self._running, None
        self._close_handle()
        return running

    def _take_away(self, path: Path, claim: Held) -> None:
        """Remove a journal we hold; where an open file can't be removed (Windows, untried), let go of it first."""
        try:
            self._disk.remove(path)
        except PermissionError:
            claim.release()
            self._disk.remove(path)

    def _claim(self, name: str) -> None:
        path, found = self._folder / name, _NAME.fullmatch(name)
        claim = FileLock(path, create=False).try_acquire()
        if claim is None or found is None:
            return
        try:
            self._keep_or_clear(path, found[1], claim)
        except BaseException:
            claim.release()
            raise

    def _keep_or_clear(self, path: Path, session_id: str, claim: Held) -> None:
        lines = read_sealed(self._disk.read(path)).lines
        if lines and lines[0][0] == 0:
            self._claims[session_id] = claim, [facts for _, facts in lines]
            return
        if lines:  # too damaged to be entered, too good to be thrown away
            self._disk.replace(path, path.with_suffix(".damaged"))
        else:  # its sitting never began: the first line was not acknowledged
            self._take_away(path, claim)
        claim.release()
