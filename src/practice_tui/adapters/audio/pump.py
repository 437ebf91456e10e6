"""Drives an output that has to write: fill a block, hand it over, again and again.

Owns the thread. A step that returns False ends it.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_STEP_SECONDS = 2.0


class Pump(Protocol):
    """Calls a step until it returns False."""

    def start(self, step: Callable[[], bool]) -> None:
        """Begin."""

    def join(self) -> None:
        """Return once the last step is over; whoever steps has to be told before that it shall end."""


class ThreadPump:
    """A thread of its own. Can be started again once it was joined."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def start(self, step: Callable[[], bool]) -> None:
        """Begin."""

        def run() -> None:
            _ignore_broken_pipes()
            while step():
                pass

        self._thread = threading.Thread(target=run, name="sound writer", daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Return once the last step is over, or hangs in a device that is gone: the thread is then left to itself."""
        if self._thread is not None:
            self._thread.join(_LONGEST_STEP_SECONDS)
            self._thread = None


def _ignore_broken_pipes() -> None:
    """Make a write to a program that is gone an error to be told, not a signal that ends the whole process."""
    if hasattr(signal, "SIGPIPE"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
