"""Keep-awake: held while a sitting runs, let go at its end, and never in the way of one."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from tests.engine.sitting_room import Room

from practice_tui.adapters.keep_awake import WakepyStayAwake, presenting
from practice_tui.engine.hearing import Outputs
from practice_tui.engine.player import SessionPlayer

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON = 20.0


class System:
    """Notes when it is kept awake, on which thread, and when it may sleep again."""

    def __init__(self, *, answers: bool = True, fails: bool = False) -> None:
        self.awake, self.asleep, self.may_answer = threading.Event(), threading.Event(), threading.Event()
        self.fails = fails
        self.asked = 0
        self.thread = ""
        if answers:
            self.may_answer.set()

    @contextmanager
    def mode(self) -> Iterator[object]:
        self.asked += 1
        self.thread = threading.current_thread().name
        self.may_answer.wait(SOON)
        if self.fails:
            self.awake.set()
            raise OSError("no such service")
        self.awake.set()
        yield object()
        self.asleep.set()


def test_it_is_held_on_a_thread_of_its_own_until_it_is_let_go() -> None:
    system = System()
    awake = WakepyStayAwake(system.mode)
    awake.hold()
    awake.hold()
    assert system.awake.wait(SOON)
    assert system.thread == "keep awake"
    assert not system.asleep.is_set()
    awake.release()
    awake.release()
    assert system.asleep.wait(SOON)
    assert system.asked == 1


def test_a_service_that_never_answers_keeps_nobody_waiting() -> None:
    system = System(answers=False)
    awake = WakepyStayAwake(system.mode)
    awake.hold()
    awake.release()
    assert not system.awake.is_set(), "both returned while the service was silent"
    system.may_answer.set()
    assert system.asleep.wait(SOON), "what it grants too late is given back at once"


def test_one_that_fails_is_told_in_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "practice_tui")
    system = System(fails=True)
    awake = WakepyStayAwake(system.mode)
    awake.hold()
    assert system.awake.wait(SOON)
    for thread in threading.enumerate():
        if thread.name == "keep awake":
            thread.join(SOON)
    awake.release()
    assert "the sitting goes on" in caplog.text


def test_letting_go_without_holding_is_nothing() -> None:
    WakepyStayAwake(System().mode).release()


def test_wakepy_itself_is_quiet_where_there_is_no_such_service() -> None:
    code = (
        "import warnings; warnings.simplefilter('error')\n"
        "from practice_tui.adapters.keep_awake import presenting\n"
        "with presenting() as held: assert held.active in (True, False)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_importing_the_adapter_does_not_bring_wakepy() -> None:
    code = "import sys, practice_tui.adapters.keep_awake; sys.exit('wakepy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
    assert callable(presenting)


class Counting:
    def __init__(self) -> None:
        self.held = 0

    def hold(self) -> None:
        self.held += 1

    def release(self) -> None:
        self.held = 0


def sitting(awake: Counting) -> tuple[Room, SessionPlayer]:
    room = Room(has_ground=False)
    outputs = Outputs(lambda: (room.output, ""), room._silent)
    room.player = SessionPlayer(room.player.plan, room.sound, outputs, room.recorder, awake)
    return room, room.player


@pytest.mark.parametrize("way", ["finished", "stopped", "gently"])
def test_a_sitting_holds_it_from_its_start_to_its_end(way: str) -> None:
    awake = Counting()
    room, player = sitting(awake)
    assert awake.held == 0
    room.begin()
    assert awake.held == 1
    room.sit(30.0)
    player.pause()
    assert awake.held == 1, "a pause is part of it"
    player.resume()
    if way == "stopped":
        player.stop()
    else:
        if way == "gently":
            player.close_gently()
        room.sit(600.0, polls=60)
    assert player.is_over
    assert awake.held == 0
