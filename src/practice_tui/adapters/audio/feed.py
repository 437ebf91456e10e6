"""What every output that plays shares: silence before the first frame, and word of each block to the heard clock.

Owns the half second that a fresh stream may swallow (ALSA's way to PulseAudio loses its first 100 to 150 ms), and the
watch over a device that has stopped asking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.adapters.audio.heard_clock import HeardClock
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from practice_tui.engine.ports import SoundSource

LEAD_IN = Frames(SAMPLE_RATE // 2)
"""Silence before the first frame of the timeline, in frames; it is not counted."""

IN_SILENCE = "the sitting goes on in silence, with words"
"""What is said to a person when an output can't be had."""

PATIENCE_SECONDS = 2.0
"""A device that has asked for nothing for so long is lost; a machine under load keeps others waiting for less."""


class Feed:
    """Hands a source's sound to a device, block by block."""

    def __init__(self, source: SoundSource, monotonic: Callable[[], float], latency_seconds: float) -> None:
        """Begin where `source` stands; the device plays what it is given `latency_seconds` later."""
        self.clock = HeardClock(monotonic, latency_seconds, source.position)
        self._source = source
        self._lead_in = int(LEAD_IN)
        self._monotonic = monotonic
        self._seen: float | None = None
        self._looked = self._since = monotonic()
        self._was_away = False

    def fill(self, block: NDArray[np.float32]) -> None:
        """Fill `block` (float32, frames by 2) with what the device is to play next."""
        at = int(self._source.position)
        if self._lead_in:
            still = min(self._lead_in, len(block))
            block[:still].fill(0.0)
            self._lead_in -= still
            self.clock.handed_over(still, at, 0)
            block = block[still:]
        if len(block):
            self._source.render(block)
            self.clock.handed_over(len(block), at, self._source.position - at)

    def is_stalled(self) -> bool:
        """Return whether the device has asked for nothing for too long.

        Where nobody looked for as long as that, the whole program stood still, and the device gets another chance.
        """
        now = self._monotonic()
        away, self._looked = now - self._looked > PATIENCE_SECONDS, now
        latest = self.clock.last_handover
        if latest != self._seen:
            self._seen, self._since, self._was_away = latest, now, False
        elif away and not self._was_away:
            self._since, self._was_away = now, True
        return now - self._since > PATIENCE_SECONDS
