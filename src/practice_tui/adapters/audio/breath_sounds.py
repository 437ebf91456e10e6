"""A paced breath in the manner a person likes to hear it: tones, swells of noise, or ticks.

Owns which phases are heard in which manner. Everything is made of arithmetic and a fixed seed, so a phase of a given
length is always the same samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio import breath_tones
from practice_tui.adapters.audio.breath_swells import breath_swell
from practice_tui.adapters.audio.palette import BreathManner
from practice_tui.domain.quantities import SAMPLE_RATE, Decibels, frames, gain
from practice_tui.domain.timeline import Phase

if TYPE_CHECKING:
    from numpy.typing import NDArray

TICK_HZ = {Phase.IN: 659.3, Phase.HOLD: 493.9, Phase.OUT: 392.0, Phase.REST: 329.6}
"""The pitch of each phase's tick: highest where one breathes in, lower and lower from there."""

TICK = frames(0.18)
"""How long a tick is at most, in frames."""

_TICK_LEVEL = Decibels(-19.0)
_TICK_RISE = 0.004
_TICK_FALL = 0.028


def is_heard(phase: Phase, manner: BreathManner) -> bool:
    """Return whether a phase has a sound in that manner; held breath has one only where phases are ticked."""
    if manner is BreathManner.TICKS:
        return True
    return manner is not BreathManner.OFF and phase in breath_tones.TONES


def breath_sound(phase: Phase, length: int, manner: BreathManner) -> NDArray[np.float32]:
    """Return `length` frames of a phase as float32, frames by 1, beginning and ending in silence."""
    if length <= 0 or not is_heard(phase, manner):
        return np.zeros((max(length, 0), 1), np.float32)
    if manner is BreathManner.TICKS:
        return _tick(phase, length)
    if manner is BreathManner.SWELLS:
        return breath_swell(phase, length)
    return breath_tones.breath_tone(phase, length)


def _tick(phase: Phase, length: int) -> NDArray[np.float32]:
    """Return one soft knock of wood at the very beginning and then silence."""
    sound = np.zeros((length, 1), np.float32)
    count = min(TICK, length)
    time = np.arange(count) / SAMPLE_RATE
    turn = 2 * np.pi * TICK_HZ[phase] * time
    knock = np.exp(-time / _TICK_FALL) * (np.sin(turn) + 0.35 * np.exp(-time / 0.008) * np.sin(2.76 * turn))
    rise = 0.5 - 0.5 * np.cos(np.pi * np.minimum(time / _TICK_RISE, 1.0))
    fall = 0.5 - 0.5 * np.cos(np.pi * np.minimum((count - 1 - np.arange(count)) / (count / 4), 1.0))
    sound[:count, 0] = gain(_TICK_LEVEL) * knock * rise * fall
    return sound
