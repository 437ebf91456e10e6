"""Rain, the sea and brown noise from nothing but arithmetic, each a loop that closes.

Owns how they are made. Noise is drawn as a spectrum of random phases whose every period fits into the loop, drops and
waves are laid round it as round a ring: what follows the last sample is the first, and no join has to be hidden. The
random numbers come from fixed seeds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from practice_tui.domain.quantities import SAMPLE_RATE, Decibels, Frames, gain

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

LOOP = Frames(64 * SAMPLE_RATE)
"""How long each goes before it comes round, in frames."""

_DROPS = 5_200
_WAVES = 7
_COARSE = 96
"""Waves rise within seconds: it is enough to know how high they stand every 2 ms."""


def brown() -> NDArray[np.float64]:
    """Return brown noise: power falling by 6 dB an octave, without what small speakers only suffer from."""

    def shape(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
        return _between(hertz, 55.0, 9_000.0) / np.maximum(hertz, 20.0)

    return _wide(11, shape, likeness=0.6)


def rain() -> NDArray[np.float64]:
    """Return steady rain on leaves: a bright, uneven rush, and single drops near by."""

    def shape(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
        return _between(hertz, 350.0, 8_500.0) / np.maximum(hertz, 100.0) ** 0.45

    unevenness = 10.0 ** (1.2 * _slow(22, slowest=16.0) / 20.0)
    rush = _wide(21, shape, likeness=0.25) * unevenness[:, None]
    return rush + 0.55 * _unit(_drops(np.random.default_rng(23)))


def sea() -> NDArray[np.float64]:
    """Return seven waves that roll up a flat shore and run out again, over a low murmur."""
    swell, foam = _swells(np.random.default_rng(31))
    murmur = _wide(32, lambda hertz: _between(hertz, 60.0, 400.0) / np.maximum(hertz, 20.0), likeness=0.5)
    surf = _wide(33, lambda hertz: _between(hertz, 180.0, 1_800.0) / np.maximum(hertz, 20.0) ** 0.6, likeness=0.3)
    spray = _wide(34, lambda hertz: _between(hertz, 1_500.0, 8_000.0) / np.maximum(hertz, 20.0) ** 0.5, likeness=0.2)
    return 0.5 * murmur * (0.45 + 0.55 * swell) + 0.8 * surf * (0.12 + swell) + 0.45 * spray * (0.05 + foam)


SYNTHESES: dict[str, Callable[[], NDArray[np.float64]]] = {"rain": rain, "sea": sea, "brown": brown}
"""By the names that people use; each gives `LOOP` frames by 2, at no particular level."""


def _between(hertz: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Return how much passes: all between the two, less and less outside, by 12 dB an octave."""
    return 1.0 / ((1.0 + (low / np.maximum(hertz, 1.0)) ** 2) * (1.0 + (hertz / high) ** 2))


def _noise(seed: int, shape: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return noise of that spectrum with a root mean square of one, which repeats after `LOOP` frames exactly."""
    hertz = np.arange(LOOP // 2 + 1, dtype=np.float64) * (SAMPLE_RATE / LOOP)
    turns = np.random.default_rng(seed).random(len(hertz))
    spectrum: NDArray[np.complex128] = shape(hertz) * np.exp(2j * np.pi * turns)
    spectrum[0] = 0.0
    return _unit(np.fft.irfft(spectrum, LOOP))


def _wide(
    seed: int, shape: Callable[[NDArray[np.float64]], NDArray[np.float64]], *, likeness: float
) -> NDArray[np.float64]:
    """Return noise in stereo, frames by 2, whose sides are as like each other as `likeness` says, from 0 to 1."""
    middle, side = _noise(seed, shape), _noise(seed + 1_000, shape)
    turn = np.arccos(likeness) / 2
    return np.stack((np.cos(turn) * middle + np.sin(turn) * side, np.cos(turn) * middle - np.sin(turn) * side), axis=1)


def _slow(seed: int, *, slowest: float) -> NDArray[np.float64]:
    """Return a drift that wanders about 0 within seconds, at about one at its most."""
    return _noise(seed, lambda hertz: np.where((hertz > 0) & (hertz < 1.0), 1.0, 0.0) / (1.0 + slowest * hertz)) / 2


def _drops(random: np.random.Generator) -> NDArray[np.float64]:
    """Return drops, each a short falling note at its own place left or right, few of them near."""
    sides = np.zeros((LOOP, 2))
    time = np.arange(round(0.03 * SAMPLE_RATE)) / SAMPLE_RATE
    for start in random.integers(0, LOOP, _DROPS):
        pitch = 900.0 * 5.0 ** random.random()
        fall = 0.002 + 0.005 * random.random()
        note = np.exp(-time / fall) * np.sin(2 * np.pi * pitch * time * (1.0 - 4.0 * time))
        note *= np.minimum(time / 0.0006, 1.0) * random.random() ** 3
        place = random.random() * np.pi / 2
        at = (start + np.arange(len(time))) % LOOP
        sides[at] += note[:, None] * np.array([np.cos(place), np.sin(place)])
    return sides


def _swells(random: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how high the waves stand and how much they foam, frames by 2, from 0 to about 1."""
    swell, foam = np.zeros((LOOP // _COARSE, 2)), np.zeros((LOOP // _COARSE, 2))
    time = np.arange(LOOP // _COARSE) * _COARSE / SAMPLE_RATE
    whole = LOOP / SAMPLE_RATE
    for number in range(_WAVES):
        crest = (number + 0.5 + 0.3 * (random.random() - 0.5)) * whole / _WAVES
        height = gain(Decibels(-5.0 * random.random()))
        sides = np.array([gain(Decibels(lean)) for lean in random.uniform(-1.5, 1.5, 2)])
        from_crest = (time - crest + whole / 2) % whole - whole / 2
        swell += height * _hump(from_crest, 3.6, 5.4)[:, None] * sides
        foam += height * _hump(from_crest - 0.9, 1.9, 4.6)[:, None] * sides
    return _finely(swell), _finely(foam)


def _finely(slow: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return every frame of what is given every `_COARSE` frames, round the loop."""
    sides = [
        np.interp(np.arange(LOOP) / _COARSE, np.arange(len(slow) + 1), np.append(side, side[0])) for side in slow.T
    ]
    return np.stack(sides, axis=1)


def _hump(from_top: NDArray[np.float64], rise: float, fall: float) -> NDArray[np.float64]:
    """Return 1 at the top and 0 from `rise` seconds before it and `fall` seconds behind it, without a corner."""
    reach = np.where(from_top < 0, rise, fall)
    return np.where(np.abs(from_top) < reach, 0.5 + 0.5 * np.cos(np.pi * from_top / reach), 0.0)


def _unit(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    scaled: NDArray[np.float64] = sound / np.sqrt((sound**2).mean())
    return scaled
