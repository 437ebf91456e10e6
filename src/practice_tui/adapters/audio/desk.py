"""The mixing desk: clips are laid into layers, each layer gets its volume, and the layers are summed.

Owns the volumes and the scratch the samples pass through, made once. A volume moves to its new value in 32 ms; 0 is
off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.clips import Layer
from practice_tui.adapters.audio.fades import CROSSFADE, CROSSFADE_CURVE
from practice_tui.domain.quantities import Frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from practice_tui.adapters.audio.clips import Clip

MOST_FRAMES = Frames(1024)
"""The most that is mixed at once; longer blocks are mixed in several goes."""

MOST_FRAMES_UNHEARD = Frames(65_536)
"""The same for what isn't heard as it is mixed: fewer goes, more than twice as fast."""

FULL_VOLUME = 100

_LAYERS = tuple(Layer)


def volume_gain(percent: int) -> float:
    """Return the factor for a volume from 0 to 100: its square, so that half sounds about half as loud (-12 dB)."""
    return (min(max(percent, 0), FULL_VOLUME) / FULL_VOLUME) ** 2


class Desk:
    """Mixes clips. Belongs to whoever renders; `set_volume` may be called from anywhere."""

    def __init__(self, most_frames: int = MOST_FRAMES) -> None:
        """Mix `most_frames` at once at most."""
        self._most_frames = most_frames
        self._wanted = tuple(1.0 for _ in _LAYERS)
        self._before = self._wanted
        self._after = self._wanted
        self._place = int(CROSSFADE)
        self._lane = np.zeros((most_frames, 2), np.float32)
        self._laid = np.zeros((most_frames, 2), np.float32)
        self._curve = np.zeros((most_frames, 2), np.float32)

    def set_volume(self, layer: Layer, percent: int, *, at_once: bool = False) -> None:
        """Move a layer's volume, 0 to 100, from the next block on; `at_once` only while nothing is mixed."""
        wanted = list(self._wanted)
        wanted[layer] = volume_gain(percent)
        self._wanted = tuple(wanted)
        if at_once:
            self._before = self._after = self._wanted

    def steady_for(self, count: int) -> int:
        """Return how many of the next `count` frames can be mixed at once: no ramp of a volume ends within them."""
        if self._place == CROSSFADE and self._wanted != self._after:
            self._before, self._after, self._place = self._after, self._wanted, 0
        left = CROSSFADE - self._place
        return min(count, self._most_frames, left or count)

    def advance(self, count: int) -> None:
        """Move on by `count` frames, once everything that sounds in them is mixed."""
        if self._place < CROSSFADE:
            self._place += count

    def mix(self, clips: tuple[Clip, ...], position: int, out: NDArray[np.float32]) -> None:
        """Fill `out` with what sounds from timeline frame `position` on."""
        out.fill(0.0)
        lane = self._lane[: len(out)]
        for layer in _LAYERS:
            if not (self._before[layer] or self._after[layer]) or not self._lay(clips, layer, position, lane):
                continue
            np.multiply(lane, self._level(layer, len(out)), out=lane)
            np.add(out, lane, out=out)

    def _lay(self, clips: tuple[Clip, ...], layer: Layer, position: int, lane: NDArray[np.float32]) -> bool:
        """Sum a layer's clips into `lane`; return whether there was one."""
        end = position + len(lane)
        found = False
        for clip in clips:
            if clip.layer is not layer or clip.start >= end or clip.end <= position:
                continue
            if not found:
                lane.fill(0.0)
                found = True
            first, last = max(clip.start, position), min(clip.end, end)
            samples = clip.samples[first - clip.start : last - clip.start]
            if clip.gain != 1.0:
                samples = np.multiply(samples, clip.gain, out=self._laid[: last - first])
            target = lane[first - position : last - position]
            np.add(target, samples, out=target)
        return found

    def _level(self, layer: Layer, count: int) -> float | NDArray[np.float32]:
        """Return a layer's level over the next `count` frames; the place where one layer may bow to another."""
        before, after = self._before[layer], self._after[layer]
        if self._place == CROSSFADE or before == after:
            return after
        curve = self._curve[:count]
        np.multiply(CROSSFADE_CURVE[self._place : self._place + count], after - before, out=curve)
        np.add(curve, before, out=curve)
        return curve
