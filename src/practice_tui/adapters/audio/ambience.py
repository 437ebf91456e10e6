"""Turns stretches of an ambient bed into samples, ahead of the place that sounds.

Owns the open files and how loud each is; a person's own is measured once, over its first minute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from practice_tui.adapters.audio.ducking import bed_level
from practice_tui.adapters.audio.loudness import LoudnessMeter
from practice_tui.adapters.audio.palette import OWN_BED_LUFS
from practice_tui.adapters.audio.recordings import Unplayable
from practice_tui.adapters.audio.round_trip import RoundTrip
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Decibels, Frames, gain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from practice_tui.adapters.audio.clips import BedSource
    from practice_tui.adapters.audio.palette import Bed

_BLOCK = Frames(SAMPLE_RATE)
_LOUDEST = Decibels(18.0)
"""What is nearly silent is made louder by this at most."""


class _Playing(NamedTuple):
    trip: RoundTrip
    gain: float


class Ambience:
    """The beds that are in use. Belongs to one thread at a time."""

    def __init__(self) -> None:
        self._playing: dict[Bed, _Playing] = {}
        self._refused: dict[Bed, str] = {}

    def blocks(self, source: BedSource, start: Frames, length: int) -> Iterator[NDArray[np.float32]]:
        """Yield `length` frames of a bed from timeline frame `start` on, frames by 2.

        Raises:
            Unplayable: the file can't be used; it isn't tried again.
        """
        bed = source.bed
        if bed in self._refused:
            raise Unplayable(self._refused[bed])
        try:
            playing = self._playing.get(bed) or self._opened(bed)
            for at in range(start, start + length, _BLOCK):
                count = min(_BLOCK, start + length - at)
                samples = playing.trip.read(at, count) * np.float32(playing.gain)
                level = bed_level(at, count, source.lines, source.ends)
                yield samples if level is None else samples * level[:, None]
        except Unplayable as problem:
            self._refused[bed] = str(problem)
            raise

    def close(self) -> None:
        """Let go of every file."""
        for playing in self._playing.values():
            playing.trip.close()
        self._playing = {}

    def _opened(self, bed: Bed) -> _Playing:
        trip = RoundTrip(bed.path)
        level = bed.level if bed.level is not None else _measured(trip)
        self._playing[bed] = _Playing(trip, gain(level))
        return self._playing[bed]


def _measured(trip: RoundTrip) -> Decibels:
    """Return by how much a person's own bed has to be made louder, in dB."""
    meter = LoudnessMeter(2)
    span = min(trip.length, MINUTE)
    for at in range(0, span, _BLOCK):
        meter.add(trip.read(at, min(_BLOCK, span - at)))
    return Decibels(min(OWN_BED_LUFS - meter.integrated(), _LOUDEST))
