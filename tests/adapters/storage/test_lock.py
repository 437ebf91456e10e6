from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.storage.lock import FileLock, LockBusy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.adapters.storage.conftest import Program

HOLDER = """
import sys
from pathlib import Path
from practice_tui.adapters.storage.lock import FileLock
held = FileLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_one_at_a_time(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with lock.acquire():
        assert lock.try_acquire() is None
        assert FileLock(tmp_path / "lock").try_acquire() is None
    again = lock.try_acquire()
    assert again is not None
    again.release()
    again.release()
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_whoever_waits_too_long_is_told(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock", patience_seconds=0.02)
    with lock.acquire(), pytest.raises(LockBusy):
        lock.acquire()


def test_threads_exclude_each_other(tmp_path: Path) -> None:
    lock, inside, most = FileLock(tmp_path / "lock"), [], []

    def work() -> None:
        for _ in range(20):
            with lock.acquire():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 80


def test_a_process_that_is_killed_lets_go(tmp_path: Path, start_program: Callable[..., Program]) -> None:
    holder = start_program(HOLDER, tmp_path / "lock")
    assert holder.next_line() == "held"
    lock = FileLock(tmp_path / "lock")
    assert lock.try_acquire() is None
    holder.kill()
    with lock.acquire():
        pass


def test_a_lock_on_something_that_is_gone_is_none(tmp_path: Path) -> None:
    assert FileLock(tmp_path / "gone", create=False).try_acquire() is None
    assert not (tmp_path / "gone").exists()
    with pytest.raises(FileNotFoundError):
        FileLock(tmp_path / "no folder" / "lock").acquire()


def test_a_file_removed_while_we_reached_for_it_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lock"
    path.touch()
    real_open = os.open

    def open_and_lose(*arguments: int) -> int:
        handle = real_open(*arguments)  # type: ignore[arg-type]
        path.unlink()
        return handle

    monkeypatch.setattr(os, "open", open_and_lose)
    assert FileLock(path, create=False).try_acquire() is None
