"""A person's own rhythm of breath, found by tapping once a breath.

Owns how taps become a rate: the middle of the gaps between them, with gaps left out in which a tap was missed or made
twice. It knows no clock; the instants are given to it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from practice_tui.domain.script import USUAL_BREATHS_A_MINUTE

if TYPE_CHECKING:
    from collections.abc import Sequence

SLOWEST, FASTEST = 4, 30
"""A rhythm lies between these, in breaths a minute."""

FEWEST_GAPS = 3
"""From so many gaps between taps on there is an answer."""

LONGEST_GAP_SECONDS = 30.0
"""Whoever taps again after longer than this begins anew."""

_KEPT_TAPS = 24
_NEAR = 1.6
"""A gap counts where it is at most this many times longer or shorter than the middle one."""


class TapCounter:
    """Takes in taps, one a breath, and says what rhythm they have."""

    def __init__(self) -> None:
        self._taps: list[float] = []

    @property
    def taps(self) -> int:
        """How many taps have been counted since the last beginning."""
        return len(self._taps)

    def add(self, instant: float) -> Fraction | None:
        """Count a tap at `instant`, in monotonic seconds; return the breaths a minute so far, or None for too few taps.

        A tap that isn't later than the one before is left out.
        """
        if self._taps and instant - self._taps[-1] > LONGEST_GAP_SECONDS:
            self._taps.clear()
        if not self._taps or instant > self._taps[-1]:
            self._taps.append(instant)
            del self._taps[:-_KEPT_TAPS]
        return rate_of(self._taps)


def rate_of(taps: Sequence[float]) -> Fraction | None:
    """Return the breaths a minute of taps, one a breath, in seconds and in order; None where they are too few.

    The answer goes by tenths of a breath and lies between `SLOWEST` and `FASTEST`.
    """
    gaps = [later - sooner for sooner, later in pairwise(taps)]
    if len(gaps) < FEWEST_GAPS:
        return None
    middle = median(gaps)
    near = [gap for gap in gaps if middle / _NEAR <= gap <= middle * _NEAR]
    return clamped(Fraction(round(600 / median(near)), 10))


def clamped(breaths_a_minute: Fraction) -> Fraction:
    """Return the rate, or the nearest that a rhythm can be."""
    return min(max(breaths_a_minute, Fraction(SLOWEST)), Fraction(FASTEST))


def rhythm_set(breaths_a_minute: float) -> Fraction:
    """Return the rhythm that a setting means; 0 means that it isn't known, and stands for the usual one."""
    if breaths_a_minute <= 0:
        return USUAL_BREATHS_A_MINUTE
    return clamped(Fraction(round(breaths_a_minute * 10), 10))
