"""The output whose time is moved by hand: for tests, previews, and whatever else must not wait.

Owns nothing but the order of blocks. What it renders it keeps where it is asked to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from practice_tui.domain.errors import OutputLost
from practice_tui.domain.quantities import Frames, frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from practice_tui.engine.ports import SoundSource

BLOCK = Frames(1024)


class VirtualOutput:
    """Implements AudioOutput without a clock: `advance` is the only thing that moves time."""

    name = "virtual"

    def __init__(self, *, keeps: bool = False, block: int = BLOCK) -> None:
        """Render in blocks of `block` frames; `keeps` holds on to what was rendered."""
        self._keeps = keeps
        self._block = np.zeros((block, 2), np.float32)
        self._kept: list[NDArray[np.float32]] = []
        self._source: SoundSource | None = None
        self._heard = Frames(0)
        self._is_lost = False

    @property
    def last_heard(self) -> Frames:
        """The frame after the last one that was rendered."""
        return self._heard

    def start(self, source: SoundSource) -> None:
        """Begin where `source` stands.

        Raises:
            OutputLost: `lose` was called before.
        """
        if self._is_lost:
            raise OutputLost("the virtual output is gone")
        self._source = source
        self._heard = source.position

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass: render that many, to the nearest frame."""
        left = frames(seconds)
        while left > 0 and self._source is not None and not self._is_lost:
            block = self._block[:left]
            self._source.render(block)
            if self._keeps:
                self._kept.append(block.copy())
            left = Frames(left - len(block))
            self._heard = Frames(max(self._heard, self._source.position))

    def rendered(self) -> NDArray[np.float32]:
        """Return what was rendered and kept, as float32, frames by 2."""
        return np.concatenate([np.zeros((0, 2), np.float32), *self._kept])

    def lose(self) -> None:
        """Behave like a device that has been unplugged."""
        self._is_lost = True

    def heard(self) -> Frames:
        """Return the frame after the last one that was rendered.

        Raises:
            OutputLost: `lose` was called.
        """
        if self._is_lost:
            raise OutputLost("the virtual output is gone")
        return self._heard

    def stop(self) -> None:
        """Render no more. Can be called twice."""
        self._source = None
