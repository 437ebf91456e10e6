"""Turns what is placed on a timeline into samples.

Bells are read once, breath is made, recordings and beds are decoded block by block. Owns what is kept of them. A
source that can't be had costs its sound and never the sitting; it is named in the log once.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.ambience import Ambience
from practice_tui.adapters.audio.breath_sounds import breath_sound
from practice_tui.adapters.audio.clips import BedSource, BellSource, BreathSource, ExcerptSource, RecordingSource
from practice_tui.adapters.audio.own_bell import own_bell
from practice_tui.adapters.audio.recordings import Unplayable, decoded, excerpt, measured
from practice_tui.adapters.audio.round_trip import in_stereo
from practice_tui.domain.bells import BELLS
from practice_tui.domain.errors import BrokenInstallation
from practice_tui.domain.quantities import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from practice_tui.adapters.audio.clips import Placement, Source

_log = logging.getLogger(__name__)

_BREATHS_KEPT = 8


class SoundShelf:
    """Turns placements into samples. Belongs to one thread at a time."""

    def __init__(self, bells: Path, bell: str = "") -> None:
        """Take the bells from the folder `bells`; `bell`, a name or the path of a person's own, in place of the usual.

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
        self._breaths: dict[tuple[BreathSource, int], NDArray[np.float32]] = {}
        self._ambience = Ambience()
        self._complained: set[object] = set()
        if bell:
            self._replace_usual(bell)

    def bell_length(self, voice: str) -> Frames:
        """Return how long one strike rings, in frames."""
        return self._lengths[voice]

    def close(self) -> None:
        """Let go of files that are open."""
        self._ambience.close()

    def entry(self, placement: Placement, position: int) -> int:
        """Return the frame from which a placement is made ready where the sitting stands at frame `position`.

        What takes minutes is entered there; everything else is made from its beginning.
        """
        if isinstance(placement.source, ExcerptSource):
            return max(int(placement.start), min(position, placement.end))
        return int(placement.start)

    def blocks(self, placement: Placement, entered: int | None = None) -> Iterator[NDArray[np.float32]]:
        """Yield the placement's samples from its start on, as float32 arrays of frames by 2, in order.

        With `entered`, from that frame on, which `entry` has chosen.
        """
        source = placement.source
        try:
            if isinstance(source, BellSource):
                yield self._strike(source.voice)[: placement.length]
            elif isinstance(source, BreathSource):
                yield self._breath(source, placement.length)
            elif isinstance(source, BedSource):
                yield from self._ambience.blocks(source, placement.start, placement.length)
            elif isinstance(source, ExcerptSource):
                passed = 0 if entered is None else entered - placement.start
                begin, count = source.start + passed, placement.length - passed
                yield from map(in_stereo, excerpt(source.path, begin, count, rises=not passed))
            else:
                yield from map(in_stereo, decoded(source.path, placement.length))
        except Unplayable as error:
            self._complain(_name_of(source), error)

    def _replace_usual(self, bell: str) -> None:
        """Have `bell` where the usual one would be struck; where it can't be had, that one is."""
        usual = BELLS[0]
        if bell in self._bells:
            self._bells[usual], self._lengths[usual] = self._bells[bell], self._lengths[bell]
            return
        path = Path(bell).expanduser()
        try:
            self._strikes[usual] = own_bell(path)
        except Unplayable as error:
            self._complain(path, error)
        else:
            self._lengths[usual] = Frames(len(self._strikes[usual]))

    def _strike(self, voice: str) -> NDArray[np.float32]:
        if voice not in self._strikes:
            blocks = list(decoded(self._bells[voice], self._lengths[voice], faded=False))
            self._strikes[voice] = in_stereo(np.concatenate(blocks))
        return self._strikes[voice]

    def _breath(self, source: BreathSource, length: int) -> NDArray[np.float32]:
        """Return the sound of a phase; breaths of one pace have the same two over and over, so the last ones stay."""
        key = (source, length)
        if key not in self._breaths:
            while len(self._breaths) >= _BREATHS_KEPT:
                del self._breaths[next(iter(self._breaths))]
            self._breaths[key] = in_stereo(breath_sound(source.phase, length, source.manner))
        return self._breaths[key]

    def _complain(self, name: object, error: Unplayable) -> None:
        if name not in self._complained:
            self._complained.add(name)
            _log.warning("no sound from %s: %s", name, error)


def _name_of(source: Source) -> object:
    if isinstance(source, BedSource):
        return source.bed.path
    return source.path if isinstance(source, RecordingSource | ExcerptSource) else source
