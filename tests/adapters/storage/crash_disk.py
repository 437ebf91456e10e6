"""A machine whose power can be cut: what was not synced is lost, kept or mixed, sector by sector and name by name.

The rules are the weakest that file systems promise. A write or a cut that was not synced may reach the disk or not,
each sector by itself, and a file may be as long as at any of these moments. A name that was made, given away or taken
in a folder that was not synced since may be there or not, each by itself; giving a file the name of another is one
step.
"""

from __future__ import annotations

import errno
from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from practice_tui.adapters.storage.disk import FileFacts
from practice_tui.adapters.storage.lock import LockBusy

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

SECTOR_BYTES = 64
PLENTY = 10**9


class Killed(BaseException):
    """The process is gone; whatever it still tries, it tries no more."""


@dataclass(eq=False)
class File:
    """A file; `versions` are its contents since it was last synced, the one that was synced first."""

    number: int
    versions: list[bytes] = field(default_factory=lambda: [b""])

    @property
    def content(self) -> bytes:
        return self.versions[-1]

    def after_power_cut(self, chance: random.Random, mood: str) -> File:
        if mood != "mixed":
            return File(self.number, [self.versions[0 if mood == "nothing unsynced" else -1]])
        length = len(chance.choice(self.versions))
        sectors = []
        for start in range(0, length, SECTOR_BYTES):
            size = min(SECTOR_BYTES, length - start)
            sectors.append(chance.choice(self.versions)[start : start + size].ljust(size, b"\0"))
        return File(self.number, [b"".join(sectors)])


@dataclass(eq=False)
class Folder:
    """A folder; `pending` are the changes to its names since it was last synced, None for a name given up."""

    names: dict[str, File | Folder] = field(default_factory=dict)
    synced: dict[str, File | Folder] = field(default_factory=dict)
    pending: list[dict[str, File | Folder | None]] = field(default_factory=list)

    def note(self, step: dict[str, File | Folder | None]) -> None:
        self.pending.append(step)
        _take(self.names, step)

    def sync(self) -> None:
        self.synced, self.pending = dict(self.names), []

    def after_power_cut(self, chance: random.Random, mood: str) -> Folder:
        kept = dict(self.synced)
        for step in self.pending:
            if mood == "everything" or (mood == "mixed" and chance.random() < 0.5):
                _take(kept, step)
        names = {name: node.after_power_cut(chance, mood) for name, node in kept.items()}
        return Folder(names, dict(names))


def _take(names: dict[str, File | Folder], step: dict[str, File | Folder | None]) -> None:
    for name, node in step.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


class Machine:
    """Folders, files, a lock and room on the disk; processes come and go on it."""

    def __init__(self, root: Folder | None = None) -> None:
        self.root = root or Folder()
        self.free_bytes = PLENTY
        self.files_made = 0
        self.lock_holder: CrashDisk | None = None

    def after_power_cut(self, chance: random.Random, mood: str) -> Machine:
        machine = Machine(self.root.after_power_cut(chance, mood))
        machine.files_made, machine.free_bytes = self.files_made, self.free_bytes
        return machine

    def node(self, path: Path) -> File | Folder | None:
        node: File | Folder | None = self.root
        for part in path.parts[1:]:
            node = node.names.get(part) if isinstance(node, Folder) else None
        return node

    def folder(self, path: Path) -> Folder:
        node = self.node(path)
        if not isinstance(node, Folder):
            raise FileNotFoundError(errno.ENOENT, "no such folder", str(path))
        return node

    def file(self, path: Path) -> File:
        node = self.node(path)
        if not isinstance(node, File):
            raise FileNotFoundError(errno.ENOENT, "no such file", str(path))
        return node


@dataclass
class Trouble:
    """What happens at the `turn`-th call of a kind: the process is killed, or `happen` runs and may raise OSError."""

    call: str
    turn: int
    happen: Callable[[], None]


class CrashDisk:
    """The disk of a machine as one process has it, until it is killed.

    `careless` names calls that this process leaves out, as a program would that forgot them.
    """

    def __init__(self, machine: Machine, careless: frozenset[str] = frozenset()) -> None:
        self.machine = machine
        self.troubles: list[Trouble] = []
        self.is_killed = False
        self._careless = careless
        self._counts: Counter[str] = Counter()
        self._handles: dict[int, File] = {}

    def expect(self, troubles: list[Trouble]) -> None:
        """Let these happen from now on, and no others."""
        self.troubles = troubles
        self._counts.clear()

    def kill(self) -> None:
        """End the process: the system closes its files and lets go of its lock; what it wrote stays."""
        self.is_killed = True
        if self.machine.lock_holder is self:
            self.machine.lock_holder = None
        raise Killed

    def call(self, name: str) -> None:
        if self.is_killed:
            raise Killed
        turn = self._counts[name]
        self._counts[name] += 1
        for trouble in list(self.troubles):
            if (trouble.call, trouble.turn) == (name, turn):
                trouble.happen()

    def make_folder(self, folder: Path) -> None:
        self.call("make_folder")
        if self.machine.node(folder) is None:
            self.make_folder(folder.parent)
            if self.machine.node(folder) is None:  # another process may have been quicker
                self.machine.folder(folder.parent).note({folder.name: Folder()})
            self.sync_folder(folder.parent)
        self.machine.folder(folder)

    def names(self, folder: Path) -> list[str]:
        self.call("names")
        node = self.machine.node(folder)
        return sorted(node.names) if isinstance(node, Folder) else []

    def facts(self, path: Path) -> FileFacts | None:
        self.call("facts")
        node = self.machine.node(path)
        return _facts(node) if isinstance(node, File) else None

    def read(self, path: Path, start: int = 0) -> bytes:
        self.call("read")
        return self.machine.file(path).content[start:]

    def open_to_append(self, path: Path) -> int:
        self.call("open")
        folder = self.machine.folder(path.parent)
        if path.name not in folder.names:
            self.machine.files_made += 1
            folder.note({path.name: File(self.machine.files_made)})
        handle = len(self._handles) + 1
        self._handles[handle] = self.machine.file(path)
        return handle

    def open_new(self, path: Path) -> int:
        handle = self.open_to_append(path)
        self._put(self._handles[handle], b"")
        return handle

    def handle_facts(self, handle: int) -> FileFacts:
        self.call("handle_facts")
        return _facts(self._handles[handle])

    def write(self, handle: int, content: bytes) -> None:
        file = self._handles[handle]
        try:
            self.call("write")
        except (OSError, Killed):
            self._put(file, file.content + content[: len(content) // 2])
            raise
        fits = content[: max(0, self.machine.free_bytes)]
        self._put(file, file.content + fits)
        if len(fits) < len(content):
            raise OSError(errno.ENOSPC, "no room left")

    def sync(self, handle: int) -> None:
        self.call("sync")
        if "sync" not in self._careless:
            file = self._handles[handle]
            file.versions = [file.content]

    def close(self, handle: int) -> None:
        """Nothing is lost and nothing made safe by it."""

    def truncate(self, path: Path, length: int) -> None:
        self.call("truncate")
        file = self.machine.file(path)
        self._put(file, file.content[:length])

    def sync_folder(self, folder: Path) -> None:
        self.call("sync_folder")
        if "sync_folder" not in self._careless:
            self.machine.folder(folder).sync()

    def replace(self, source: Path, target: Path) -> None:
        self.call("replace")
        file = self.machine.file(source)
        self.machine.folder(target.parent).note({source.name: None, target.name: file})

    def remove(self, path: Path) -> None:
        self.call("remove")
        folder = self.machine.folder(path.parent)
        if path.name in folder.names:
            self.machine.free_bytes += len(self.machine.file(path).content)
            folder.note({path.name: None})

    def _put(self, file: File, content: bytes) -> None:
        self.machine.free_bytes -= len(content) - len(file.content)
        file.versions.append(content)


def _facts(file: File) -> FileFacts:
    return FileFacts(len(file.content), (1, file.number))


class CrashLock:
    """The lock of the machine, as one process takes it. A holder that is killed lets go."""

    def __init__(self, disk: CrashDisk, path: Path) -> None:
        self._disk = disk
        self._path = path

    def acquire(self) -> AbstractContextManager[None]:
        machine = self._disk.machine
        if machine.lock_holder is not None:
            raise LockBusy(self._path)
        machine.lock_holder = self._disk
        return self._held()

    @contextmanager
    def _held(self) -> Iterator[None]:
        try:
            yield
        finally:
            if self._disk.machine.lock_holder is self._disk:
                self._disk.machine.lock_holder = None


class NoLock:
    """What a program has that forgot the lock."""

    def acquire(self) -> AbstractContextManager[None]:
        return nullcontext()
