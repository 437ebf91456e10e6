"""The app, the command line and the reminder tick, each in processes of its own, writing and reading at once."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from practice_tui.bootstrap import folders, services

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_SECONDS = 120
SITTINGS, COMMANDS, PAUSES, TICKS = 25, 6, 3, 3

APP = """
import sys
from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.adapters.storage.sitting_journal import FileJournal
from practice_tui.adapters.system_clock import SystemClock
from practice_tui.bootstrap import folders
from practice_tui.domain.record import Ending
from practice_tui.engine.recorder import Origin, Recorder
places, clock = folders(), SystemClock()
store, journal = LogSessionStore(places.data, places.state, clock.now), FileJournal(places.state)
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[1])):
    recorder = Recorder(journal, store, clock, Origin("gratitude", "practice", "0.1.0", "", "app", 4))
    assert recorder.begin(60.0) == ""
    recorder.note("heartbeat", 5.0, 60.0)
    record, saved, note = recorder.end(Ending.FINISHED, 60.0, 60.0)
    assert saved, note
    print(record.id, flush=True)
"""
"""What the app does when somebody sits: a journal, a heartbeat, and the record at the end."""

READER = """
import sys
from practice_tui.bootstrap import services
print("ready", flush=True)
sys.stdin.readline()
while True:
    here = services()
    entered = here.sittings.recover()
    assert not entered, entered
    print(here.history.statistics().sessions, flush=True)
"""
"""What a window that is open and a tick that is due do: enter what was left, and read the record, again and again."""


class Process:
    """A Python process that begins when it is told to."""

    def __init__(self, source: str, *arguments: str) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-c", source, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._popen.stdout is not None
        self._lines = self._popen.stdout
        assert self.line() == "ready"

    def go(self) -> None:
        assert self._popen.stdin is not None
        self._popen.stdin.write("\n")
        self._popen.stdin.flush()

    def line(self) -> str:
        line = self._lines.readline()
        assert line, self._popen.communicate()[1]
        return line.strip()

    def finished(self) -> list[str]:
        """Wait for its end and return what it said."""
        out, err = self._popen.communicate(timeout=PATIENCE_SECONDS)
        assert self._popen.returncode == 0, err
        return out.split()

    def killed(self) -> list[str]:
        """Kill it with no warning and return what it had said."""
        self._popen.kill()
        out, err = self._popen.communicate(timeout=PATIENCE_SECONDS)
        assert "Error" not in err, err
        return out.split()


@pytest.fixture
def begun() -> Iterator[list[Process]]:
    """Processes to be let go of, whatever happens."""
    processes: list[Process] = []
    yield processes
    for process in processes:
        process._popen.kill()
        process._popen.communicate()


def practice(*arguments: str) -> Any:
    """Call `practice` as a person does; return its one document."""
    command = [sys.executable, "-m", "practice_tui", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def add(number: int) -> str:
    return str(practice("log", "add", "nurturance", "-m", "5", "--at", f"2026-10-{number + 1:02}T07:00Z")["id"])


def mark(number: int) -> str:
    day = f"2026-09-{number + 1:02}"
    return str(practice("log", "pause", "add", "--from", day, "--to", day)["id"])


def test_app_command_line_and_tick_lose_nothing_and_write_nothing_twice(begun: list[Process]) -> None:
    app, reader = Process(APP, str(SITTINGS)), Process(READER)
    begun += [app, reader]
    app.go()
    reader.go()
    with ThreadPoolExecutor(2) as people:
        added = people.map(add, range(COMMANDS))
        marked = people.map(mark, range(PAUSES))
        ticks = people.map(lambda _: practice("remind", "tick"), range(TICKS))
        acknowledged = [*added, *app.finished()]
        pauses, delivered = [*marked], [*ticks]
    counts = [int(count) for count in [reader.line(), reader.line(), *reader.killed()][:-1]]

    here = services()
    assert sorted(record.id for record in here.history.records()) == sorted(acknowledged)
    assert len(acknowledged) == SITTINGS + COMMANDS
    assert sorted(each.pause.id for each in here.history.pauses()) == sorted(pauses)
    assert counts == sorted(counts), "whoever looks sees the record grow, never shrink"
    assert counts[-1] <= len(acknowledged)
    assert delivered == [{"delivered": [], "held": []}] * TICKS
    assert [check for check in here.checks() if check.name.startswith("record") and not check.ok] == []

    (log,) = (folders().data / "log").iterdir()
    lines = [json.loads(line) for line in log.read_bytes().splitlines()]
    assert [line[3] for line in lines] == list(range(1, len(lines) + 1))
    assert [line[4] for line in lines] == sorted({line[4] for line in lines})
    assert not list(folders().state.glob("sitting-*.jsonl"))


def test_an_app_that_is_killed_while_commands_write_keeps_all_that_was_acknowledged(begun: list[Process]) -> None:
    acknowledged: list[str] = []
    for turn in range(3):
        app = Process(APP, "100000")
        begun.append(app)
        app.go()
        acknowledged += [app.line() for _ in range(3)]
        acknowledged.append(add(turn))
        acknowledged += app.killed()
    known = {record["id"]: record for record in practice("log", "list")}
    assert set(acknowledged) <= set(known)
    recovered = [record for record in known.values() if record["ending"] == "recovered"]
    assert len(known) - len(acknowledged) <= 2 * 3, "one that was saved unsaid and one that ran, each time"
    assert len(recovered) <= 3
    assert practice("log", "list") == [*known.values()]
