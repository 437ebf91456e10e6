"""What can be placed on a timeline, in which layer, and what is ready of it.

Owns the shape of placements and clips and the kinds of sources there are; where samples come from is the sound shelf's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from practice_tui.adapters.audio.palette import BreathManner
from practice_tui.domain.quantities import Frames

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from practice_tui.adapters.audio.palette import Bed
    from practice_tui.domain.timeline import Phase


class Layer(IntEnum):
    """What is mixed together before it gets a volume of its own; the order in which layers are summed."""

    VOICE = 0
    BELLS = 1
    BREATH = 2
    BED = 3


@dataclass(frozen=True, slots=True)
class BellSource:
    """One strike of a bell that ships, by its name."""

    voice: str


@dataclass(frozen=True, slots=True)
class BreathSource:
    """The sound of one phase of a breath, in one manner."""

    phase: Phase
    manner: BreathManner = BreathManner.TONES


@dataclass(frozen=True, slots=True)
class RecordingSource:
    """A recording of a spoken line."""

    path: Path


@dataclass(frozen=True, slots=True)
class ExcerptSource:
    """A stretch of a finished recording, from its frame `start` on; it can be entered anywhere."""

    path: Path
    start: Frames


@dataclass(frozen=True, slots=True)
class BedSource:
    """A stretch of an ambient bed, which begins to sound at frame 0 and comes round again and again.

    Attributes:
        lines: the spoken passages it bows to, each from its first frame to before its last, as far as they touch it.
        ends: the frame by which it has faded out; None as long as that is far off.
    """

    bed: Bed
    lines: tuple[tuple[int, int], ...] = ()
    ends: Frames | None = None


Source: TypeAlias = BellSource | BreathSource | RecordingSource | ExcerptSource | BedSource
"""Where a placement's samples come from."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A sound at its place. Two that are equal are the same samples at the same frames.

    Attributes:
        start: the timeline frame of its first sample.
        length: the most frames it may sound.
        gain: the factor it is multiplied by, before its layer's volume.
    """

    start: Frames
    length: Frames
    source: Source
    layer: Layer
    gain: float = 1.0

    @property
    def end(self) -> Frames:
        """The first frame at which it surely doesn't sound any more."""
        return Frames(self.start + self.length)


class Clip(NamedTuple):
    """Samples that are ready: all of a placement, or a stretch of it. Nobody changes them any more.

    Attributes:
        start, end: the timeline frames it covers.
        samples: float32, frames by 2.
    """

    start: int
    end: int
    samples: NDArray[np.float32]
    layer: Layer
    gain: float
