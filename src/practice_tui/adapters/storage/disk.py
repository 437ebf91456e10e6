"""Every call the storage makes to a file system, in one small port.

Owns the port `Disk` and its real implementation; a crash simulator stands in for it in tests. It refuses to decide
anything about the record: errors of the operating system come out as they are, and their callers find the words.
Folders are made for their owner alone (0700), files too (0600).
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP}
_BINARY = getattr(os, "O_BINARY", 0)


class FileFacts(NamedTuple):
    """What tells whether a file has changed: its length in bytes, and which file it is (a number and its device)."""

    length: int
    identity: tuple[int, int]


class Disk(Protocol):
    """A file system. Every method may raise OSError; handles are numbers that `open_to_append` and `open_new` give."""

    def make_folder(self, folder: Path) -> None:
        """Make the folder and those above it, where they are missing, so that they outlast a power cut."""

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none if there is no such folder."""

    def facts(self, path: Path) -> FileFacts | None:
        """Return length and identity of the file at a path; None if there is none."""

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return what stands in the file from byte `start` on."""

    def open_to_append(self, path: Path) -> int:
        """Open a file for writing at its end, whatever its length then is; make it if it is missing."""

    def open_new(self, path: Path) -> int:
        """Open a file for writing and empty it; make it if it is missing."""

    def handle_facts(self, handle: int) -> FileFacts:
        """Return length and identity of an open file."""

    def write(self, handle: int, content: bytes) -> None:
        """Write all of `content`. After an error a part of it may stand in the file."""

    def sync(self, handle: int) -> None:
        """Return once everything written to the file would outlast a power cut."""

    def close(self, handle: int) -> None:
        """Let go of an open file; never raises."""

    def truncate(self, path: Path, length: int) -> None:
        """Cut the file to `length` bytes."""

    def sync_folder(self, folder: Path) -> None:
        """Return once every name made in the folder would outlast a power cut."""

    def replace(self, source: Path, target: Path) -> None:
        """Give the file `source` the name `target`, in one step, in place of what had it."""

    def remove(self, path: Path) -> None:
        """Take a file away; a missing one is fine."""


class LocalDisk:
    """The file system of this machine."""

    def make_folder(self, folder: Path) -> None:
        """Make the folder and those above it where they are missing, and sync each one's parent."""
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for new in reversed(missing):
            try:
                new.mkdir(0o700)
            except FileExistsError:
                if not new.is_dir():
                    raise
            self.sync_folder(new.parent)

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none if there is no such folder."""
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 - names are wanted, not paths
        except FileNotFoundError:
            return []

    def facts(self, path: Path) -> FileFacts | None:
        """Return length and identity of the file at a path; None if there is none."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        return FileFacts(found.st_size, (found.st_dev, found.st_ino))

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return what stands in the file from byte `start` on."""
        with path.open("rb") as file:
            file.seek(start)
            return file.read()

    def open_to_append(self, path: Path) -> int:
        """Open a file for writing at its end; make it, for its owner alone, if it is missing."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _BINARY, 0o600)

    def open_new(self, path: Path) -> int:
        """Open a file for writing and empty it; make it, for its owner alone, if it is missing."""
        return os.open(path, os.O_WRONLY | os.O_TRUNC | os.O_CREAT | _BINARY, 0o600)

    def handle_facts(self, handle: int) -> FileFacts:
        """Return length and identity of an open file."""
        found = os.fstat(handle)
        return FileFacts(found.st_size, (found.st_dev, found.st_ino))

    def write(self, handle: int, content: bytes) -> None:
        """Write all of `content`, in as many calls as it takes."""
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def sync(self, handle: int) -> None:
        """Return once everything written to the file would outlast a power cut."""
        if sys.platform == "darwin":  # fsync leaves the data in the drive's cache there; untried
            import fcntl  # noqa: PLC0415 - not every system has it

            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Let go of an open file; never raises."""
        with suppress(OSError):  # what counts was synced before; closing has nothing left to lose
            os.close(handle)

    def truncate(self, path: Path, length: int) -> None:
        """Cut the file to `length` bytes."""
        os.truncate(path, length)

    def sync_folder(self, folder: Path) -> None:
        """Return once every name made in the folder would outlast a power cut.

        A folder that may not be listed and a file system that doesn't know this call are passed over: more can't be
        had there.
        """
        if sys.platform == "win32":  # folders can't be opened there; untried
            return
        try:
            handle = os.open(folder, os.O_RDONLY)
        except PermissionError:
            return
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            self.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        """Give the file `source` the name `target`, in one step, in place of what had it."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Take a file away; a missing one is fine."""
        path.unlink(missing_ok=True)


def write_whole(disk: Disk, path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: after a crash either the old file or the new one stands there, whole.

    Two writers at once must be kept apart by a lock.

    Raises:
        OSError: it could not be done; the old file stands.
    """
    new = path.with_name(f"{path.name}.new")
    handle = disk.open_new(new)
    try:
        disk.write(handle, content)
        disk.sync(handle)
    finally:
        disk.close(handle)
    disk.replace(new, path)
    disk.sync_folder(path.parent)
