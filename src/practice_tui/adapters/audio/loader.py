"""The thread that makes sounds ready while a sitting runs.

Owns when that is done; what is done is the mixer's. A step that fails is told in the log and the next one is taken.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)


class Loader(Protocol):
    """Drives the making ready of sounds."""

    def start(self, step: Callable[[], None]) -> None:
        """Begin to call `step` again and again."""

    def wake(self) -> None:
        """Call it soon: there is something new."""

    def stop(self) -> None:
        """Call it no more; returns when the last call is over. Can be called twice."""


class ThreadLoader:
    """Implements Loader with a thread of its own: twice a second, and whenever woken."""

    def __init__(self, every_seconds: float = 0.5) -> None:
        self._every_seconds = every_seconds
        self._woken = threading.Event()
        self._stopped = False
        self._thread: threading.Thread | None = None

    def start(self, step: Callable[[], None]) -> None:
        """Begin to call `step` again and again."""

        def run() -> None:
            while not self._stopped:
                self._woken.clear()
                try:
                    step()
                except Exception:  # noqa: BLE001 - a bug in a decoder must not end the sound of the sitting
                    _log.exception("a sound could not be made ready; the sitting goes on without it")
                self._woken.wait(self._every_seconds)

        self._thread = threading.Thread(target=run, name="sound loader", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Call it soon: there is something new."""
        self._woken.set()

    def stop(self) -> None:
        """Call it no more; returns when the last call is over. Can be called twice."""
        self._stopped = True
        self._woken.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
