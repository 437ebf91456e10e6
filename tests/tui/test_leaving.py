"""Being asked to go: signals, a closed terminal, a fault of the program. The minutes are kept every time."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import at_home

from practice_tui.domain.record import Ending
from practice_tui.tui.screens.session.screen import SessionScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.household import Household


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
async def test_a_signal_ends_the_app_as_kindly_as_q(household: Household, name: str) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(120)
        os.kill(os.getpid(), getattr(signal, name))
        await person.settle()
        assert not person.app.is_running
    record = household.store.records()[0]
    assert (record.ending, record.seconds) == (Ending.STOPPED, 120)


async def test_a_signal_while_reflecting_keeps_what_was_answered(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(120)
        await person.press("q", "3")
        os.kill(os.getpid(), signal.SIGTERM)
        await person.settle()
    assert household.store.records()[0].after == "restless"


async def test_a_fault_of_the_program_keeps_the_minutes(household: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_screen: SessionScreen) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(SessionScreen, "action_time", fail)
    with pytest.raises(RuntimeError, match="a fault"):
        await _sit_two_minutes_and_press_t(household)
    assert household.store.records()[0].seconds == 120


async def _sit_two_minutes_and_press_t(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(120)
        await person.press("t")


def test_a_terminal_that_is_closed_leaves_a_record(tmp_path: Path) -> None:
    told = _sit_until_the_first_words_and_close_the_terminal(tmp_path)
    assert "Sit where something holds you up" in told
    listed = subprocess.run(
        [sys.executable, "-m", "practice_tui", "log", "list", "--json"],
        env=_at(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"ending": "stopped"' in listed.stdout


def _sit_until_the_first_words_and_close_the_terminal(home: Path) -> str:
    """Open the app on a terminal of its own, begin, and take the terminal away; return what it had shown."""
    master, slave = pty.openpty()
    app = subprocess.Popen(
        [sys.executable, "-m", "practice_tui"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=_at(home),
        start_new_session=True,
        preexec_fn=_take_the_terminal,  # noqa: PLW1509 - no thread is running that could be caught in it
    )
    os.close(slave)
    try:
        shown = _read_until(master, "How long have you got")
        os.write(master, b"\r")
        shown += _read_until(master, "holds you up")
        os.close(master)
        app.wait(20)  # how it exits is heard by nobody: there is no terminal left to flush to
    finally:
        app.kill()
        app.wait()
    return shown


def _take_the_terminal() -> None:
    import fcntl  # noqa: PLC0415 - in the child only
    import termios  # noqa: PLC0415

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _read_until(terminal: int, words: str) -> str:
    shown = ""
    while words not in shown:
        ready, _, _ = select.select([terminal], [], [], 20)
        assert ready, f"the terminal stayed without {words!r}: {shown[-500:]!r}"
        shown += os.read(terminal, 65536).decode(errors="replace")
    return shown


def _at(home: Path) -> dict[str, str]:
    return os.environ | {"PRACTICE_HOME": str(home), "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
