"""Prompts on a desktop: a real session bus, a service that records, and answers that become commands."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.adapters.reminders.prompt_rig import HOSTILE, a_prompt
from tests.adapters.reminders.recording_desktop import SOON_SECONDS, Bus, RecordingDesktop

from practice_tui.adapters.reminders import desktop as desktop_module
from practice_tui.adapters.reminders.answers import answers_to
from practice_tui.adapters.reminders.desktop import DesktopNotifier
from practice_tui.adapters.reminders.own_program import OwnProgram, own_program
from practice_tui.adapters.reminders.wording import MOST_CHARACTERS, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.adapters.reminders.answers import AnswerCommand

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no D-Bus here")

PATIENCE_SECONDS = 15.0
"""More than a prompt may take outside the tests: their machine has other work."""

RECORDER = """
import json, os, sys
with open({post!r}, "w") as post:
    post.write(json.dumps([{who!r}, *sys.argv[1:]]) + "\\n")
sys.exit({code})
"""

TERMINAL = """#!/bin/sh
[ "$1" = -e ] && shift
exec "$@"
"""


class Commands:
    """Our program and a terminal, as scripts that say what they were called with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._post = folder / "post"
        os.mkfifo(self._post)
        self._reader = os.open(self._post, os.O_RDWR | os.O_NONBLOCK)
        self.terminal = folder / "my terminal"
        self.terminal.write_text(TERMINAL)
        self.terminal.chmod(0o755)

    def program(self, *, code: int = 0) -> OwnProgram:
        script = self._folder / f"practice-{code}.py"
        script.write_text(RECORDER.format(post=str(self._post), who="practice", code=code))
        return OwnProgram((sys.executable, str(script)))

    def called(self) -> list[str]:
        ready, _, _ = select.select([self._reader], [], [], SOON_SECONDS)
        assert ready
        called = json.loads(os.read(self._reader, 65536))
        assert isinstance(called, list)
        return called

    def nothing_was_called(self) -> bool:
        return not select.select([self._reader], [], [], 0)[0]

    def close(self) -> None:
        os.close(self._reader)


@pytest.fixture
def commands(tmp_path: Path) -> Iterator[Commands]:
    commands = Commands(tmp_path)
    yield commands
    commands.close()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with tempfile.TemporaryDirectory() as folder:  # a socket's path has to be short
        bus = Bus(Path(folder))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("DISPLAY", ":99")
        yield bus
        bus.end()


@pytest.fixture
def waiters(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that were left to wait for an answer; none outlives its test."""
    started: list[subprocess.Popen[bytes]] = []
    start = desktop_module._start

    def noted() -> subprocess.Popen[bytes]:
        started.append(start())
        return started[-1]

    monkeypatch.setattr(desktop_module, "_start", noted)
    yield started
    for process in started:
        process.kill()
        process.wait(SOON_SECONDS)


@pytest.fixture
def desktop(bus: Bus) -> Iterator[RecordingDesktop]:
    desktop = RecordingDesktop(bus.address)
    yield desktop
    desktop.end()


@pytest.fixture
def notifier(tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> DesktopNotifier:
    monkeypatch.setenv("TERMINAL", f"'{commands.terminal}'")
    return DesktopNotifier(commands.program(), tmp_path / "state", longest_seconds=PATIENCE_SECONDS)


Waiters = list[subprocess.Popen[bytes]]


def test_a_prompt_is_shown_with_its_words_alone_and_three_buttons(
    desktop: RecordingDesktop, notifier: DesktopNotifier, waiters: Waiters
) -> None:
    assert notifier.deliver(a_prompt("A quiet moment? 5 minutes would do"))
    seen = desktop.shown[0]
    assert (seen.app, seen.summary, seen.body) == ("Practice", "A quiet moment? 5 minutes would do", "")
    assert {key: label for key, label in seen.actions.items() if label} == {
        "begin": "Begin",
        "snooze": "In 10 minutes",
        "not-today": "Not today",
    }
    assert waiters[0].poll() is None


def test_no_list_of_processes_shows_what_the_prompt_is_about(
    desktop: RecordingDesktop, notifier: DesktopNotifier, waiters: Waiters
) -> None:
    assert notifier.deliver(a_prompt("A quiet moment"))
    shown = Path(f"/proc/{waiters[0].pid}/cmdline").read_bytes()
    assert b"waiter" in shown
    assert b"quiet" not in shown
    assert b"steadying" not in shown
    assert len(desktop.shown) == 1


def test_begin_opens_a_terminal_at_that_sitting(
    desktop: RecordingDesktop, notifier: DesktopNotifier, commands: Commands, waiters: Waiters
) -> None:
    assert notifier.deliver(a_prompt())
    desktop.press(desktop.shown[0], "begin")
    assert commands.called() == ["practice", "sit", "-m", "300s", "--", "steadying"]
    assert waiters[0].wait(SOON_SECONDS) == 0


def test_a_click_on_the_prompt_itself_begins_too(
    desktop: RecordingDesktop, notifier: DesktopNotifier, commands: Commands, waiters: Waiters
) -> None:
    assert notifier.deliver(a_prompt())
    desktop.press(desktop.shown[0], "default")
    assert commands.called()[1] == "sit"
    assert waiters[0].wait(SOON_SECONDS) == 0


@pytest.mark.parametrize("key", ["snooze", "not-today"])
def test_the_other_answers_are_the_commands_one_types(
    desktop: RecordingDesktop, notifier: DesktopNotifier, commands: Commands, waiters: Waiters, key: str
) -> None:
    assert notifier.deliver(a_prompt())
    desktop.press(desktop.shown[0], key)
    expected = next(answer.arguments for answer in answers_to(a_prompt()) if answer.key == key)
    assert commands.called() == ["practice", *expected]
    assert waiters[0].wait(SOON_SECONDS) == 0
    assert len(desktop.shown) == 1


def test_a_trial_has_nothing_to_answer_and_nobody_waits(
    desktop: RecordingDesktop, notifier: DesktopNotifier, waiters: Waiters
) -> None:
    assert notifier.deliver(a_prompt("A trial", reminder=""))
    assert desktop.shown[0].summary == "A trial"
    assert not any(desktop.shown[0].actions.values())
    assert waiters[0].wait(SOON_SECONDS) == 0


@pytest.mark.parametrize("answer", answers_to(a_prompt()), ids=lambda answer: answer.key)
def test_each_answer_is_a_command_that_our_own_command_line_understands(tmp_path: Path, answer: AnswerCommand) -> None:
    """There is neither a terminal nor that reminder, so each is refused; none is misused."""
    command = own_program({}).called_with(*answer.arguments)
    environment = {**os.environ, "PRACTICE_HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"terminal" in done.stderr or b"morning" in done.stderr


def test_a_prompt_that_is_put_aside_does_nothing(
    desktop: RecordingDesktop, notifier: DesktopNotifier, commands: Commands, waiters: Waiters
) -> None:
    assert notifier.deliver(a_prompt())
    desktop.dismiss(desktop.shown[0])
    assert waiters[0].wait(SOON_SECONDS) == 0
    assert commands.nothing_was_called()


def test_one_process_waits_for_a_reminder_and_a_second_prompt_has_no_buttons(
    desktop: RecordingDesktop, notifier: DesktopNotifier, waiters: Waiters
) -> None:
    assert notifier.deliver(a_prompt())
    assert notifier.deliver(a_prompt("Once more"))
    assert waiters[1].wait(SOON_SECONDS) == 0
    assert [label for label in desktop.shown[1].actions.values() if label] == []
    assert waiters[0].poll() is None
    assert notifier.deliver(a_prompt(reminder="evening"))
    assert "begin" in desktop.shown[2].actions


def test_once_answered_the_reminder_can_be_waited_for_again_and_nothing_is_left(
    desktop: RecordingDesktop, notifier: DesktopNotifier, waiters: Waiters, tmp_path: Path
) -> None:
    for number in range(2):
        assert notifier.deliver(a_prompt())
        assert "begin" in desktop.shown[number].actions
        desktop.dismiss(desktop.shown[number])
        assert waiters[number].wait(SOON_SECONDS) == 0
    assert list((tmp_path / "state").iterdir()) == []


def test_when_its_time_is_over_it_takes_the_prompt_back_and_ends(
    desktop: RecordingDesktop, tmp_path: Path, commands: Commands, waiters: Waiters
) -> None:
    notifier = DesktopNotifier(
        commands.program(), tmp_path / "state", longest_seconds=PATIENCE_SECONDS, waiting_seconds=0.2
    )
    assert notifier.deliver(a_prompt())
    desktop.wait_for(lambda desktop: desktop.closed == [1])
    assert waiters[0].wait(SOON_SECONDS) == 0
    assert commands.nothing_was_called()


def test_when_the_session_ends_so_does_what_waits_in_it(
    bus: Bus, desktop: RecordingDesktop, notifier: DesktopNotifier, waiters: Waiters
) -> None:
    assert notifier.deliver(a_prompt())
    assert len(desktop.shown) == 1
    bus.end()
    assert waiters[0].wait(SOON_SECONDS) == 0


def test_a_desktop_without_buttons_shows_the_words_and_nobody_waits(
    bus: Bus, notifier: DesktopNotifier, waiters: Waiters
) -> None:
    plain = RecordingDesktop(bus.address, capabilities=("body",))
    assert notifier.deliver(a_prompt())
    assert waiters[0].wait(SOON_SECONDS) == 0
    assert plain.shown[0].summary == a_prompt().words
    plain.end()


def test_a_desktop_that_does_not_answer_is_not_waited_for(
    bus: Bus, tmp_path: Path, commands: Commands, waiters: Waiters
) -> None:
    mute = RecordingDesktop(bus.address, is_mute=True)
    assert not DesktopNotifier(commands.program(), tmp_path, longest_seconds=0.5).deliver(a_prompt())
    assert waiters[0].wait(SOON_SECONDS) != 0
    mute.end()


def test_two_seconds_are_never_passed() -> None:
    assert desktop_module.LONGEST_SECONDS < 2


def test_a_hostile_title_is_one_clean_line_and_never_markup(
    desktop: RecordingDesktop, notifier: DesktopNotifier, waiters: Waiters
) -> None:
    assert notifier.deliver(a_prompt("".join(HOSTILE[kind] for kind in ("a clipboard write", "line ends", "markup"))))
    seen = desktop.shown[0]
    assert seen.summary.startswith("calm]52;c;cm0gLXJmmindcalm mind")
    assert seen.summary.isprintable()
    assert seen.body == ""
    assert len(waiters) == 1


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_whatever_leaves_is_one_line_of_a_bearable_length(title: str) -> None:
    words = shown(title)
    assert "calm" in words or words.startswith("4;1;50")
    assert words.isprintable()
    assert len(words) <= MOST_CHARACTERS


def test_without_a_terminal_begin_says_so(
    desktop: RecordingDesktop, notifier: DesktopNotifier, waiters: Waiters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert notifier.deliver(a_prompt())
    desktop.press(desktop.shown[0], "begin")
    desktop.wait_for(lambda desktop: len(desktop.shown) == 2)
    assert "terminal" in desktop.shown[1].summary
    assert waiters[0].wait(SOON_SECONDS) == 0


def test_an_answer_that_could_not_be_noted_is_not_passed_over(
    desktop: RecordingDesktop, tmp_path: Path, commands: Commands, waiters: Waiters
) -> None:
    refusing = DesktopNotifier(commands.program(code=1), tmp_path / "state", longest_seconds=PATIENCE_SECONDS)
    assert refusing.deliver(a_prompt())
    desktop.press(desktop.shown[0], "snooze")
    assert commands.called()[1:3] == ["remind", "snooze"]
    desktop.wait_for(lambda desktop: len(desktop.shown) == 2)
    assert "could not be noted" in desktop.shown[1].summary
    assert waiters[0].wait(SOON_SECONDS) == 0


def test_while_the_app_has_the_focus_the_desktop_is_left_alone(
    desktop: RecordingDesktop, tmp_path: Path, waiters: Waiters
) -> None:
    assert not DesktopNotifier(OwnProgram(("practice",)), tmp_path, is_focused=lambda: True).deliver(a_prompt())
    assert desktop.shown == []
    assert waiters == []


def test_doctor_hears_that_prompts_will_be_seen(
    desktop: RecordingDesktop, notifier: DesktopNotifier, waiters: Waiters
) -> None:
    reach = notifier.reach()
    assert reach.ok
    assert reach.detail == "notifications with buttons"
    assert desktop.shown == []
    assert waiters[0].wait(SOON_SECONDS) == 0


def test_doctor_hears_that_no_service_answers(bus: Bus, notifier: DesktopNotifier, waiters: Waiters) -> None:
    assert bus.address
    reach = notifier.reach()
    assert not reach.ok
    assert "no notification service" in reach.detail
    assert reach.mend
    assert not notifier.deliver(a_prompt())
    assert [waiter.wait(SOON_SECONDS) for waiter in waiters] == [0, 0]


def test_doctor_hears_that_there_is_no_session(
    tmp_path: Path, notifier: DesktopNotifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not notifier.reach().ok
    assert not notifier.deliver(a_prompt())


def test_the_bus_of_the_session_is_found_where_cron_does_not_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert desktop_module._session_bus() == {}
    (tmp_path / "bus").touch()
    assert desktop_module._session_bus() == {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/bus"}
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/elsewhere")
    assert desktop_module._session_bus() == {}


def test_nothing_of_the_library_is_loaded_before_a_prompt_is_shown() -> None:
    code = (
        "import sys; from practice_tui.adapters.reminders import ladder, waiter, checks; "
        "print({'desktop_notifier', 'dbus_fast', 'asyncio'} & set(sys.modules) - {'asyncio'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
