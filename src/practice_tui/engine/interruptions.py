"""Whether a sitting was interrupted: the clocks went on, and nothing was heard.

Owns the comparison of what was heard with both clocks of the machine. A machine that slept shows on the wall clock, a
program or a device that stood still on the other one as well. What was not heard counts as nothing anyway; here it is
noticed, so that it can be told and written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from practice_tui.engine.ports import Clock

LONGEST_GAP_SECONDS = 5.0
"""A longer gap on any clock is an interruption."""

NEAR_SECONDS = 60.0
"""A sitting that is stopped when no more has been heard since an interruption has ended with it."""


class Interruptions:
    """Watches one sitting. Whoever looks does so at least every few seconds; seconds are timeline heard."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._at: tuple[float, float] | None = None
        self._heard = 0.0
        self._last: float | None = None

    def look(self, heard: float, *, is_paused: bool = False) -> float:
        """Return how long the interruption was, in seconds, that has just come to its end; 0 as a rule.

        Args:
            heard: how far the timeline has been heard.
            is_paused: whether the person has paused: that is no interruption, however long.
        """
        if heard <= self._heard and not is_paused:
            return 0.0
        gap = 0.0 if is_paused else self._gap(heard)
        self._at, self._heard = self._now(), heard
        if gap <= LONGEST_GAP_SECONDS:
            return 0.0
        self._last = heard
        return gap

    def is_near(self, heard: float) -> bool:
        """Return whether an interruption goes on, or has ended only just now."""
        if self._gap(heard) > LONGEST_GAP_SECONDS:
            return True
        return self._last is not None and heard - self._last < NEAR_SECONDS

    def _gap(self, heard: float) -> float:
        """Return how much longer the clocks ran than sound was heard since the last look at which some was."""
        if self._at is None:
            return 0.0  # a device may take its time before the first sound
        elapsed = max(now - before for now, before in zip(self._now(), self._at, strict=True))
        return elapsed - (heard - self._heard)

    def _now(self) -> tuple[float, float]:
        return self._clock.now().timestamp(), self._clock.monotonic()
