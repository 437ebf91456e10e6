"""What only a process of its own can show: signals, terminals, pipes, and a death in the middle."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE_SECONDS = 20
SIT = ("sit", "silent-sit", "--plain", "--output", "silent", "-m")


_begun: list[subprocess.Popen[str]] = []


@pytest.fixture(autouse=True)
def none_is_left_running() -> Iterator[None]:
    yield
    while _begun:
        with _begun.pop() as process:
            process.kill()


def begin(*arguments: str, **more: Any) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    _begun.append(subprocess.Popen([sys.executable, "-m", "practice_tui", *arguments], text=True, **pipes))
    return _begun[-1]


def run(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    process = begin(*arguments, **more)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """Return what was written up to a line that contains `words`."""
    assert process.stdout is not None
    assert process.stderr is not None
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"{words!r} never came: {said}{process.stderr.read()}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_sitting_within_two_seconds_even_if_it_was_ignored_at_start(number: signal.Signals) -> None:
    process = begin(*SIT, "5", preexec_fn=lambda: signal.signal(number, signal.SIG_IGN))
    read_until(process, "(bell)")
    began = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert time.monotonic() - began < 2
    assert (process.returncode, err) == (0, "")
    assert out.startswith("saved: 0:0")
    (record,) = json.loads(run("log", "list", "--json").stdout)
    assert (record["ending"], record["planned_seconds"], record["source"]) == ("stopped", 300.0, "command line")


def test_a_sitting_ends_at_its_planned_length_with_json_alone_on_stdout() -> None:
    began = time.monotonic()
    sat = run(*SIT, "10s", "--json")
    assert 10 <= time.monotonic() - began < 14
    assert sat.returncode == 0
    assert json.loads(sat.stdout)["seconds"] == 10.0
    assert sat.stderr.splitlines() == [
        "Silent sitting, 10s; sound: silent",
        "0:00  (bell)",
        "0:07  (bell)",
        "saved: 0:10 of Silent sitting",
    ]


class Terminal:
    """A terminal of its own for a process, as a person at a keyboard has one."""

    def __init__(self, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        self.before = termios.tcgetattr(theirs)

        def take_terminal() -> None:
            os.setsid()
            fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)

        self.process = begin(*arguments, stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=take_terminal)
        self._theirs = theirs
        self._is_open = True
        self.said = ""

    def read_until(self, words: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while words not in self.said:
            assert time.monotonic() < until, self.said
            if select.select([self._ours], [], [], 0.1)[0]:
                self.said += os.read(self._ours, 4096).decode()

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def hang_up(self) -> None:
        """Close the window the terminal is in."""
        os.close(self._ours)
        self._is_open = False

    def settings(self) -> list[Any]:
        return termios.tcgetattr(self._theirs)

    def close(self) -> None:
        if self._is_open:
            os.close(self._ours)
        os.close(self._theirs)


@pytest.fixture
def at_a_terminal() -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_(*arguments: str) -> Terminal:
        opened.append(Terminal(*arguments))
        return opened[-1]

    yield open_
    for terminal in opened:
        terminal.close()


def test_keys_work_at_a_terminal_which_is_given_back_as_it_was(at_a_terminal: Callable[..., Terminal]) -> None:
    terminal = at_a_terminal(*SIT, "5")
    terminal.read_until("(bell)")
    assert terminal.settings() != terminal.before
    terminal.press(" ")
    terminal.read_until("(paused; space goes on)")
    terminal.press("\x1b[A\x1b[15~\x1bOP\x1bq\r\x1b[1;5C ")
    terminal.read_until("(going on)")
    terminal.press("q")
    terminal.read_until("saved: ")
    assert terminal.process.wait(PATIENCE_SECONDS) == 0
    assert terminal.settings() == terminal.before


def test_ctrl_c_at_the_keyboard_ends_it_and_gives_the_terminal_back(at_a_terminal: Callable[..., Terminal]) -> None:
    terminal = at_a_terminal(*SIT, "5")
    terminal.read_until("(bell)")
    terminal.press("\x03")
    terminal.read_until("saved: ")
    assert terminal.process.wait(PATIENCE_SECONDS) == 0
    assert terminal.settings() == terminal.before


def test_a_terminal_that_is_closed_ends_it_and_keeps_the_minutes(at_a_terminal: Callable[..., Terminal]) -> None:
    terminal = at_a_terminal(*SIT, "5")
    terminal.read_until("(bell)")
    began = time.monotonic()
    terminal.hang_up()
    assert terminal.process.wait(PATIENCE_SECONDS) == 0
    assert time.monotonic() - began < 2
    (record,) = json.loads(run("log", "list", "--json").stdout)
    assert record["ending"] == "stopped"


def test_a_sitting_that_is_killed_is_entered_by_the_next_command(at_a_terminal: Callable[..., Terminal]) -> None:
    terminal = at_a_terminal(*SIT, "5")
    terminal.read_until("(bell)")
    terminal.press(" ")
    terminal.read_until("(paused; space goes on)")
    assert run("sit", "silent-sit", "--plain", "--output", "silent").returncode == 1
    terminal.process.kill()
    terminal.process.wait(PATIENCE_SECONDS)
    found = run("log", "list", "--json")
    assert found.returncode == 0
    assert found.stderr.startswith("note: ")
    assert found.stderr.endswith(" kept from a sitting that was cut off\n")
    (record,) = json.loads(found.stdout)
    assert record["ending"] == "recovered"
    assert 0 < record["seconds"] < 10
    again = run("log", "list", "--json")
    assert (again.stdout, again.stderr) == (found.stdout, "")


def test_a_reader_that_goes_away_ends_a_command_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run("plan", "gratitude", "-m", "40", "--json", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full device")  # noqa: PTH110
@pytest.mark.parametrize("arguments", [("list",), ("--version",)])
def test_a_full_disk_behind_stdout_is_one_line(arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = run(*arguments, stdout=full)
    assert done.returncode == 1
    assert done.stderr.startswith("error: the answer could not be written (No space left on device); ")
    assert done.stderr.count("\n") == 1


def test_closed_streams_are_no_fault() -> None:
    def close_all() -> None:
        for descriptor in (0, 1, 2):
            os.close(descriptor)

    done = begin("list", stdin=None, stdout=None, stderr=None, preexec_fn=close_all)
    assert done.wait(PATIENCE_SECONDS) == 0


def test_the_app_wants_a_terminal() -> None:
    done = run()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: there is no terminal here to show the app in; try practice sit ID --plain\n"
