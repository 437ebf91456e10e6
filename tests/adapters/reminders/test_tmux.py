"""A real tmux server on a socket of its own, with somebody looking at it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import tempfile
import termios
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.adapters.reminders.prompt_rig import HOSTILE, a_prompt

from practice_tui.adapters.reminders.terminal import TerminalNotifier
from practice_tui.adapters.reminders.tmux import TmuxNotifier, harmless, outer_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux isn't installed")

SOON_SECONDS = 20.0


class Server:
    """A tmux server in a folder of its own, which is where tmux looks by TMUX_TMPDIR."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TMUX_TMPDIR": str(folder),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        self.run("new-session", "-d", "-s", "practice", "-x", "200", "-y", "10", "cat")
        self._terminals: list[int] = []
        self._clients: list[subprocess.Popen[bytes]] = []

    def run(self, *arguments: str) -> str:
        command = ["tmux", "-f", os.devnull, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True, timeout=20)
        return done.stdout.strip()

    def attach(self) -> int:
        """Let somebody look at it; return the other end of their terminal."""
        other_end, end = pty.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 200, 0, 0))
        command = ["tmux", "-u", "attach", "-t", "practice"]
        self._clients.append(
            subprocess.Popen(command, env=self.environment, stdin=end, stdout=end, stderr=end, start_new_session=True)
        )
        os.close(end)
        self._terminals.append(other_end)
        seen(other_end, b"practice")
        return other_end

    def environment_within(self) -> dict[str, str]:
        """What a program in the pane finds in its environment."""
        within = self.run("display-message", "-p", "-t", "practice", "#{socket_path},#{pid},0\t#{pane_id}")
        socket, pane = within.split("\t")
        return {**self.environment, "TERM": "tmux-256color", "TMUX": socket, "TMUX_PANE": pane}

    def close(self) -> None:
        subprocess.run(["tmux", "kill-server"], env=self.environment, capture_output=True, check=False, timeout=20)
        for terminal in self._terminals:
            os.close(terminal)
        for client in self._clients:
            client.wait(SOON_SECONDS)


def seen(terminal: int, wanted: bytes) -> bytes:
    """Return what a terminal was sent, up to and with `wanted`."""
    shown = b""
    while wanted not in shown:
        ready, _, _ = select.select([terminal], [], [], SOON_SECONDS)
        assert ready, shown
        shown += os.read(terminal, 65536)
    return shown


@pytest.fixture
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:  # a socket's path has to be short
        server = Server(Path(folder))
        yield server
        server.close()


def test_the_words_stand_in_the_status_bar(server: Server) -> None:
    terminal = server.attach()
    notifier = TmuxNotifier(server.environment)
    assert notifier.reach().ok
    assert notifier.deliver(a_prompt("A quiet moment? 5 minutes, für dich"))
    seen(terminal, "Practice: A quiet moment? 5 minutes, für dich".encode())


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_title_runs_nothing_and_sets_nothing(server: Server, tmp_path: Path, title: str) -> None:
    place = tmp_path / "ran"
    title = title.replace("{place}", str(place))
    terminal = server.attach()
    assert TmuxNotifier(server.environment).deliver(a_prompt(f"{title} behind"[-150:]))
    shown = seen(terminal, b"behind")
    server.run("display-message", "-p", "waited for")  # whatever the message had begun, the server has taken up
    assert not place.exists()
    assert b"\x1b]52;" not in shown
    assert b"\x1b]0;owned" not in shown


def test_what_tmux_would_obey_is_not_even_sent() -> None:
    assert not set("#%\\") & set(harmless(HOSTILE["a command for tmux"] + "\\"))
    assert harmless("-x") == "x"


def test_tmux_does_obey_what_stands_in_a_message(server: Server) -> None:
    """What the tests above keep away is real."""
    terminal = server.attach()
    notifier = TmuxNotifier(server.environment)
    assert notifier._show(notifier._clients()[0], "on #{window_width} columns %%")
    seen(terminal, b"on 200 columns %")


def test_a_server_that_nobody_looks_at_reaches_nobody(server: Server) -> None:
    notifier = TmuxNotifier(server.environment)
    assert not notifier.deliver(a_prompt())
    assert not notifier.reach().ok


def test_without_a_server_nothing_is_taken(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TMUX_TMPDIR": str(tmp_path)}
    assert not TmuxNotifier(environment).deliver(a_prompt())
    assert TmuxNotifier({"PATH": str(tmp_path)}).deliver(a_prompt()) is False


def test_the_terminal_around_tmux_is_found_and_whether_it_can_be_reached(server: Server) -> None:
    server.environment["TERM"] = "xterm-256color"
    server.attach()
    outer = outer_terminal(server.environment_within())
    assert outer is not None
    assert outer.term == "xterm-256color"
    assert not outer.passes_on
    server.run("set-option", "-g", "allow-passthrough", "on")
    allowed = outer_terminal(server.environment_within())
    assert allowed is not None
    assert allowed.passes_on


def test_a_sequence_for_the_terminal_around_tmux_gets_there_whole(server: Server) -> None:
    """The notifier writes to the pane's own terminal, as it does within an app that runs there."""
    server.run("set-option", "-g", "allow-passthrough", "on")
    terminal = server.attach()
    os.write(terminal, b"\x1bP>|kitty(0.35.2)\x1b\\")  # what kitty answers when tmux asks who it is
    os.write(terminal, b"known now")
    seen(terminal, b"known now")
    pane = server.run("display-message", "-p", "-t", "practice", "#{pane_tty}")
    notifier = TerminalNotifier(server.environment_within(), lambda: False, pane)
    assert notifier.shows_notifications()
    assert notifier.deliver(a_prompt("A quiet moment"))
    seen(terminal, b"\x1b]99;i=practice:e=1;QSBxdWlldCBtb21lbnQ=\x1b\\")
