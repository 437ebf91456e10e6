"""How loud an ambient bed is at any frame: it comes slowly, bows to the voice, and goes slowly.

Owns by how much and how fast. The level follows from the plan alone, so it is the same however the blocks are cut, and
the bed is already low when a line begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from practice_tui.domain.quantities import Decibels, Frames, frames

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

DUCK = Decibels(-9.0)
"""By how much a bed lies lower while a line is spoken."""

ATTACK = frames(0.15)
"""It has gone down within this before a line, in frames."""

RELEASE = frames(0.9)
"""It has come up within this after a line, in frames."""

TOGETHER = frames(1.8)
"""Between two lines that are nearer than this it stays down: a bed that breathes with every sentence is a nuisance."""

FADE_IN = frames(5)
FADE_OUT = frames(7)


def spoken_together(lines: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spoken passages, given in order, as (first frame, frame after the last), near ones as one."""
    found: list[tuple[int, int]] = []
    for start, end in lines:
        if found and start - found[-1][1] < TOGETHER:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def touching(lines: Iterable[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the passages that make a bed bow anywhere from frame `start` to before `end`."""
    return tuple(line for line in lines if line[0] - ATTACK < end and line[1] + RELEASE > start)


def bed_level(
    start: int, count: int, lines: tuple[tuple[int, int], ...], ends: Frames | None
) -> NDArray[np.float32] | None:
    """Return the factor for each of `count` frames from `start` on, or None where it is one throughout.

    `lines` are passages as `spoken_together` gives them, `ends` is the frame by which the bed is gone.
    """
    lines = touching(lines, start, start + count)
    is_ending = ends is not None and start + count > ends - FADE_OUT
    if start >= FADE_IN and not lines and not is_ending:
        return None
    at = np.arange(start, start + count, dtype=np.float64)
    level = _rise(at / FADE_IN)
    if ends is not None:
        level *= _rise((ends - at) / FADE_OUT)
    for first, end in lines:
        depth = _rise((at - (first - ATTACK)) / ATTACK) * _rise((end + RELEASE - at) / RELEASE)
        level *= 10.0 ** (DUCK * depth / 20.0)
    return level.astype(np.float32)


def _rise(place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a raised cosine from 0 at place 0 and before to 1 at place 1 and after."""
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(place, 0.0, 1.0))
