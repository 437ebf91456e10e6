"""A sign on the screen for each bell, for whoever doesn't hear it.

Owns its shape, a ring for each strike and the bell's name, and how long it stays. Nothing of it moves, and nothing is
said by colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from practice_tui.domain.bells import bell_words
from practice_tui.domain.quantities import Frames, frames
from practice_tui.domain.timeline import BELL_STRIKE, EventKind
from practice_tui.engine.events import BellStruck, EventStarted
from practice_tui.tui.motion import BELL_SECONDS
from practice_tui.tui.plain import plain_line

if TYPE_CHECKING:
    from practice_tui.engine.events import Fact

_RING = "\N{WHITE CIRCLE} "


class BellSign(Static):
    """Shows that a bell rings."""

    def __init__(self) -> None:
        super().__init__(id="bell")
        self._words = ""
        self._until = Frames(0)
        self._drawn = ""

    def follow(self, fact: Fact) -> None:
        """Take in a fact that is a bell: one of the script, or one on the way."""
        if isinstance(fact, BellStruck):
            self._ring(fact.frame, fact.voice, 1)
        elif isinstance(fact, EventStarted) and fact.event.kind is EventKind.BELL:
            self._ring(fact.frame, fact.event.voice, fact.event.strikes)

    def show(self, frame: Frames) -> None:
        """Show what rings at `frame`, which is the sitting's time; nothing is drawn where it is the same."""
        words = self._words if frame < self._until else ""
        if words != self._drawn:
            self._drawn = words
            self.set_class(bool(words), "-shown")
            self.update(plain_line(words))

    def _ring(self, frame: Frames, voice: str, strikes: int) -> None:
        self._words = _RING * strikes + bell_words(voice)
        self._until = Frames(frame + BELL_STRIKE * (strikes - 1) + frames(BELL_SECONDS))
