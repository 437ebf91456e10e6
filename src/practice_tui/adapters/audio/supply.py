"""Keeps clips ready ahead of the place that sounds.

Owns how far ahead sound is made, and what is let go of once it is past. It works in steps that somebody drives: a
thread of its own during a sitting, the renderer itself when a file is written or a test moves time by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from practice_tui.adapters.audio.clips import Clip
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from practice_tui.adapters.audio.arrangement import Arrangement
    from practice_tui.adapters.audio.clips import Placement
    from practice_tui.adapters.audio.sound_shelf import SoundShelf

AHEAD = Frames(12 * SAMPLE_RATE)
"""Sound that begins within this is made ready."""

NEAR = Frames(2 * SAMPLE_RATE)
"""Sound that begins within this is made ready before anything plays."""

_REFILL_BELOW = Frames(8 * SAMPLE_RATE)


@dataclass
class _Reading:
    """A placement that is being read, and what is ready of it."""

    placement: Placement
    blocks: Iterator[NDArray[np.float32]]
    reached: int
    ready: list[Clip] = field(default_factory=list)
    is_done: bool = False

    def read_to(self, frame: int, position: int) -> None:
        """Read until `frame` is reached or nothing is left; what lies before `position` is let go of."""
        while not self.is_done and self.reached < frame:
            block = next(self.blocks, None)
            if block is None:
                self.is_done = True
                break
            end = self.reached + len(block)
            if end > position:
                self.ready.append(Clip(self.reached, end, block, self.placement.layer, self.placement.gain))
            self.reached = end
        self.ready = [clip for clip in self.ready if clip.end > position]


class Supply:
    """The clips that are ready. Belongs to one thread at a time."""

    def __init__(self, shelf: SoundShelf) -> None:
        self._shelf = shelf
        self._arrangement: Arrangement | None = None
        self._readings: dict[Placement, _Reading] = {}
        self._filled_to = -1
        self._clips: tuple[Clip, ...] = ()

    def follow(self, arrangement: Arrangement | None) -> None:
        """Supply `arrangement` from now on; what it shares with the one before stays ready."""
        self._arrangement = arrangement
        self._filled_to = -1

    def forget(self) -> None:
        """Let go of everything that is ready, before a jump."""
        self._readings = {}
        self._filled_to = -1

    def clips(self, position: int, ahead: int = AHEAD) -> tuple[Clip, ...]:
        """Return what is ready from `position` on for `ahead` frames; the same tuple while nothing changes."""
        wanted = min(ahead, _REFILL_BELOW)
        if self._filled_to >= position + wanted:
            return self._clips
        placements = self._arrangement.sounding_between(position, position + ahead) if self._arrangement else []
        self._readings = {placement: self._reading(placement, position) for placement in placements}
        for reading in self._readings.values():
            reading.read_to(position + ahead, position)
        self._filled_to = position + ahead
        clips = tuple(clip for reading in self._readings.values() for clip in reading.ready)
        if len(clips) != len(self._clips) or any(new is not old for new, old in zip(clips, self._clips, strict=True)):
            self._clips = clips
        return self._clips

    def _reading(self, placement: Placement, position: int) -> _Reading:
        known = self._readings.get(placement)
        if known is not None:
            return known
        entered = self._shelf.entry(placement, position)
        return _Reading(placement, self._shelf.blocks(placement, entered), entered)
