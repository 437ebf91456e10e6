"""A paced breath as breath itself sounds: air that brightens while one breathes in and darkens while one breathes out.

Owns the noise, which is the same each time, and how it is coloured: between a dark and a bright noise the sound moves
without a step.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.breath_tones import edges
from practice_tui.domain.quantities import SAMPLE_RATE, Decibels, gain
from practice_tui.domain.timeline import Phase

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = Decibels(-31.0)
"""How loud it is in the middle, in dBFS (root mean square)."""

_PERIOD = 8 * SAMPLE_RATE
_DARK = (180.0, 520.0)
_BRIGHT = (500.0, 2_100.0)


def breath_swell(phase: Phase, length: int) -> NDArray[np.float32]:
    """Return `length` frames of air as float32, frames by 1; a phase of breathing in rises, any other falls."""
    place = (np.arange(length) + 0.5) / length
    brightness = place if phase is Phase.IN else 1.0 - place
    colour = 0.1 + (0.8 if phase is Phase.IN else 0.65) * (0.5 - 0.5 * np.cos(np.pi * brightness))
    dark, bright = (np.resize(noise, length) for noise in _noises())
    sound = np.cos(np.pi / 2 * colour) * dark + np.sin(np.pi / 2 * colour) * bright
    swell = np.sin(np.pi * place**0.8 if phase is Phase.IN else np.pi * place**1.25) ** 0.7
    sound *= gain(LEVEL) * swell * edges(length)
    return sound.astype(np.float32)[:, None]


@cache
def _noises() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the dark and the bright noise, eight seconds each that close on themselves, at a level of one."""
    turns = np.random.default_rng(71).random((2, _PERIOD // 2 + 1))
    hertz = np.arange(_PERIOD // 2 + 1) * (SAMPLE_RATE / _PERIOD)
    made = []
    for turn, (low, high) in zip(turns, (_DARK, _BRIGHT), strict=True):
        passes = 1.0 / ((1.0 + (low / np.maximum(hertz, 1.0)) ** 4) * (1.0 + (hertz / high) ** 4))
        noise = np.fft.irfft(passes * np.exp(2j * np.pi * turn), _PERIOD)
        made.append(noise / np.sqrt((noise**2).mean()))
    return made[0], made[1]
