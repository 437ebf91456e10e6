"""How fast a sitting is written to a file, beside libsndfile writing the same samples alone.

Run: ``python benchmarks/render.py [MINUTES] [PRACTICE]``. Without a practice it is soothing rhythm breathing, whose
tones and lines leave the mixer the least rest. The aims, on one core: a WAV 300 times faster than real time, a FLAC 150
times, the lossy formats at no less than four fifths of what their encoder does alone. Processor time is measured, not
the clock on the wall, and each pair in turn, so that whatever else the machine does falls on both.

Printed beside it is what the same costs without the voice: a narrated sitting is decoded before it is encoded, and what
libsndfile needs to decode its lines alone is the part of the work that nobody here can make faster.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `practice render` has it; read when numpy is imported

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import soundfile

from practice_tui.adapters.audio.encodings import ENCODINGS
from practice_tui.adapters.audio.export import CHUNK
from practice_tui.bootstrap import services
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Frames
from practice_tui.domain.timeline import EventKind
from practice_tui.engine.rendering import RenderRequest

if TYPE_CHECKING:
    from collections.abc import Callable

PRACTICE = "soothing-rhythm-breathing"
RUNS = 3
AIMS_TIMES_REAL_TIME = {".wav": 300.0, ".flac": 150.0}
AIM_BESIDE_ENCODER = 0.8


class Speeds(NamedTuple):
    """Medians, in times real time: of `practice render`, of the encoder alone, and of rendering without the voice."""

    render: float
    alone: float
    unspoken: float


class Work(NamedTuple):
    """What is rendered, and where to."""

    practice: str
    minutes: int
    folder: Path

    def file(self, ending: str) -> Path:
        """Return where the sitting is written in a format."""
        return self.folder / f"rendered{ending}"


def main() -> None:
    """Print a line a format, and the memory that all of it took."""
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    practice = sys.argv[2] if len(sys.argv) > 2 else PRACTICE
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PRACTICE_HOME"] = str(Path(folder) / "home")
        work = Work(practice, minutes, Path(folder))
        seconds, decoding = lines(work)
        print(f"{practice}, {minutes} minutes, of which {seconds:.0f} s are spoken; ", end="")
        print(f"decoding those alone: {decoding * 1000 / (minutes * 60):.2f} ms a second of the whole")
        for ending in ENCODINGS:
            print_row(ending, measured(ending, work))
        loud = statistics.median(rendering(".wav", work, loudness=True) for _ in range(RUNS))
        print(f".wav   {loud:6.0f} x real time with --loudness")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")


def print_row(ending: str, speeds: Speeds) -> None:
    """Print the line of one format."""
    share = speeds.render / speeds.alone
    aim = AIMS_TIMES_REAL_TIME.get(ending)
    well = speeds.render >= aim if aim else share >= AIM_BESIDE_ENCODER
    words = f"{aim:.0f} times" if aim else f"{AIM_BESIDE_ENCODER:.2f} of alone"
    print(f"{ending:5}  {speeds.render:6.0f} x real time  alone {speeds.alone:6.0f}  ratio {share:.2f}", end="")
    print(f"  without the voice {speeds.unspoken:6.0f}   aim {words}: {'reached' if well else 'MISSED'}", flush=True)


def lines(work: Work) -> tuple[float, float]:
    """Return how many seconds of the sitting are spoken, and the seconds libsndfile needs to decode them."""
    ready = services()
    timeline = ready.sittings.timeline(ready.shelf.script(work.practice), Frames(work.minutes * MINUTE))
    spoken = [event for event in timeline.events if event.kind is EventKind.SPEECH]
    files = [ready.shelf.recording(event.script, event.cue, event.text) for event in spoken]

    def decode() -> None:
        for file in files:
            if file is not None:
                soundfile.read(file, dtype="float32")

    taken = statistics.median(1 / speed(1.0, decode) for _ in range(RUNS))
    return sum(event.length for event in spoken) / SAMPLE_RATE, taken


def measured(ending: str, work: Work) -> Speeds:
    """Return the speeds for one format; the encoder alone is given the very samples that were rendered."""
    rendering(".wav", work)
    rows = [
        (rendering(ending, work), encoding(ending, work), rendering(ending, work, voice=False, name="unspoken"))
        for _ in range(RUNS)
    ]
    return Speeds(*(statistics.median(column) for column in zip(*rows, strict=True)))


def rendering(ending: str, work: Work, *, voice: bool = True, loudness: bool = False, name: str = "rendered") -> float:
    """Render once and return how many times faster than real time that was."""
    ready = services()
    request = RenderRequest(
        script=ready.shelf.script(work.practice),
        length=Frames(work.minutes * MINUTE),
        audio=work.folder / f"{name}{ending}",
        voice=voice,
        replaces=True,
        measures_loudness=loudness,
    )
    return speed(work.minutes * 60, lambda: ready.renderer().render(request, lambda _done, _total: None))


def encoding(ending: str, work: Work) -> float:
    """Encode the rendered samples once, by libsndfile alone, and return the same of that; reading isn't counted."""
    with soundfile.SoundFile(work.file(".wav")) as source:
        target = soundfile.SoundFile(work.folder / "alone", "w", SAMPLE_RATE, 2, **ENCODINGS[ending].options)
        taken = 0.0
        for _ in range(0, source.frames, CHUNK):
            block = source.read(CHUNK, dtype="float32")
            begun = time.process_time()
            target.write(block)
            taken += time.process_time() - begun
        begun = time.process_time()
        target.close()
        return source.frames / SAMPLE_RATE / (taken + time.process_time() - begun)


def speed(seconds: float, work: Callable[[], object]) -> float:
    """Return how many times faster than real time `work` makes `seconds` of sound."""
    begun = time.process_time()
    work()
    return seconds / (time.process_time() - begun)


if __name__ == "__main__":
    main()
