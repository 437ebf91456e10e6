"""The output without a device: time passes, nothing is heard, the words are on the screen.

Owns how time passes where no sound card counts it. A gap of more than five seconds between two looks at it means that
the machine slept or the program stood still: an interruption, not practice, and it counts as nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from practice_tui.engine.ports import Clock, SoundSource

LONGEST_GAP_SECONDS = 5.0
"""Longer gaps between two looks count as nothing."""


class SilentOutput:
    """Implements AudioOutput; whenever it is looked at, it moves its source by the monotonic clock."""

    name = "silent"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._source: SoundSource | None = None
        self._looked_at = 0.0
        self._owed = 0.0
        self._heard = Frames(0)

    @property
    def last_heard(self) -> Frames:
        """The frame of the last look."""
        return self._heard

    def start(self, source: SoundSource) -> None:
        """Begin where `source` stands; there is no device that needs silence first."""
        self._source = source
        self._looked_at = self._clock.monotonic()
        self._owed = 0.0
        self._heard = source.position

    def heard(self) -> Frames:
        """Return the frame of now and move the source there."""
        if self._source is None:
            return self._heard
        now = self._clock.monotonic()
        gap, self._looked_at = now - self._looked_at, now
        if 0 < gap <= LONGEST_GAP_SECONDS:
            self._owed += gap
            whole = int(self._owed * SAMPLE_RATE)
            self._owed -= whole / SAMPLE_RATE
            self._source.skip(whole)
        self._heard = Frames(max(self._heard, self._source.position))
        return self._heard

    def stop(self) -> None:
        """Let time stand. Can be called twice."""
        self._source = None
