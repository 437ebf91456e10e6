"""Sittings, stores, disks that fail and processes of their own, for the tests of the storage."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import pytest

from practice_tui.adapters.storage.disk import LocalDisk
from practice_tui.adapters.storage.lock import FileLock
from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.domain.record import Ending, SessionRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from practice_tui.adapters.storage.disk import Disk, FileFacts

START = datetime(2026, 11, 21, 6, 10, tzinfo=UTC)


class MakeSitting(Protocol):
    def __call__(self, number: int, **changes: object) -> SessionRecord: ...


@pytest.fixture(scope="session")
def sitting() -> MakeSitting:
    """Makes sittings: the same number, the same sitting."""

    def make(number: int, **changes: object) -> SessionRecord:
        start = START + timedelta(hours=number)
        record = SessionRecord(
            id=f"sitting-{number}",
            practice="gratitude",
            planned_seconds=720.0,
            seconds=719.5,
            start=start,
            end=start + timedelta(minutes=12),
            zone="Europe/Madrid",
            offset_minutes=60,
            day=start.date(),
            ending=Ending.FINISHED,
            source="app",
        )
        return replace(record, **changes)  # type: ignore[arg-type]

    return make


@dataclass
class Home:
    """A person's folders, and stores on them; every store is what one more process would have."""

    folder: Path
    time: datetime = START

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.data / "log"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def store(self, disk: Disk | None = None, patience_seconds: float = 10.0) -> LogSessionStore:
        lock = FileLock(self.state / "lock", patience_seconds=patience_seconds)
        return LogSessionStore(self.data, self.state, lambda: self.time, disk=disk, lock=lock)

    def ids(self) -> list[str]:
        """The sittings a program that starts now would see."""
        return [record.id for record in self.store().records()]

    def log_file(self) -> Path:
        """The only file of the log."""
        (file,) = self.log.iterdir()
        return file


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


class WatchedDisk(LocalDisk):
    """The real file system, which counts and names its calls that change something, and can be told to fail."""

    def __init__(self, fail: Callable[[int, str], OSError | None] = lambda _number, _call: None) -> None:
        self.calls: list[str] = []
        self._fail = fail

    def _note(self, call: str) -> None:
        self.calls.append(call)
        error = self._fail(len(self.calls) - 1, call)
        if error is not None:
            raise error

    def make_folder(self, folder: Path) -> None:
        self._note("make_folder")
        super().make_folder(folder)

    def read(self, path: Path, start: int = 0) -> bytes:
        self._note(f"read {path.name}")
        return super().read(path, start)

    def open_to_append(self, path: Path) -> int:
        self._note(f"open {path.name}")
        return super().open_to_append(path)

    def open_new(self, path: Path) -> int:
        self._note(f"open {path.name}")
        return super().open_new(path)

    def handle_facts(self, handle: int) -> FileFacts:
        self._note("handle_facts")
        return super().handle_facts(handle)

    def write(self, handle: int, content: bytes) -> None:
        try:
            self._note(f"write {handle}")
        except OSError:
            super().write(handle, content[: len(content) // 2])
            raise
        super().write(handle, content)

    def sync(self, handle: int) -> None:
        self._note(f"sync {handle}")
        super().sync(handle)

    def truncate(self, path: Path, length: int) -> None:
        self._note(f"truncate {path.name}")
        super().truncate(path, length)

    def sync_folder(self, folder: Path) -> None:
        self._note(f"sync_folder {folder.name}")
        super().sync_folder(folder)

    def replace(self, source: Path, target: Path) -> None:
        self._note(f"replace {target.name}")
        super().replace(source, target)

    def remove(self, path: Path) -> None:
        self._note(f"remove {path.name}")
        super().remove(path)


@pytest.fixture(scope="session")
def watched_disk() -> type[WatchedDisk]:
    return WatchedDisk


@dataclass
class Program:
    """A Python process of its own, which tells line by line what it has done."""

    process: subprocess.Popen[str]

    def next_line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def kill(self) -> list[str]:
        """End it as a power switch would, and return what it had said by then."""
        assert self.process.stdout is not None
        self.process.kill()
        rest = self.process.stdout.read()
        self.process.wait()
        *whole, _torn = rest.split("\n")
        return whole


@pytest.fixture
def start_program() -> Iterator[Callable[..., Program]]:
    """Starts programs, given as source text and arguments; whatever still runs at the end is killed."""
    started: list[Program] = []

    def start(source: str, *arguments: object) -> Program:
        process = subprocess.Popen(
            [sys.executable, "-c", source, *map(str, arguments)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        started.append(Program(process))
        return started[-1]

    yield start
    for program in started:
        program.kill()
        if program.process.stdout is not None:
            program.process.stdout.close()


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a small file system in memory with the given options; skips where that isn't allowed."""
    places: list[Path] = []

    def mount(options: str) -> Path:
        place = tmp_path / f"mount-{len(places)}"
        place.mkdir()
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            pytest.skip("only root can mount a file system")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)
        if done.returncode != 0:
            pytest.skip("no file system can be mounted here")
        places.append(place)
        return place

    yield mount
    for place in places:
        subprocess.run(["umount", place], check=True)


@pytest.fixture
def read_only() -> Callable[[Path], object]:
    """Makes a folder one that can't be written to while a `with` block runs."""

    @contextmanager
    def closed(folder: Path) -> Iterator[None]:
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            bind = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False)
            if bind.returncode != 0:
                pytest.skip("no file system can be mounted here")
            try:
                subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
                yield
            finally:
                subprocess.run(["umount", folder], check=True)
            return
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o500 if path.is_dir() else 0o400)
        yield
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)

    return closed
