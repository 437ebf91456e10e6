"""The keyboard of a plain sitting: single keys, without a full screen.

Owns the waiting: for a key, for a signal, or until a moment is over, whichever comes first. The terminal is given back
as it was, whatever happens. On Windows the keys come through msvcrt; that half is untried.
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, Self

from practice_tui.cli.opening import is_terminal
from practice_tui.cli.stopping import drain

if TYPE_CHECKING:
    import socket

_MOST_BYTES = 64
_LOOK_EVERY_SECONDS = 0.05
_ESCAPED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?", re.DOTALL)
"""What keys such as arrows send, or Escape, or a letter held together with Alt."""


class Keyboard(Protocol):
    """Waits, and tells which keys were pressed meanwhile. Entered while a sitting runs."""

    def __enter__(self) -> Self:
        """Begin to listen."""

    def __exit__(self, *_: object) -> None:
        """Give back what was taken."""

    def keys(self, seconds: float) -> str:
        """Wait `seconds` at most and return the keys that came, at once where one comes."""


class NoKeyboard:
    """Nobody can press anything; only a signal cuts the waiting short."""

    def __init__(self, wake: socket.socket) -> None:
        self._wake = wake

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was taken, so nothing is given back."""

    def keys(self, seconds: float) -> str:
        """Wait until `seconds` are over or a signal comes."""
        if select.select([self._wake], [], [], seconds)[0]:
            drain(self._wake)
        return ""


class TerminalKeyboard:
    """Keys of a POSIX terminal, in cbreak mode while this process is the one in front."""

    def __init__(self, terminal: int, wake: socket.socket) -> None:
        self._terminal = terminal
        self._wake = wake
        self._before: list[Any] | None = None
        self._is_gone = False
        self._continued_before: Any = None

    def __enter__(self) -> Self:
        self._continued_before = signal.signal(signal.SIGCONT, lambda *_: self._take())
        self._take()
        return self

    def __exit__(self, *_: object) -> None:
        """Give the terminal back as it was."""
        signal.signal(signal.SIGCONT, self._continued_before)
        if self._before is not None and _is_in_front(self._terminal):
            import termios  # noqa: PLC0415 - POSIX only

            with suppress(termios.error):  # a terminal that has been closed needs nothing back
                termios.tcsetattr(self._terminal, termios.TCSADRAIN, self._before)

    def keys(self, seconds: float) -> str:
        """Wait until a key or a signal comes or `seconds` are over; a key that sends an escape sequence is none."""
        listens = self._before is not None and not self._is_gone and _is_in_front(self._terminal)
        watched: list[Any] = [self._wake, self._terminal] if listens else [self._wake]
        ready = select.select(watched, [], [], seconds)[0]
        if self._wake in ready:
            drain(self._wake)
        return self._read() if self._terminal in ready else ""

    def _read(self) -> str:
        try:
            typed = os.read(self._terminal, _MOST_BYTES)
        except OSError:
            typed = b""
        self._is_gone = not typed
        return _ESCAPED.sub("", typed.decode("ascii", "ignore"))

    def _take(self) -> None:
        """Ask the terminal for single keys; also when this process had been stopped and comes to the front again."""
        import termios  # noqa: PLC0415 - POSIX only
        import tty  # noqa: PLC0415

        with suppress(termios.error):  # without keys the sitting goes on to its planned end
            if _is_in_front(self._terminal):
                self._before = self._before or termios.tcgetattr(self._terminal)
                tty.setcbreak(self._terminal, termios.TCSADRAIN)


class WindowsKeyboard:
    """Keys of a Windows console. Untried."""

    def __init__(self, wake: socket.socket) -> None:
        self._wake = wake

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was taken, so nothing is given back."""

    def keys(self, seconds: float) -> str:
        """Look for keys several times a second until one comes, a signal comes or `seconds` are over."""
        import msvcrt  # noqa: PLC0415 - Windows only

        console: Any = msvcrt
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if console.kbhit():
                return str(console.getwch())
            if select.select([self._wake], [], [], min(left, _LOOK_EVERY_SECONDS))[0]:
                drain(self._wake)
                return ""
        return ""


def keyboard(wake: socket.socket) -> Keyboard:
    """Return the keyboard of this process; `wake` becomes readable with every signal."""
    if not has_keyboard():
        return NoKeyboard(wake)
    return WindowsKeyboard(wake) if os.name == "nt" else TerminalKeyboard(sys.stdin.fileno(), wake)


def has_keyboard() -> bool:
    """Return whether a person can press keys: stdin is a terminal, and it listens to this process."""
    return is_terminal(sys.stdin) and (os.name == "nt" or _is_in_front(sys.stdin.fileno()))


def _is_in_front(terminal: int) -> bool:
    """Return whether the terminal listens to this process; one in the background would be stopped for asking."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
