"""The K-weighting of ITU-R BS.1770-4 at 48 kHz, in the stream and fast.

Owns the two filters, which are one recursion of the fourth order. It is worked out 64 samples at a time as matrix
products: what a block answers to its own samples, what it answers to the state it began in, and what state it leaves.
Those states, four numbers a block, are carried on by relays: fifteen blocks at once, then five of those, a tenth of a
second; only from tenth to tenth is anything done step by step.

Products are kept so small that BLAS works each out in one thread: several would wait for one another longer than they
work, most of all on a machine that is busy playing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from practice_tui.domain.quantities import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

TENTH = SAMPLE_RATE // 10
"""Frames in a tenth of a second, of which the input has to be whole ones."""

MOST_TENTHS = 10
"""How many can be given at once."""

_BLOCK = 64
_ROWS = 25
_RELAYS = (15, 5)
"""Their product is the number of blocks in a tenth of a second."""

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGHPASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""Numerators and denominators: tables 1 and 2 of the standard."""


class _Relay(NamedTuple):
    """How states are carried through a number of equal steps; states are rows of four, side by side.

    Attributes:
        steps: how many there are.
        kept: from what each step leaves behind to the states at the beginning of each.
        begun: from the state before the first step to those.
        onward: from what each step leaves behind to what all of them leave.
    """

    steps: int
    kept: NDArray[np.float64]
    begun: NDArray[np.float64]
    onward: NDArray[np.float64]


class _Recursion(NamedTuple):
    """The weighting as matrices, for rows of 64 samples from the left.

    Attributes:
        own: a block's answer to its own samples.
        after: its answer to the state it began in.
        leaves: the state its samples leave behind.
        relays: how states are carried through a tenth of a second.
        carried: from the state before a tenth to its share in the one behind it.
    """

    own: NDArray[np.float32]
    after: NDArray[np.float32]
    leaves: NDArray[np.float32]
    relays: tuple[_Relay, ...]
    carried: NDArray[np.float64]


class Weighting:
    """Weighs sound as it goes by. Its two large buffers are made once: fresh ones would cost as much as the work.

    Args:
        channels: how many the sound has; each is weighed alike.
    """

    def __init__(self, channels: int) -> None:
        self._by = _recursion()
        self._state = np.zeros((channels, 4))
        self._samples = np.empty(channels * MOST_TENTHS * TENTH, np.float32)
        self._weighted = np.empty_like(self._samples)

    def powers(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the weighted mean square of every tenth of a second, summed over the channels.

        Args:
            sound: the next whole tenths, `MOST_TENTHS` at most, frames by channels.
        """
        samples, weighted = (each[: sound.size].reshape(-1, _ROWS, _BLOCK) for each in (self._samples, self._weighted))
        samples.reshape(sound.shape[::-1])[:] = sound.T
        left = (samples @ self._by.leaves).reshape(len(self._state), -1, 4)
        begins = self._begins(left.astype(np.float64), self._by.relays).astype(np.float32)
        np.matmul(samples, self._by.own, out=weighted)
        np.matmul(begins.reshape(-1, _ROWS, 4), self._by.after, out=samples)  # the samples are no longer needed
        weighted += samples
        tenths = weighted.reshape(len(self._state), -1, TENTH)
        powers: NDArray[np.float32] = np.einsum("ijk,ijk->j", tenths, tenths) / TENTH
        return powers

    def _begins(self, left: NDArray[np.float64], relays: tuple[_Relay, ...]) -> NDArray[np.float64]:
        """Return the state at the beginning of every step, channels by steps by four, from what each leaves behind."""
        if relays:
            first, *others = relays
            groups = left.reshape(len(left), -1, first.steps * 4)
            before = self._begins(groups @ first.onward, tuple(others))
            return (groups @ first.kept + before @ first.begun).reshape(left.shape)
        begins = np.empty_like(left)
        for tenth in range(left.shape[1]):
            begins[:, tenth] = self._state
            self._state = left[:, tenth] + self._state @ self._by.carried
        return begins


@cache
def _recursion() -> _Recursion:
    """Return the matrices of the weighting, from its state-space form (direct form II transposed)."""
    above = np.polymul(_SHELF[0], _HIGHPASS[0])
    below = np.polymul(_SHELF[1], _HIGHPASS[1])
    step = np.zeros((4, 4))
    step[:, 0] = -below[1:]
    step[:3, 1:] += np.eye(3)
    enters = above[1:] - below[1:] * above[0]
    powers: list[Any] = [np.eye(4)]
    for _ in range(_BLOCK):
        powers.append(step @ powers[-1])
    answers = [above[0], *(float((power @ enters)[0]) for power in powers[: _BLOCK - 1])]
    own = np.array([[answers[j - i] if j >= i else 0.0 for j in range(_BLOCK)] for i in range(_BLOCK)], np.float32)
    after = np.array([power[0] for power in powers[:_BLOCK]], np.float32).T
    leaves = np.array([powers[_BLOCK - 1 - i] @ enters for i in range(_BLOCK)], np.float32)
    carried = powers[_BLOCK].T
    relays: list[_Relay] = []
    for steps in _RELAYS:
        relays.append(_relay(carried, steps))
        carried = np.linalg.matrix_power(carried, steps)
    return _Recursion(own, np.ascontiguousarray(after), leaves, tuple(relays), carried)


def _relay(carried: NDArray[np.float64], steps: int) -> _Relay:
    """Return a relay of steps through each of which `carried` brings a state, as a row."""
    powers = [np.linalg.matrix_power(carried, power) for power in range(steps)]
    kept = np.zeros((steps * 4, steps * 4))
    for i in range(steps):
        for j in range(i + 1, steps):
            kept[4 * i : 4 * i + 4, 4 * j : 4 * j + 4] = powers[j - i - 1]
    return _Relay(steps, kept, np.concatenate(powers, axis=1), np.concatenate(powers[::-1], axis=0))
