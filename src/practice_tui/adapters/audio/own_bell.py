"""A person's own file as a bell.

Owns how long it may ring and how loud it is: as loud as the bells that ship, in the half second it is struck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.loudness import LoudnessMeter
from practice_tui.adapters.audio.recordings import Unplayable, decoded
from practice_tui.adapters.audio.round_trip import in_stereo
from practice_tui.domain.quantities import Decibels, frames, gain

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

LONGEST = frames(20)
"""It is faded out there, in frames."""

_STRUCK = frames(0.5)
_LUFS = Decibels(-19.4)
_HIGHEST_PEAK = gain(Decibels(-10.0))
_FADE = frames(2)


def own_bell(path: Path) -> NDArray[np.float32]:
    """Return one strike as float32, frames by 2.

    Raises:
        Unplayable: it can't be decoded, is out of bounds or silent.
    """
    blocks = list(decoded(path, LONGEST, is_cut=True))
    sound = in_stereo(np.concatenate(blocks)) if blocks else np.zeros((0, 2), np.float32)
    peak = float(np.abs(sound).max(initial=0.0))
    if not peak:
        raise Unplayable("it is silent")
    struck = int(np.flatnonzero(np.abs(sound).max(axis=1) > peak / 100)[0])
    sound = sound[max(struck - frames(0.01), 0) :]
    meter = LoudnessMeter(2)
    meter.add(sound[:_STRUCK])
    louder = gain(Decibels(min(_LUFS - meter.integrated(), 40.0)))
    sound = sound * np.float32(min(louder, _HIGHEST_PEAK / peak))
    if len(sound) > LONGEST - _FADE:
        fade = 0.5 + 0.5 * np.cos(np.pi * np.arange(_FADE) / _FADE)
        sound[-_FADE:] *= fade.astype(np.float32)[:, None]
    return sound
