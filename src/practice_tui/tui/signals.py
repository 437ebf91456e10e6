"""Being asked to go by the system: SIGTERM, SIGHUP, SIGINT, a terminal that is closed.

Owns that they reach the app as a kind request; Textual has no handlers of its own, and without one a sitting would be
cut off before its minutes are saved.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable

_NAMES = ("SIGTERM", "SIGHUP", "SIGINT")


def on_being_asked_to_go(loop: AbstractEventLoop, leave: Callable[[], None]) -> None:
    """Call `leave` on `loop` whenever a signal asks the program to end."""
    for name in _NAMES:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, leave)
        except NotImplementedError:  # Windows: no signals in its event loop, so the plain handler wakes the loop
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(leave))
        except (ValueError, RuntimeError):  # not the main thread: whoever runs the app there has handlers of its own
            return
