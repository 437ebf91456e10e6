"""Keeps the machine awake while a sitting runs, with wakepy.

Owns a thread of its own for it: on Linux the system is asked over D-Bus, and nobody who sits waits for an answer. A
system that has no such service is left to itself, with a line in the log.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import Any

_log = logging.getLogger(__name__)


def presenting() -> AbstractContextManager[Any]:
    """Return wakepy's mode in which neither the machine nor its screen goes to sleep: words and pacer stay in sight."""
    from wakepy import keep  # noqa: PLC0415 - it takes 0.2 s, on the thread that needs it

    return keep.presenting(on_fail="pass")


class WakepyStayAwake:
    """Implements StayAwake."""

    def __init__(self, mode: Callable[[], AbstractContextManager[Any]] = presenting) -> None:
        """Take how the system is kept awake: `mode` gives something that does so between its entry and its exit."""
        self._mode = mode
        self._let_go: threading.Event | None = None

    def hold(self) -> None:
        """Begin, on a thread of its own. Held twice is held once."""
        if self._let_go is None:
            let_go = self._let_go = threading.Event()
            threading.Thread(target=self._keep, args=(let_go,), name="keep awake", daemon=True).start()

    def release(self) -> None:
        """Let it sleep again. Can be called twice; a process that ends lets go by itself."""
        if self._let_go is not None:
            self._let_go.set()
            self._let_go = None

    def _keep(self, let_go: threading.Event) -> None:
        try:
            with self._mode() as held:
                if not getattr(held, "active", True):
                    _log.info("this system can't be kept awake from here; it may fall asleep during a long sitting")
                let_go.wait()
        except Exception:  # noqa: BLE001 - whatever a system's service answers, the sitting goes on
            _log.info("the machine could not be kept awake; the sitting goes on", exc_info=True)
