"""The one sitting the app holds, from Enter to the last ring of its bell.

Owns that it is ended properly whatever happens to the screens: a signal, a closed terminal and a fault all come through
`end`. It draws nothing.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.engine.player import SessionPlayer


class Sitting:
    """A sitting that is being prepared, sat, or ringing out.

    Args:
        prepare: makes the player; reads and lays out the script, so it is called off the screen's thread.
    """

    def __init__(self, prepare: Callable[[], SessionPlayer]) -> None:
        self._prepare = prepare
        self._lock = Lock()
        self._given_up = False
        self.player: SessionPlayer | None = None

    def begin(self) -> SessionPlayer | None:
        """Prepare and start, in whatever thread this is called; None where it was given up before it began.

        Raises:
            PracticeError: it can't begin.
        """
        player = self._prepare()
        with self._lock:
            if self._given_up:
                return None
            player.start()
            self.player = player
        return player

    def end(self) -> None:
        """End at once, keep the minutes and let go of the sound. Can be called twice, and at any moment."""
        with self._lock:
            self._given_up = True
            if self.player is not None:
                self.player.stop()
                self.player.release()

    def rings(self) -> bool:
        """Return whether the last bell can still be heard."""
        return self.player is not None and self.player.is_over and self.player.ringing()
