"""Signals that end a plain sitting: Ctrl-C, SIGTERM, a closed terminal.

Owns that they are heard at once, also where they were ignored when the program began (nohup, a shell's background
job), and that they end a sitting kindly instead of the process.
"""

from __future__ import annotations

import signal
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class StopSignals:
    """Hears the signals while it is entered.

    Attributes:
        asked: whether one of them has come.
        wake: readable after every signal, so that no waiting outlasts one; a socket, as Windows waits for those only.
    """

    def __init__(self) -> None:
        self.asked = False
        self.wake, self._writing = socket.socketpair()
        self._before: dict[signal.Signals, Any] = {}
        self._wake_before = -1

    def __enter__(self) -> Self:
        self.wake.setblocking(False)
        self._writing.setblocking(False)
        self._wake_before = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        for name in _NAMES:
            number = getattr(signal, name, None)  # Windows has no SIGHUP, POSIX has no SIGBREAK
            if number is not None:
                self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        """Hear no more; what the signals did before, they do again."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wake_before)
        self.wake.close()
        self._writing.close()

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def drain(wake: socket.socket) -> None:
    """Take what signals have left in a wake socket."""
    with suppress(BlockingIOError):  # nothing is left: another look took it
        wake.recv(64)
