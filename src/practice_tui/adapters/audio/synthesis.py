"""Struck bowls and bells from nothing but arithmetic: modal synthesis.

A struck bowl rings in a handful of modes. Each is a pair of almost equal frequencies, because no bowl is perfectly
round, and the pair beats; the higher a mode, the sooner it is gone. Owns those numbers and the sum of them. Nothing
here is random, so the same bell is the same samples on every machine, to rounding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from practice_tui.domain.quantities import SAMPLE_RATE, Decibels, gain

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Mode(NamedTuple):
    """One way in which a bell rings.

    Attributes:
        ratio: its frequency over the lowest mode's.
        level: how strongly the mallet wakes it, in dB.
        decay: seconds until it has fallen by 60 dB.
        beat: how many times a second its two frequencies meet.
        width: how far apart left and right are in that, from 0 to 1, which is half a turn.
    """

    ratio: float
    level: float
    decay: float
    beat: float
    width: float


class Instrument(NamedTuple):
    """A bell and how it is struck.

    Attributes:
        pitch: the lowest mode, in Hz.
        seconds: how long it is rendered, the final fade included.
        touch: how long the mallet stays on it, in seconds; felt is slow, wood is fast.
        level: what brings it to the common loudness, in dB.
    """

    pitch: float
    seconds: float
    touch: float
    level: float
    modes: tuple[Mode, ...]


BOWL = Instrument(
    pitch=220.0,
    seconds=18.0,
    touch=0.014,
    level=-21.7,
    modes=(
        Mode(0.44, -15.0, 0.22, 0.0, 0.0),
        Mode(1.0, 0.0, 26.0, 0.62, 0.25),
        Mode(2.77, -4.0, 17.0, 1.13, 0.45),
        Mode(5.18, -11.0, 9.5, 1.70, 0.6),
        Mode(8.16, -19.0, 5.2, 2.40, 0.7),
        Mode(11.66, -27.0, 2.8, 3.10, 0.7),
        Mode(15.64, -35.0, 1.5, 4.30, 0.7),
    ),
)
"""A bowl of a hand's width under a felt mallet. The ratios lie where measured bowls have them: about n squared. The
lowest entry of each instrument is no mode of the metal but the mallet's own soft thud."""

LOW = Instrument(
    pitch=130.8,
    seconds=20.0,
    touch=0.022,
    level=-22.1,
    modes=(
        Mode(0.5, -13.0, 0.3, 0.0, 0.0),
        Mode(1.0, 0.0, 30.0, 0.41, 0.2),
        Mode(2.71, -3.0, 21.0, 0.83, 0.4),
        Mode(5.03, -9.0, 12.5, 1.27, 0.55),
        Mode(7.86, -18.0, 7.5, 1.90, 0.65),
        Mode(11.2, -27.0, 4.2, 2.70, 0.7),
        Mode(15.0, -36.0, 2.2, 3.60, 0.7),
    ),
)
"""A large, heavy bowl under a thick mallet."""

SMALL = Instrument(
    pitch=659.3,
    seconds=13.0,
    touch=0.006,
    level=-20.9,
    modes=(
        Mode(0.31, -20.0, 0.09, 0.0, 0.0),
        Mode(1.0, 0.0, 14.0, 0.90, 0.3),
        Mode(2.68, -7.0, 8.0, 1.60, 0.5),
        Mode(4.96, -14.0, 4.2, 2.30, 0.65),
        Mode(7.63, -22.0, 2.3, 3.20, 0.7),
        Mode(10.7, -30.0, 1.0, 4.10, 0.7),
        Mode(14.2, -36.0, 0.4, 5.20, 0.7),
    ),
)
"""A small cup-shaped bell under a wooden stick wrapped in leather."""

HIGH = Instrument(
    pitch=1046.5,
    seconds=12.0,
    touch=0.004,
    level=-21.6,
    modes=(
        Mode(0.24, -22.0, 0.07, 0.0, 0.0),
        Mode(1.0, 0.0, 12.0, 1.10, 0.2),
        Mode(2.74, -5.0, 6.0, 1.90, 0.5),
        Mode(5.10, -13.0, 2.9, 2.80, 0.65),
        Mode(8.02, -22.0, 1.3, 3.70, 0.7),
        Mode(11.4, -37.0, 0.5, 4.90, 0.7),
    ),
)
"""Two small cymbals on a cord, touched at their rims."""

HAND = Instrument(
    pitch=392.0,
    seconds=12.0,
    touch=0.005,
    level=-22.6,
    modes=(
        Mode(0.5, -24.0, 0.12, 0.0, 0.0),
        Mode(1.0, 0.0, 11.0, 0.55, 0.1),
        Mode(3.0, -2.0, 5.5, 0.90, 0.5),
        Mode(4.22, -12.0, 3.8, 1.20, 0.55),
        Mode(6.03, -8.0, 2.6, 1.60, 0.6),
        Mode(8.75, -17.0, 1.4, 2.20, 0.7),
        Mode(11.9, -36.0, 0.6, 2.90, 0.7),
    ),
)
"""A bell with a handle, tuned as such bells are: its second mode is a twelfth above the first. It hardly beats."""

INSTRUMENTS = {"bowl": BOWL, "low": LOW, "small": SMALL, "high": HIGH, "hand": HAND}
"""By the names that scripts use."""

_FADE_SECONDS = 3.0
_SECOND_OF_PAIR = 0.45
_SECOND_DECAYS_FASTER = 1.2


def strike(instrument: Instrument) -> NDArray[np.float32]:
    """Return one strike as float32, frames by 2, from silence to silence."""
    frames = round(instrument.seconds * SAMPLE_RATE)
    time = np.arange(frames) / SAMPLE_RATE
    sides = np.zeros((frames, 2))
    for mode in instrument.modes:
        sides += _ring(mode, instrument.pitch * mode.ratio, time)
    sides *= gain(Decibels(instrument.level)) * (_touch(time, instrument.touch) * _last_fade(frames))[:, None]
    return sides.astype(np.float32)


def _ring(mode: Mode, pitch: float, time: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a mode's pair; the second of it is weaker and gone sooner, and meets the first at other times by side."""
    fall = 10.0 ** (-3.0 * time / mode.decay)
    first = fall * np.sin(2 * np.pi * (pitch - mode.beat / 2) * time)
    second = _SECOND_OF_PAIR * fall**_SECOND_DECAYS_FASTER
    turn = 2 * np.pi * (pitch + mode.beat / 2) * time
    apart = mode.width * np.pi / 2
    sides = np.stack((first + second * np.sin(turn + apart), first + second * np.sin(turn - apart)), axis=1)
    sides *= gain(Decibels(mode.level))
    return sides


def _touch(time: NDArray[np.float64], seconds: float) -> NDArray[np.float64]:
    """Return the mallet's push: from nothing to all in `seconds`, without a corner."""
    push: NDArray[np.float64] = 0.5 - 0.5 * np.cos(np.pi * np.minimum(time / seconds, 1.0))
    return push


def _last_fade(frames: int) -> NDArray[np.float64]:
    length = round(_FADE_SECONDS * SAMPLE_RATE)
    fade = np.ones(frames)
    fade[-length:] = 0.5 + 0.5 * np.cos(np.pi * np.arange(1, length + 1) / length)
    return fade
