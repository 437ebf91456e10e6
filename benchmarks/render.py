"""How fast a sitting is written to a file, beside libsndfile writing the same samples alone.

Run: ``python benchmarks/render.py [MINUTES]``. The sitting is soothing rhythm breathing, whose tones leave the mixer
the least rest. The aims, on one core: a WAV 300 times faster than real time, a FLAC 150 times, the lossy formats
at no less than four fifths of what their encoder does alone. Processor time is measured, not the clock on the wall, and
each pair in turn, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import soundfile

from practice_tui.adapters.audio.encodings import ENCODINGS
from practice_tui.adapters.audio.export import CHUNK, Tape
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.files.shipped import audio_folder
from practice_tui.bootstrap import services
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Frames
from practice_tui.engine.rendering import RenderRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

PRACTICE = "soothing-rhythm-breathing"
RUNS = 5
AIMS_TIMES_REAL_TIME = {".wav": 300.0, ".flac": 150.0}
AIM_BESIDE_ENCODER = 0.8


class Speeds(NamedTuple):
    """Medians, in times real time: of `practice render`, and of the encoder alone."""

    render: float
    alone: float


def main() -> None:
    """Print a line a format, and the memory that all of it took."""
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        samples = mixed(Path(folder) / "samples", minutes)
        for ending in ENCODINGS:
            speeds = measured(ending, minutes, samples, Path(folder))
            share = speeds.render / speeds.alone
            aim = AIMS_TIMES_REAL_TIME.get(ending)
            well = speeds.render >= aim if aim else share >= AIM_BESIDE_ENCODER
            words = f"{aim:.0f} times" if aim else f"{AIM_BESIDE_ENCODER:.2f} of alone"
            print(f"{ending:5}  {speeds.render:6.0f} x real time  alone {speeds.alone:6.0f}  ratio {share:.2f}", end="")
            print(f"   aim {words}: {'reached' if well else 'MISSED'}")
        loud = statistics.median(rendering(".wav", minutes, Path(folder), loudness=True) for _ in range(RUNS))
        print(f".wav   {loud:6.0f} x real time with --loudness")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")


def mixed(file: Path, minutes: int) -> NDArray[np.float32]:
    """Return the sitting's samples, mapped from `file`, so that reading them takes no memory."""
    ready = services()
    timeline = ready.sittings.timeline(ready.shelf.script(PRACTICE), Frames(minutes * MINUTE))
    mixer = Mixer(audio_folder() / "bells", inline=True)
    mixer.load(timeline)
    tape = Tape(mixer, timeline.length)
    with file.open("wb") as out:
        for start in range(0, tape.length, CHUNK):
            out.write(tape.read(Frames(start)).tobytes())
    return np.memmap(file, np.float32, "r").reshape(-1, 2)


def measured(ending: str, minutes: int, samples: NDArray[np.float32], folder: Path) -> Speeds:
    """Return both speeds for one format."""
    pairs = [(rendering(ending, minutes, folder), encoding(ending, samples, folder)) for _ in range(RUNS)]
    return Speeds(*(statistics.median(column) for column in zip(*pairs, strict=True)))


def rendering(ending: str, minutes: int, folder: Path, *, loudness: bool = False) -> float:
    """Render once and return how many times faster than real time that was."""
    ready = services()
    request = RenderRequest(
        script=ready.shelf.script(PRACTICE),
        length=Frames(minutes * MINUTE),
        audio=folder / f"rendered{ending}",
        replaces=True,
        measures_loudness=loudness,
    )
    return speed(minutes * 60, lambda: ready.renderer().render(request, lambda _done, _total: None))


def encoding(ending: str, samples: NDArray[np.float32], folder: Path) -> float:
    """Encode the samples once, by libsndfile alone, and return the same of that."""

    def encode() -> None:
        with soundfile.SoundFile(folder / "alone", "w", SAMPLE_RATE, 2, **ENCODINGS[ending].options) as file:
            for start in range(0, len(samples), CHUNK):
                file.write(samples[start : start + CHUNK])

    return speed(len(samples) / SAMPLE_RATE, encode)


def speed(seconds: float, work: Callable[[], object]) -> float:
    """Return how many times faster than real time `work` makes `seconds` of sound."""
    begun = time.process_time()
    work()
    return seconds / (time.process_time() - begun)


if __name__ == "__main__":
    main()
