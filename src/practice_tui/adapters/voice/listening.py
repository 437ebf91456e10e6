"""One sound file heard to its end, for trying a voice.

Owns nothing but its place in the sound: sittings have their own, larger way.
"""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np

from practice_tui.adapters.audio.recordings import decoded
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, Seconds

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.engine.ports import AudioOutput

LONGEST = Frames(180 * SAMPLE_RATE)
"""What is behind is not played."""

_GLANCE = Seconds(0.05)


class OneSound:
    """Implements `SoundSource` with a single sound, and silence behind it."""

    def __init__(self, file: Path) -> None:
        blocks = list(decoded(file, LONGEST))
        self._sound = np.concatenate(blocks) if blocks else np.zeros((0, 1), np.float32)
        self._position = 0

    @property
    def position(self) -> Frames:
        """The frame that will be rendered next."""
        return Frames(self._position)

    @property
    def length(self) -> Frames:
        """How long it is."""
        return Frames(len(self._sound))

    def render(self, block: Any) -> None:
        """Fill `block` with what comes next."""
        piece = self._sound[self._position : self._position + len(block)]
        block[: len(piece)] = piece
        block[len(piece) :] = 0
        self._position += len(block)

    def skip(self, count: int) -> None:
        """Move on without rendering."""
        self._position += count


def listen(file: Path, output: AudioOutput) -> None:
    """Play a sound file through an output and wait for its end.

    Raises:
        Unplayable: it can't be decoded.
        OutputLost: the output can't be opened, or stops.
    """
    source = OneSound(file)
    output.start(source)
    waiting = Event()
    try:
        while output.heard() < source.length:
            waiting.wait(_GLANCE)
    finally:
        output.stop()
