"""Loudness and true peak, measured in the stream.

Owns the weighting, the gate and the over-sampling of ITU-R BS.1770-4 for one or two channels at 48 kHz. Blocks of any
size go in; memory stays small, one number for each tenth of a second. Nothing is changed here.

The two filters of the weighting are one recursion of the fourth order. It is worked out 64 samples at a time as matrix
products: what a block answers to its own samples, what it answers to the state it began in, and what state it leaves.
Only that state, four numbers a block, is carried on, and that in strides too.
"""

from __future__ import annotations

from functools import cache
from math import log10
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from practice_tui.domain.quantities import SAMPLE_RATE, Decibels

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENCE = Decibels(float("-inf"))
"""The loudness of what never passes the gate."""

_TENTH = SAMPLE_RATE // 10
_BLOCK = 64
_STRIDE = 25
"""Blocks whose states are worked out at once; three strides are a tenth of a second."""

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGHPASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""Numerators and denominators of the weighting at 48 kHz: BS.1770-4, tables 1 and 2."""

_OFFSET = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_TENTHS_A_GATE_BLOCK = 4
_OVERSAMPLING = 4
_TAPS_A_PHASE = 12


class _Recursion(NamedTuple):
    """The weighting as matrices, for rows of samples from the left; see the module.

    Attributes:
        own: a block's answer to its own samples, 64 by 64.
        after: its answer to the state it began in, 4 by 64.
        leaves: the state its samples leave behind, 64 by 4.
        kept: what a stride of left states makes of the states at the blocks' beginnings, 100 by 100.
        begun: what the state before the stride adds to each, 4 by 100.
        onward, carried: the state behind the stride, from the left states (100 by 4) and the one before (4 by 4).
    """

    own: NDArray[np.float32]
    after: NDArray[np.float32]
    leaves: NDArray[np.float32]
    kept: NDArray[np.float64]
    begun: NDArray[np.float64]
    onward: NDArray[np.float64]
    carried: NDArray[np.float64]


class LoudnessMeter:
    """Measures integrated loudness as sound goes by.

    Args:
        channels: 1 or 2; each counts alike, as BS.1770 has it for left, right and centre.
    """

    def __init__(self, channels: int) -> None:
        self._recursion = _recursion()
        self._state = np.zeros((channels, 4))
        self._rest = np.zeros((0, channels), np.float32)
        self._powers: list[float] = []

    def add(self, block: NDArray[np.float32]) -> None:
        """Take in the next frames: float32, frames by channels, any number of them."""
        sound = np.concatenate((self._rest, block)) if len(self._rest) else block
        whole = len(sound) - len(sound) % _TENTH
        self._rest = sound[whole:].copy()
        for start in range(0, whole, 20 * _TENTH):
            self._powers.extend(self._weigh(sound[start : min(whole, start + 20 * _TENTH)]))

    def integrated(self) -> Decibels:
        """Return the gated loudness of all so far, in LUFS; `SILENCE` where nothing passes the gate.

        A sound shorter than the 0.4 s of one gating block is measured as a whole, ungated.
        """
        tenths = np.array(self._powers)
        if len(tenths) < _TENTHS_A_GATE_BLOCK:
            return self._ungated()
        blocks = np.convolve(tenths, np.full(_TENTHS_A_GATE_BLOCK, 1 / _TENTHS_A_GATE_BLOCK), "valid")
        loud = blocks[blocks > _power(_ABSOLUTE_GATE)]
        if not len(loud):
            return SILENCE
        gate = _power(_lufs(float(loud.mean())) + _RELATIVE_GATE)
        return _lufs(float(loud[loud > gate].mean()))

    def _ungated(self) -> Decibels:
        heard = len(self._powers) * _TENTH + len(self._rest)
        if not heard:
            return SILENCE
        padded = np.zeros((_TENTH, self._rest.shape[1]), np.float32)
        padded[: len(self._rest)] = self._rest
        state = self._state.copy()
        last = self._weigh(padded)
        self._state = state
        mean = (sum(self._powers) + sum(last)) * _TENTH / heard
        return _lufs(mean) if mean > 0 else SILENCE

    def _weigh(self, sound: NDArray[np.float32]) -> list[float]:
        """Return the weighted mean square of each tenth of a second of `sound`, over all channels together."""
        by = self._recursion
        powers = np.zeros(len(sound) // _TENTH)
        for channel in range(sound.shape[1]):
            samples = np.ascontiguousarray(sound[:, channel], np.float32).reshape(-1, _BLOCK)
            begins = self._states(channel, samples @ by.leaves)
            weighted = samples @ by.own
            weighted += begins @ by.after
            tenths = weighted.reshape(len(powers), -1)
            powers += np.einsum("ij,ij->i", tenths, tenths) / _TENTH
        return [float(power) for power in powers]

    def _states(self, channel: int, left: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the state at the beginning of every block, from what each block leaves behind."""
        by = self._recursion
        strides = left.reshape(-1, _STRIDE * 4).astype(np.float64)
        begins = strides @ by.kept
        onward = strides @ by.onward
        state = self._state[channel]
        for number in range(len(strides)):
            begins[number] += state @ by.begun
            state = onward[number] + state @ by.carried
        self._state[channel] = state
        return begins.reshape(-1, 4).astype(np.float32)


class TruePeakMeter:
    """Measures the highest level a sound reaches between its samples, over-sampled four times.

    Args:
        channels: how many the blocks have.
    """

    def __init__(self, channels: int) -> None:
        self._before = np.zeros((_TAPS_A_PHASE - 1, channels), np.float32)
        self._highest = 0.0

    def add(self, block: NDArray[np.float32]) -> None:
        """Take in the next frames: float32, frames by channels."""
        sound = np.concatenate((self._before, block))
        self._before = sound[len(sound) - (_TAPS_A_PHASE - 1) :].copy()
        self._highest = max(self._highest, _highest(sound))

    def peak(self) -> Decibels:
        """Return the true peak of all so far, in dB over full scale; `SILENCE` where there was no sound."""
        highest = max(self._highest, _highest(np.concatenate((self._before, np.zeros_like(self._before)))))
        return Decibels(20 * log10(highest)) if highest > 0 else SILENCE


def _highest(sound: NDArray[np.float32]) -> float:
    """Return the greatest magnitude of sound and of what lies between its samples, from the twelfth frame on."""
    if len(sound) < _TAPS_A_PHASE:
        return 0.0
    taps = _oversampler()
    windows = np.lib.stride_tricks.sliding_window_view(sound, _TAPS_A_PHASE, axis=0)
    return max(float(np.abs(windows[:, channel] @ taps).max()) for channel in range(sound.shape[1]))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _lufs(power: float) -> Decibels:
    return Decibels(_OFFSET + 10 * log10(power)) if power > 0 else SILENCE


@cache
def _recursion() -> _Recursion:
    """Return the matrices of the weighting, from its state-space form (direct form II transposed)."""
    above = np.polymul(_SHELF[0], _HIGHPASS[0])
    below = np.polymul(_SHELF[1], _HIGHPASS[1])
    step = np.zeros((4, 4))
    step[:, 0] = -below[1:]
    step[:3, 1:] += np.eye(3)
    enters = above[1:] - below[1:] * above[0]
    powers = [np.eye(4)]
    for _ in range(_BLOCK):
        powers.append(step @ powers[-1])
    answers = np.array([above[0], *(float((power @ enters)[0]) for power in powers[: _BLOCK - 1])])
    own = np.array([[answers[j - i] if j >= i else 0.0 for j in range(_BLOCK)] for i in range(_BLOCK)])
    after = np.array([power[0] for power in powers[:_BLOCK]]).T
    leaves = np.array([powers[_BLOCK - 1 - i] @ enters for i in range(_BLOCK)])
    return _Recursion(
        own.astype(np.float32), after.astype(np.float32), leaves.astype(np.float32), *_stride(powers[_BLOCK].T)
    )


def _stride(block: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return the matrices that carry states through a stride; `block` carries one, as a row, through one block."""
    powers: list[Any] = [np.eye(4)]
    for _ in range(_STRIDE):
        powers.append(powers[-1] @ block)
    kept = np.zeros((_STRIDE * 4, _STRIDE * 4))
    for i in range(_STRIDE):
        for j in range(i + 1, _STRIDE):
            kept[4 * i : 4 * i + 4, 4 * j : 4 * j + 4] = powers[j - i - 1]
    begun = np.concatenate(powers[:_STRIDE], axis=1)
    onward = np.concatenate([powers[_STRIDE - 1 - i] for i in range(_STRIDE)], axis=0)
    return kept, begun, onward, powers[_STRIDE]


@cache
def _oversampler() -> NDArray[np.float32]:
    """Return a low-pass of 48 taps in four phases, 12 by 4, for windows of twelve samples, oldest first."""
    taps = _TAPS_A_PHASE * _OVERSAMPLING
    position = np.arange(taps) - (taps - 1) / 2
    shape = np.sinc(position / _OVERSAMPLING) * np.kaiser(taps, 5.0)
    phases = shape.reshape(_TAPS_A_PHASE, _OVERSAMPLING)
    return np.ascontiguousarray((phases / phases.sum(axis=0))[::-1], np.float32)
