"""A lock that one process, and one thread in it, can hold at a time.

Owns how a file is locked on each system: flock, and msvcrt on Windows (untried). The system lets go of it when its
holder dies, however that happens, so there are no stale locks. Each acquiring opens the file anew, so threads of one
process exclude each other as processes do.
"""

from __future__ import annotations

import errno
import os
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

PATIENCE_SECONDS = 10.0
"""How long `acquire` waits; every holder is done within milliseconds, unless it was stopped on its way."""

_FIRST_WAIT_SECONDS = 0.001
_LONGEST_WAIT_SECONDS = 0.05

if sys.platform == "win32":
    import msvcrt

    _FAR_BYTE = 1 << 30
    """Locked bytes can't be read by others there: lock one that lies past the end of every file."""

    def _try_to_lock(handle: int) -> bool:
        os.lseek(handle, _FAR_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_to_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class LockBusy(OSError):
    """Somebody else held the lock for as long as we were willing to wait."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EWOULDBLOCK, "held by another process", str(path))


class Lock(Protocol):
    """What one process at a time can have; the machine of a crash simulator has its own."""

    def acquire(self) -> AbstractContextManager[object]:
        """Take the lock, and wait for it if need be; it is let go where the `with` block ends.

        Raises:
            LockBusy: it stayed busy for too long.
            OSError: it can't be had here at all.
        """


class Held:
    """A lock that is held until `release`, which may be called twice; also a context manager."""

    __slots__ = ("_handle",)

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        """Let others have it."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


class FileLock:
    """An exclusive lock on a file, which is made empty if it is missing (unless `create` is false)."""

    def __init__(self, path: Path, *, patience_seconds: float = PATIENCE_SECONDS, create: bool = True) -> None:
        self._path = path
        self._patience_seconds = patience_seconds
        self._create = create

    def try_acquire(self) -> Held | None:
        """Take the lock if nobody has it; None otherwise, and if the file is gone and isn't to be made.

        Raises:
            OSError: the file can't be opened, or its file system knows no locks.
        """
        try:
            handle = self._open()
        except FileNotFoundError:
            if self._create:
                raise
            return None
        try:
            got_it = _try_to_lock(handle) and self._still_there(handle)
        except BaseException:
            os.close(handle)
            raise
        if got_it:
            return Held(handle)
        os.close(handle)
        return None

    def acquire(self) -> Held:
        """Take the lock, and wait for it if need be.

        Raises:
            LockBusy: it stayed busy for too long.
            OSError: the file can't be opened, or its file system knows no locks.
        """
        deadline = monotonic() + self._patience_seconds
        wait_seconds = _FIRST_WAIT_SECONDS
        while (held := self.try_acquire()) is None:
            if monotonic() >= deadline:
                raise LockBusy(self._path)
            sleep(wait_seconds)
            wait_seconds = min(2 * wait_seconds, _LONGEST_WAIT_SECONDS)
        return held

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | (os.O_CREAT if self._create else 0), 0o600)
        except OSError as error:
            # Whoever may only read can still be kept waiting while others write.
            if error.errno not in {errno.EROFS, errno.EACCES, errno.EPERM}:
                raise
            return os.open(self._path, os.O_RDONLY)

    def _still_there(self, handle: int) -> bool:
        """Return whether the locked file is the one at the path; it may have been removed while we opened it."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return False
        mine = os.fstat(handle)
        return (there.st_dev, there.st_ino) == (mine.st_dev, mine.st_ino)
