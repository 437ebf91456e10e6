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
    from practice_tui.engine.voices import Listener, Progress


class _GivenUp(Exception):
    """The sitting is no longer wanted."""


class Sitting:
    """A sitting that is being prepared, sat, or ringing out.

    Args:
        prepare: makes the player and tells the listener how far a local voice has come; reads and lays out the script,
            so it is called off the screen's thread.

    Attributes:
        troubles: what went wrong with a local voice, a sentence each.
    """

    def __init__(self, prepare: Callable[[Listener], SessionPlayer]) -> None:
        self._prepare = prepare
        self._lock = Lock()
        self._given_up = False
        self.player: SessionPlayer | None = None
        self.troubles: list[str] = []

    def begin(self, learning: Progress) -> SessionPlayer | None:
        """Prepare and start, in whatever thread this is called; None where it was given up before it began.

        Args:
            learning: is told how many lines a local voice has learnt, where it has any to learn.

        Raises:
            PracticeError: it can't begin.
        """
        from practice_tui.engine.voices import Listener  # noqa: PLC0415 - no first screen needs it

        def learnt(done: int, of: int, /) -> None:
            if self._given_up:
                raise _GivenUp
            learning(done, of)

        try:
            player = self._prepare(Listener(learnt, self.troubles.append))
        except _GivenUp:
            return None
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
