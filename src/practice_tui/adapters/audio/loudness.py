"""Loudness and true peak, measured in the stream.

Owns the gate and the over-sampling of ITU-R BS.1770-4 for one or two channels at 48 kHz; `weighting` has its filters.
Blocks of any size go in; memory stays small, one number for each tenth of a second. Nothing is changed here.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from math import log10
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.weighting import MOST_TENTHS, TENTH, Weighting
from practice_tui.domain.quantities import Decibels

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENCE = Decibels(float("-inf"))
"""The loudness of what never passes the gate."""

_BATCH = MOST_TENTHS * TENTH
"""Frames that are weighed at once."""

_OFFSET = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_TENTHS_A_GATE_BLOCK = 4
_OVERSAMPLING = 4
_TAPS_A_PHASE = 12
_PEAKS_AT_ONCE = 5000
"""Few enough for BLAS to stay in one thread, see `weighting`."""


class LoudnessMeter:
    """Measures integrated loudness as sound goes by.

    Args:
        channels: 1 or 2; each counts alike, as BS.1770 has it for left, right and centre.
    """

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._weighting = Weighting(channels)
        self._waiting: list[NDArray[np.float32]] = []
        self._frames_waiting = 0
        self._powers: list[float] = []

    def add(self, block: NDArray[np.float32]) -> None:
        """Take in the next frames: float32, frames by channels, any number of them. They are copied."""
        for start in range(0, len(block), _BATCH):
            piece = block[start : start + _BATCH].copy()
            self._waiting.append(piece)
            self._frames_waiting += len(piece)
            if self._frames_waiting >= _BATCH:
                self._weigh_what_waits()

    def integrated(self) -> Decibels:
        """Return the gated loudness of all so far, in LUFS; `SILENCE` where nothing passes the gate.

        A sound shorter than the 0.4 s of one gating block is measured as a whole, ungated.
        """
        self._weigh_what_waits()
        tenths = np.array(self._powers)
        if len(tenths) < _TENTHS_A_GATE_BLOCK:
            return self._ungated()
        blocks = np.convolve(tenths, np.full(_TENTHS_A_GATE_BLOCK, 1 / _TENTHS_A_GATE_BLOCK), "valid")
        loud = blocks[blocks > _power(_ABSOLUTE_GATE)]
        if not len(loud):
            return SILENCE
        gate = _power(_lufs(float(loud.mean())) + _RELATIVE_GATE)
        return _lufs(float(loud[loud > gate].mean()))

    def _weigh_what_waits(self) -> None:
        """Weigh the whole tenths of a second that have come in; what is over waits on."""
        if self._frames_waiting < TENTH:
            return
        sound = np.concatenate(self._waiting)
        whole = len(sound) - len(sound) % TENTH
        self._waiting, self._frames_waiting = [sound[whole:]], len(sound) - whole
        for start in range(0, whole, _BATCH):
            self._powers.extend(self._weighting.powers(sound[start : min(whole, start + _BATCH)]).tolist())

    def _ungated(self) -> Decibels:
        heard = len(self._powers) * TENTH + self._frames_waiting
        if not heard:
            return SILENCE
        last = np.zeros((TENTH, self._channels), np.float32)
        if self._frames_waiting:
            last[: self._frames_waiting] = np.concatenate(self._waiting)
        ended = deepcopy(self._weighting)  # more may come, and shall find this one where it was
        power = (sum(self._powers) + float(ended.powers(last).sum())) * TENTH / heard
        return _lufs(power)


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
    return max(
        float(np.abs(windows[start : start + _PEAKS_AT_ONCE, channel] @ taps).max())
        for channel in range(sound.shape[1])
        for start in range(0, len(windows), _PEAKS_AT_ONCE)
    )


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _lufs(power: float) -> Decibels:
    return Decibels(_OFFSET + 10 * log10(power)) if power > 0 else SILENCE


@cache
def _oversampler() -> NDArray[np.float32]:
    """Return a low-pass of 48 taps in four phases, 12 by 4, for windows of twelve samples, oldest first."""
    taps = _TAPS_A_PHASE * _OVERSAMPLING
    position = np.arange(taps) - (taps - 1) / 2
    shape = np.sinc(position / _OVERSAMPLING) * np.kaiser(taps, 5.0)
    phases = shape.reshape(_TAPS_A_PHASE, _OVERSAMPLING)
    return np.ascontiguousarray((phases / phases.sum(axis=0))[::-1], np.float32)
