"""Renders the ambient beds that ship: ``python -m practice_tui.adapters.audio.render_beds FOLDER``.

Run once, when a bed's numbers change; a test holds that what ships is what this renders. Behind the loop its first
second stands once more: an encoder treats the two ends of a file differently, and there the player crosses over.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.bed_synthesis import SYNTHESES
from practice_tui.adapters.audio.loudness import LoudnessMeter
from practice_tui.domain.quantities import SAMPLE_RATE, Decibels, gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE_LOUDNESS = Decibels(-24.0)
"""How loud every file is, in LUFS; how loud a bed is played is told where it is played."""

_OVERLAP = SAMPLE_RATE
_BLOCK = 16_384
_COMPRESSION = 0.62


def bed(name: str) -> NDArray[np.float32]:
    """Return the loop of that name at the common loudness and its first second again, frames by 2."""
    loop = SYNTHESES[name]().astype(np.float32)
    meter = LoudnessMeter(2)
    meter.add(loop)
    loop *= np.float32(gain(Decibels(FILE_LOUDNESS - meter.integrated())))
    return np.concatenate((loop, loop[:_OVERLAP]))


def render_beds(folder: Path) -> list[Path]:
    """Write each bed as Ogg Vorbis at 48 kHz in stereo and return the paths."""
    import soundfile  # noqa: PLC0415 - only where files are written

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in SYNTHESES:
        path = folder / f"{name}.ogg"
        sound = bed(name)
        options = {"format": "OGG", "subtype": "VORBIS", "compression_level": _COMPRESSION}
        with soundfile.SoundFile(path, "w", SAMPLE_RATE, 2, **options) as file:
            for start in range(0, len(sound), _BLOCK):  # libsndfile can't take a long Vorbis file in one call
                file.write(sound[start : start + _BLOCK])
        written.append(path)
    return written


if __name__ == "__main__":
    for written_bed in render_beds(Path(sys.argv[1] if len(sys.argv) > 1 else "audio/ambient")):
        print(written_bed)  # noqa: T201 - a program for contributors
