"""Several processes at once, and processes that die on the way."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.storage.sitting_journal import FileJournal
from practice_tui.domain.errors import AlreadySitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.adapters.storage.conftest import Home, MakeSitting, Program

WRITER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.domain.record import Ending, SessionRecord
folder, name = Path(sys.argv[1]), sys.argv[2]
now = datetime(2026, 11, 21, 6, 10, tzinfo=UTC)
store = LogSessionStore(folder / "data", folder / "state", lambda: now)
for number in range(int(sys.argv[3])):
    store.add(SessionRecord(
        id=f"{name}-{number:05}", practice="gratitude", planned_seconds=60.0, seconds=60.0, start=now, end=now,
        zone="UTC", offset_minutes=0, day=date(2026, 11, 21), ending=Ending.FINISHED, source="test",
    ))
    print(f"{name}-{number:05}", flush=True)
"""

SITTER = """
import sys
from pathlib import Path
from practice_tui.adapters.storage.sitting_journal import FileJournal
journal = FileJournal(Path(sys.argv[1]))
journal.open("0193-abc", {"kind": "start"})
for number in range(100_000):
    journal.note({"seconds": number})
    print(number, flush=True)
"""


def test_two_writers_at_once_lose_nothing(home: Home, start_program: Callable[..., Program]) -> None:
    writers = [start_program(WRITER, home.folder, name, 40) for name in ("left", "right")]
    wanted = sorted(f"{name}-{number:05}" for name in ("left", "right") for number in range(40))
    said = sorted(writer.next_line() for writer in writers for _ in range(40))
    assert said == wanted
    assert sorted(home.ids()) == wanted
    assert home.store().troubles() == []
    sequences = [json.loads(line)[3] for line in home.log_file().read_bytes().splitlines()]
    assert sequences == list(range(1, 81))


def test_writers_killed_again_and_again_lose_nothing_that_was_acknowledged(
    home: Home, start_program: Callable[..., Program]
) -> None:
    acknowledged: list[str] = []
    for turn in range(6):
        writers = [start_program(WRITER, home.folder, f"{name}{turn}", 100_000) for name in ("left", "right")]
        acknowledged += [writer.next_line() for writer in writers for _ in range(4 + turn)]
        for writer in writers:
            acknowledged += writer.kill()
    store = home.store()
    found = {record.id for record in store.records()}
    assert len(acknowledged) > 80
    assert set(acknowledged) <= found
    assert len(found) <= len(acknowledged) + 12, "one at most of each process may have been on its way"
    assert [trouble for trouble in store.troubles() if "damaged" in trouble.detail] == []


def test_threads_of_one_program_share_a_store(home: Home, sitting: MakeSitting) -> None:
    store = home.store()

    def work(name: int) -> None:
        for number in range(20):
            store.add(sitting(100 * name + number))
            assert store.records()

    threads = [threading.Thread(target=work, args=(name,)) for name in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.records()) == len(home.ids()) == 60
    assert store.troubles() == []


def test_one_window_sees_what_another_saves(home: Home, sitting: MakeSitting) -> None:
    one, other = home.store(), home.store()
    one.add(sitting(1))
    assert [record.id for record in other.records()] == ["sitting-1"]
    other.edit(sitting(1, note="from the other window"))
    assert [record.note for record in one.records()] == ["from the other window"]


def test_a_sitting_whose_process_is_killed_can_be_entered(home: Home, start_program: Callable[..., Program]) -> None:
    sitter = start_program(SITTER, home.state)
    for number in range(5):
        assert sitter.next_line() == str(number)
    here = FileJournal(home.state)
    assert here.abandoned() == []
    with pytest.raises(AlreadySitting):
        here.open("0193-def", {"kind": "start"})
    noted = 4 + len(sitter.kill())
    (lines,) = here.abandoned()
    assert lines[0] == {"kind": "start"}
    assert [line["seconds"] for line in lines[1:]] == list(range(len(lines) - 1))
    assert len(lines) - 2 in {noted, noted + 1}
    here.settle("0193-abc")
    here.open("0193-def", {"kind": "start"})
    here.remove()
    assert not list(home.state.glob("sitting-*"))


def test_the_plain_store_loads_nothing_heavy() -> None:
    source = (
        "import sys; import practice_tui.adapters.storage.sessions, practice_tui.adapters.storage.sitting_journal; "
        "print(*sorted(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "asyncio", "click", "ctypes", "hashlib", "importlib.metadata", "logging", "msgspec", "numpy", "platformdirs",
        "random", "rich", "sqlite3", "subprocess", "tempfile", "textual", "tinydb", "tomllib", "uuid",
    }  # fmt: skip
    assert heavy.isdisjoint(loaded)
