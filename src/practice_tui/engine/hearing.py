"""What a sitting is heard through.

Owns the output: the wished one while it can be had, and the silent one from the frame at which it can't. It tells how
far the timeline has been heard, and knows nothing of what is on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from practice_tui.domain.errors import OutputLost
from practice_tui.domain.quantities import Frames
from practice_tui.engine.events import OutputChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.engine.ports import AudioOutput, SittingSound


@dataclass(frozen=True, slots=True)
class Outputs:
    """How outputs are opened: the wished one with a note where it is another, and the silent one that always opens."""

    wished: Callable[[], tuple[AudioOutput, str]]
    silent: Callable[[], AudioOutput]


class Hearing:
    """Plays one sound through one output at a time."""

    def __init__(self, sound: SittingSound, outputs: Outputs) -> None:
        self._sound = sound
        self._outputs = outputs
        self._output: AudioOutput | None = None
        self._loss: OutputChanged | None = None

    def open(self) -> tuple[str, str]:
        """Open the wished output, or the silent one where that can't be.

        Returns:
            the name of the output, and a note where it isn't as wished.
        """
        try:
            self._output, note = self._outputs.wished()
            self._output.start(self._sound)
        except OutputLost as problem:
            self._go_silent(Frames(0))
            note = str(problem)
        assert self._output is not None
        return self._output.name, note

    def heard(self, otherwise: Frames) -> Frames:
        """Return the frame heard now; `otherwise` where nothing is open.

        Where the output is lost, the silent one takes over at the last frame heard.
        """
        if self._output is None:
            return otherwise
        try:
            return self._output.heard()
        except OutputLost as problem:
            heard = self._output.last_heard
            self._go_silent(heard)
            self._loss = OutputChanged(heard, self._output.name, str(problem))
            return heard

    def take_loss(self) -> OutputChanged | None:
        """Return the fact that the output was lost, once."""
        loss, self._loss = self._loss, None
        return loss

    def is_sounding(self, until: int) -> bool:
        """Return whether something can still be heard before the frame `until`."""
        if self._output is None or self._output.name == "silent":
            return False
        try:
            return self._output.heard() < until
        except OutputLost:
            return False

    def release(self) -> None:
        """Let go of the output and of what was loaded. Can be called twice."""
        if self._output is not None:
            self._output.stop()
            self._output = None
            self._sound.close()

    def _go_silent(self, frame: Frames) -> None:
        if self._output is not None:
            self._output.stop()
        self._sound.seek(frame)
        self._output = self._outputs.silent()
        self._output.start(self._sound)
