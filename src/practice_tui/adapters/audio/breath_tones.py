"""What a paced breath sounds like: a rising tone while one breathes in, a darker, falling one while one breathes out.

Owns both tones. A held breath and a rest are silent. The tones are made of arithmetic alone, so a phase of a given
length is always the same samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from practice_tui.domain.quantities import SAMPLE_RATE, Decibels, gain
from practice_tui.domain.timeline import Phase

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Tone(NamedTuple):
    """How a phase sounds.

    Attributes:
        begins, ends: the pitch at either end, in Hz.
        level: the whole tone's level between its edges, in dBFS (root mean square).
        partials: (multiple of the pitch, level in dB against the first) for each partial.
        swell: how much louder its end is than its beginning, in dB.
    """

    begins: float
    ends: float
    level: float
    partials: tuple[tuple[int, float], ...]
    swell: float


TONES = {
    Phase.IN: Tone(220.0, 261.6, -27.5, ((1, 0.0), (2, -11.0), (3, -19.0), (4, -28.0)), 3.0),
    Phase.OUT: Tone(196.0, 164.8, -27.5, ((1, 0.0), (2, -17.0), (3, -30.0)), -3.0),
}
"""A minor third up, then from a step below where it began a minor third down: all of one chord with the bells."""

SHORTEST_EDGE_SECONDS = 0.15
LONGEST_EDGE_SECONDS = 0.9

_SHIMMER_HZ = 0.23
_SHIMMER_DEPTH = 0.45
_PIECE = 8_192
"""Frames that are worked out at once: few enough to stay in the processor's cache."""


def is_heard(phase: Phase) -> bool:
    """Return whether a phase has a sound at all."""
    return phase in TONES


def breath_tone(phase: Phase, length: int) -> NDArray[np.float32]:
    """Return `length` frames of a phase's sound as float32, frames by 1; silence for a hold and a rest."""
    sound = np.zeros((max(length, 0), 1), np.float32)
    tone = TONES.get(phase)
    if tone is None or length <= 0:
        return sound
    partials = _Partials(tone)
    for start in range(0, length, _PIECE):
        piece = sound[start : start + _PIECE, 0]
        time = np.arange(start, start + len(piece)) / SAMPLE_RATE
        place = time * (SAMPLE_RATE / length)
        turns = (tone.begins + (tone.ends - tone.begins) / 2 * place) * time
        piece[:] = partials.at(turns, _SHIMMER_HZ * time)
        piece *= np.exp(((place - 0.5) * (tone.swell * np.log(10.0) / 20.0)).astype(np.float32))
    rise = _rise(length) * np.float32(gain(Decibels(tone.level)))
    sound[: len(rise), 0] *= rise
    sound[len(rise) : length - len(rise)] *= np.float32(gain(Decibels(tone.level)))
    sound[length - len(rise) :, 0] *= rise[::-1]
    return sound


class _Partials:
    """A tone's partials together, scaled to a root mean square of one; the upper ones shimmer, the lowest is calm."""

    def __init__(self, tone: Tone) -> None:
        highest = max(multiple for multiple, _ in tone.partials)
        calm = np.zeros(highest)
        for multiple, level in tone.partials:
            calm[multiple - 1] = gain(Decibels(level))
        shimmering = _SHIMMER_DEPTH * calm
        shimmering[0] = 0.0
        scale = np.sqrt(((calm**2).sum() + (shimmering**2).sum()) / 2)
        self._calm = (calm / scale).astype(np.float32)
        self._shimmering = (shimmering / scale).astype(np.float32)

    def at(self, turns: NDArray[np.float64], drift: NDArray[np.float64]) -> NDArray[np.float32]:
        """Return what they are after so many turns of the first one, with the shimmer `drift` turns on."""
        return _harmonics(self._calm, turns) + _harmonics(self._shimmering, turns + drift)


def _harmonics(amplitudes: NDArray[np.float32], turns: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the sum of sines of 1, 2, 3 ... times `turns`, by Clenshaw's recurrence: one sine and one cosine for all.

    Whole turns are taken away in double precision; what is left is exact enough in single, and many times faster.
    """
    angle = ((turns - np.rint(turns)) * (2 * np.pi)).astype(np.float32)
    twice = 2 * np.cos(angle)
    behind, sums = np.zeros_like(angle), np.full_like(angle, amplitudes[-1])
    for amplitude in amplitudes[-2::-1]:
        behind, sums = sums, twice * sums - behind + amplitude
    return sums * np.sin(angle)


def edges(length: int) -> NDArray[np.float64]:
    """Return raised-cosine edges: a quarter of the tone each, within bounds, and never more than half."""
    shape = np.ones(length)
    rise = _rise(length)
    shape[: len(rise)] = rise
    shape[length - len(rise) :] = rise[::-1]
    return shape


def _rise(length: int) -> NDArray[np.float32]:
    """Return the first edge of a sound of `length` frames; the last one is the same, backwards."""
    shortest, longest = SHORTEST_EDGE_SECONDS * SAMPLE_RATE, LONGEST_EDGE_SECONDS * SAMPLE_RATE
    edge = min(round(min(max(length / 4, shortest), longest)), length // 2)
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(edge) + 0.5) / max(edge, 1))
    return rise.astype(np.float32)
