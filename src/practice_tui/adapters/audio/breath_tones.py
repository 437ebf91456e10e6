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


def is_heard(phase: Phase) -> bool:
    """Return whether a phase has a sound at all."""
    return phase in TONES


def breath_tone(phase: Phase, length: int) -> NDArray[np.float32]:
    """Return `length` frames of a phase's sound as float32, frames by 1; silence for a hold and a rest."""
    tone = TONES.get(phase)
    if tone is None or length <= 0:
        return np.zeros((max(length, 0), 1), np.float32)
    time = np.arange(length) / SAMPLE_RATE
    seconds = length / SAMPLE_RATE
    angle = 2 * np.pi * (tone.begins * time + (tone.ends - tone.begins) * time**2 / (2 * seconds))
    sound = _partials(tone, angle, 2 * np.pi * _SHIMMER_HZ * time)
    sound *= 10.0 ** (tone.swell * (time / seconds - 0.5) / 20.0)
    sound *= gain(Decibels(tone.level)) * edges(length)
    return sound.astype(np.float32)[:, None]


def _partials(tone: Tone, angle: NDArray[np.float64], drift: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the partials together, scaled to a root mean square of one; the upper ones shimmer, the lowest is calm."""
    sound = np.zeros_like(angle)
    power = 0.0
    for multiple, level in tone.partials:
        amplitude = gain(Decibels(level))
        sound += amplitude * np.sin(multiple * angle)
        power += amplitude**2 / 2
        if multiple > 1:
            sound += amplitude * _SHIMMER_DEPTH * np.sin(multiple * (angle + drift))
            power += (amplitude * _SHIMMER_DEPTH) ** 2 / 2
    return np.divide(sound, np.sqrt(power), out=sound)


def edges(length: int) -> NDArray[np.float64]:
    """Return raised-cosine edges: a quarter of the tone each, within bounds, and never more than half."""
    shortest, longest = SHORTEST_EDGE_SECONDS * SAMPLE_RATE, LONGEST_EDGE_SECONDS * SAMPLE_RATE
    edge = min(round(min(max(length / 4, shortest), longest)), length // 2)
    shape = np.ones(length)
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(edge) + 0.5) / max(edge, 1))
    shape[:edge] = rise
    shape[length - edge :] = rise[::-1]
    return shape
