"""Which words of a sitting stand on the screen.

Owns how long a passage stays: in full colour while it is spoken and a few seconds more, then quietly until the next one
or until its part is over. It draws nothing and reads no clock: it is told what began, and asked what holds at a frame.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.quantities import Frames, frames
from practice_tui.domain.timeline import EventKind
from practice_tui.engine.events import ClosingBegan, Returned, SteadyingBegan
from practice_tui.tui.motion import REST_SECONDS

if TYPE_CHECKING:
    from practice_tui.domain.timeline import Event
    from practice_tui.engine.events import Fact

WRITING = "Time to write, if you like."


class Words(NamedTuple):
    """What is to be read.

    Attributes:
        are_resting: whether their time has passed and they only stay in case somebody looks.
    """

    text: str
    are_resting: bool


NONE = Words("", are_resting=False)


class WordsOfNow:
    """Follows a sitting's facts."""

    def __init__(self) -> None:
        self._text = ""
        self._until = Frames(0)
        self._part = ("", "")
        self._left = ""

    def take(self, event: Event) -> None:
        """Take in that an event has begun."""
        part = (event.script, event.part)
        if event.kind is EventKind.SPEECH:
            self._stand(event.text, event)
        elif event.kind is EventKind.WRITE:
            self._stand(WRITING, event)
        elif part != self._part:
            self._text = ""
        self._part = part

    def follow(self, fact: Fact) -> None:
        """Take in what else happened: steady ground has words of its own, and gives the present ones back after."""
        if isinstance(fact, SteadyingBegan):
            self._left, self._text = self._text, ""
        elif isinstance(fact, Returned):
            self._text, self._until = self._left, Frames(0)
        elif isinstance(fact, ClosingBegan):
            self._text = ""

    def at(self, frame: Frames) -> Words:
        """Return what is to be read at `frame`."""
        return Words(self._text, are_resting=frame >= self._until) if self._text else NONE

    def _stand(self, text: str, event: Event) -> None:
        self._text = text
        self._until = Frames(event.end + frames(REST_SECONDS))


def balanced_width(text: str, widest: int) -> int:
    """Return the least width at which a passage takes no more lines than at `widest`: its lines are about as long."""
    lines = _lines(text, widest)
    width = widest
    while width > 1 and _lines(text, width - 1) <= lines:
        width -= 1
    return width


def _lines(text: str, width: int) -> int:
    return sum(len(wrap(line, width)) or 1 for line in text.splitlines())
