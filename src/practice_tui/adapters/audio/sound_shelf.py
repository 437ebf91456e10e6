"""Turns what is placed on a timeline into samples.

Bells are read once, breath tones are made, recordings are decoded block by block. Owns what is kept of them. A source
that can't be had costs its sound and never the sitting; it is named in the log once.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.breath_tones import breath_tone
from practice_tui.adapters.audio.clips import BellSource, BreathSource, RecordingSource
from practice_tui.adapters.audio.recordings import Unplayable, decoded, measured
from practice_tui.domain.errors import BrokenInstallation
from practice_tui.domain.script import BELLS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from practice_tui.adapters.audio.clips import Placement, Source
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.timeline import Phase

_log = logging.getLogger(__name__)

_STEREO = 2

_TONES_KEPT = 8


class SoundShelf:
    """Turns placements into samples. Belongs to one thread at a time."""

    def __init__(self, bells: Path) -> None:
        """Take the bells from the folder `bells`.

        Raises:
            BrokenInstallation: a bell is missing or can't be read.
        """
        self._bells = {voice: bells / f"{voice}.flac" for voice in BELLS}
        try:
            self._lengths = {voice: measured(path) for voice, path in self._bells.items()}
        except Unplayable as error:
            raise BrokenInstallation(
                f"the sound of a bell is missing in {bells}; your practice log is as it was. "
                "Please install the program again."
            ) from error
        self._strikes: dict[str, NDArray[np.float32]] = {}
        self._tones: dict[tuple[Phase, int], NDArray[np.float32]] = {}
        self._complained: set[Source] = set()

    def bell_length(self, voice: str) -> Frames:
        """Return how long one strike rings, in frames."""
        return self._lengths[voice]

    def blocks(self, placement: Placement) -> Iterator[NDArray[np.float32]]:
        """Yield the placement's samples from its start on, as float32 arrays of frames by 2, in order."""
        source = placement.source
        try:
            if isinstance(source, BellSource):
                yield self._strike(source.voice)[: placement.length]
            elif isinstance(source, BreathSource):
                yield self._tone(source.phase, placement.length)
            else:
                yield from map(_in_stereo, decoded(source.path, placement.length))
        except Unplayable as error:
            self._complain(source, error)

    def _strike(self, voice: str) -> NDArray[np.float32]:
        if voice not in self._strikes:
            blocks = list(decoded(self._bells[voice], self._lengths[voice], faded=False))
            self._strikes[voice] = _in_stereo(np.concatenate(blocks))
        return self._strikes[voice]

    def _tone(self, phase: Phase, length: int) -> NDArray[np.float32]:
        """Return a breath tone; breaths of one pace have the same two over and over, so the last ones are kept."""
        key = (phase, length)
        if key not in self._tones:
            while len(self._tones) >= _TONES_KEPT:
                del self._tones[next(iter(self._tones))]
            self._tones[key] = _in_stereo(breath_tone(phase, length))
        return self._tones[key]

    def _complain(self, source: Source, error: Unplayable) -> None:
        if source not in self._complained:
            self._complained.add(source)
            name = source.path if isinstance(source, RecordingSource) else source
            _log.warning("no sound from %s: %s", name, error)


def _in_stereo(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    return samples if samples.shape[1] == _STEREO else np.repeat(samples, _STEREO, axis=1)
