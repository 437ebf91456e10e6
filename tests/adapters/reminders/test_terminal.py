"""The bytes a terminal gets: caught at the other end of a pty, with titles that mean harm."""

from __future__ import annotations

import base64
import contextlib
import os
import pty
import re
import tty
from typing import TYPE_CHECKING

import pytest
from tests.adapters.reminders.prompt_rig import HOSTILE, a_prompt

from practice_tui.adapters.reminders.terminal import Protocol, TerminalNotifier, protocol_of, sequence
from practice_tui.adapters.reminders.tmux import OuterTerminal
from practice_tui.adapters.reminders.wording import MOST_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMINALS = {
    Protocol.OSC_99: {"TERM": "xterm-kitty"},
    Protocol.OSC_777: {"TERM": "foot"},
    Protocol.OSC_9: {"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"},
    Protocol.BELL: {"TERM": "xterm-256color"},
}

SHAPES = {
    Protocol.OSC_99: rb"\x1b\]99;i=practice:e=1;([A-Za-z0-9+/=]*)\x1b\\\x07",
    Protocol.OSC_777: rb"\x1b\]777;notify;([^;\x00-\x1f]*);Practice\x1b\\\x07",
    Protocol.OSC_9: rb"\x1b\]9;Practice: ([^;\x00-\x1f]*)\x1b\\\x07",
    Protocol.BELL: rb"(\x07)",
}


class Pty:
    """A terminal of which the test holds the other end."""

    def __init__(self) -> None:
        self.other_end, self._end = pty.openpty()
        tty.setraw(self._end)
        self.device = os.ttyname(self._end)

    def heard(self) -> bytes:
        os.set_blocking(self.other_end, False)
        try:
            return os.read(self.other_end, 1_000_000)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        os.close(self.other_end)
        os.close(self._end)


def fill_up(handle: int) -> None:
    """Write until no more is taken."""
    for size in (4096, 1):
        with contextlib.suppress(BlockingIOError):
            while os.write(handle, b"." * size):
                pass


@pytest.fixture
def terminal() -> Iterator[Pty]:
    terminal = Pty()
    yield terminal
    terminal.close()


@pytest.mark.parametrize("protocol", Protocol)
@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_title_can_not_leave_its_sequence(terminal: Pty, protocol: Protocol, title: str) -> None:
    notifier = TerminalNotifier(TERMINALS[protocol], lambda: False, terminal.device)
    assert notifier.deliver(a_prompt(title))
    heard = terminal.heard()
    match = re.fullmatch(SHAPES[protocol], heard)
    assert match, heard
    if protocol is Protocol.OSC_99:
        text = base64.b64decode(match[1]).decode()
    elif protocol is not Protocol.BELL:
        text = match[1].decode()
    else:
        return
    assert "calm" in text
    assert len(text) <= MOST_CHARACTERS
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("protocol", [Protocol.OSC_99, Protocol.OSC_777, Protocol.OSC_9])
@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_within_tmux_the_whole_of_it_is_wrapped_once(protocol: Protocol, title: str) -> None:
    wrapped = sequence(protocol, title, in_tmux=True)
    # tmux ends a passed-on piece at the first escape that isn't doubled.
    match = re.fullmatch(rb"\x1bPtmux;((?:[^\x1b]|\x1b\x1b)*)\x1b\\\x07", wrapped)
    assert match
    assert match[1].replace(b"\x1b\x1b", b"\x1b") + b"\a" == sequence(protocol, title)


@pytest.mark.parametrize("protocol", [Protocol.OSC_777, Protocol.OSC_9])
def test_what_desktops_read_as_markup_arrives_as_mere_signs(protocol: Protocol) -> None:
    assert not set(b"<>&") & set(sequence(protocol, HOSTILE["markup"]))


def test_the_words_arrive_as_they_are(terminal: Pty) -> None:
    words = "Ein stiller Moment , für dich, 5 Minuten 🌱"
    assert TerminalNotifier({"TERM": "foot"}, lambda: False, terminal.device).deliver(a_prompt(words))
    assert words.encode() in terminal.heard()


def test_a_terminal_with_the_focus_is_left_alone(terminal: Pty) -> None:
    assert not TerminalNotifier({"TERM": "xterm-kitty"}, lambda: True, terminal.device).deliver(a_prompt())
    assert terminal.heard() == b""


def test_a_terminal_that_takes_nothing_is_not_waited_for(terminal: Pty) -> None:
    held_up = os.open(terminal.device, os.O_WRONLY | os.O_NONBLOCK)
    fill_up(held_up)
    os.close(held_up)
    assert not TerminalNotifier({"TERM": "foot"}, lambda: False, terminal.device).deliver(a_prompt())


def test_looking_writes_nothing(terminal: Pty) -> None:
    reach = TerminalNotifier({"TERM": "foot"}, lambda: False, terminal.device).reach()
    assert reach.ok
    assert "OSC 777" in reach.detail
    assert terminal.heard() == b""


def test_without_a_terminal_nothing_is_taken_and_it_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = str(tmp_path_factory.mktemp("none") / "tty")
    notifier = TerminalNotifier({"TERM": "xterm-kitty"}, lambda: False, nowhere)
    assert not notifier.deliver(a_prompt())
    assert not notifier.reach().ok


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-kitty"}, Protocol.OSC_99),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, Protocol.OSC_99),
        ({"TERM": "foot-extra"}, Protocol.OSC_777),
        ({"TERM": "xterm-ghostty"}, Protocol.OSC_777),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, Protocol.OSC_777),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, Protocol.OSC_9),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WarpTerminal"}, Protocol.OSC_9),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, Protocol.BELL),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, Protocol.BELL),
        ({"TERM": "linux"}, Protocol.BELL),
        ({}, Protocol.BELL),
        ({"TERM": "screen", "KITTY_WINDOW_ID": "1"}, Protocol.BELL),
        ({"TERM": "xterm-kitty", "ZELLIJ": "0"}, Protocol.BELL),
        # Within tmux the environment may tell of a terminal that was closed long ago.
        ({"TERM": "tmux-256color", "TMUX": "/tmp/x,1,0", "KITTY_WINDOW_ID": "1"}, Protocol.BELL),
    ],
    ids=str,
)
def test_a_terminal_gets_what_it_is_known_to_understand(environment: dict[str, str], expected: Protocol) -> None:
    assert protocol_of(environment) is expected


@pytest.mark.parametrize(
    ("outer", "expected"),
    [
        (OuterTerminal("xterm-kitty", "", passes_on=True), Protocol.OSC_99),
        (OuterTerminal("xterm-256color", "WezTerm 20240203", passes_on=True), Protocol.OSC_777),
        (OuterTerminal("xterm-256color", "iTerm2 3.5.4", passes_on=True), Protocol.OSC_9),
        (OuterTerminal("foot", "foot(1.18.1)", passes_on=True), Protocol.OSC_777),
        (OuterTerminal("xterm-256color", "", passes_on=True), Protocol.BELL),
        (OuterTerminal("xterm-kitty", "", passes_on=False), Protocol.BELL),
    ],
    ids=str,
)
def test_within_tmux_the_terminal_around_it_counts(outer: OuterTerminal, expected: Protocol) -> None:
    assert protocol_of({"TERM": "tmux-256color", "TMUX": "/tmp/x,1,0"}, outer) is expected
