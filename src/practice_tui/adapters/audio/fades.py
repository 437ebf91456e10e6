"""The curves by which the mixer fades, made once and sliced ever after.

Owns their lengths and shapes. A fade's place is a count of frames, never a running sum of floats, so it comes out the
same however the blocks are cut. Curves have two columns: NumPy is several times slower where it has to stretch one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from practice_tui.domain.quantities import Frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

CROSSFADE = Frames(1536)
"""From one plan to the next, and from one volume to another: 32 ms."""

GATE = Frames(1920)
"""To and from stillness, at pause and resume: 40 ms."""


def _raised_cosine(length: int) -> NDArray[np.float32]:
    rise = 0.5 - 0.5 * np.cos(np.pi * np.arange(1, length + 1) / length)
    both_sides: NDArray[np.float32] = np.repeat(rise.astype(np.float32)[:, None], 2, axis=1)
    both_sides.flags.writeable = False
    return both_sides


CROSSFADE_CURVE = _raised_cosine(CROSSFADE)
"""From just above 0 to 1, frames by 2."""

GATE_CURVE = _raised_cosine(GATE)
"""The same for the gate."""


class Gate:
    """Whether sound passes: open, shut, or on its way between the two.

    Anybody may set `wants_open`; the rest belongs to whoever renders.
    """

    def __init__(self) -> None:
        self.wants_open = True
        self._opening = True
        self._place = int(GATE)

    def stand(self, *, is_open: bool) -> None:
        """Stand open or shut at once, without a fade."""
        self._place = int(GATE) if is_open else 0

    def passes(self, count: int) -> int:
        """Return how many of the next `count` frames pass before the gate is open or shut; none while it is shut."""
        self._opening = self.wants_open
        if self._opening and self._place == GATE:
            return count
        return min(count, GATE - self._place if self._opening else self._place)

    def apply(self, block: NDArray[np.float32]) -> None:
        """Fade `block`, which is no longer than the last answer of `passes`, and move on."""
        count = len(block)
        if self._opening and self._place == GATE:
            return
        if self._opening:
            np.multiply(block, GATE_CURVE[self._place : self._place + count], out=block)
            self._place += count
        else:
            np.multiply(block, GATE_CURVE[self._place - count : self._place][::-1], out=block)
            self._place -= count
