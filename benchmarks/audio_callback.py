"""How long the audio callback takes against its deadline, how fast sound is rendered, and what it needs of memory.

    python benchmarks/audio_callback.py

A sitting of bells, paced breath and recorded lines is rendered as a device would ask for it: ten minutes as fast as it
goes, sounds made ready between the blocks, and half a minute in real time with the loader's thread beside it. A block
has to be there before the one before it has been played. Read ratios, not absolute values; "on the clock" includes
whatever else the machine was doing, "of the thread" is the callback's own work.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
import tracemalloc
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames
from practice_tui.domain.script import BreathPattern
from practice_tui.domain.timeline import Event, EventKind, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

BELLS = Path(__file__).parents[1] / "audio" / "bells"
MINUTES = 10


def sitting() -> Timeline:
    """Return ten minutes: a line, a pause, a stretch of breath and a bell, again and again."""
    pattern = BreathPattern(frames(4.5), Frames(0), frames(5.5), Frames(0))
    minute = [
        (EventKind.SPEECH, frames(8.0), {"cue": "line"}),
        (EventKind.PAUSE, frames(6.0), {}),
        (EventKind.BREATH, frames(40.0), {"breaths": (pattern,) * 4}),
        (EventKind.BELL, frames(6.0), {"voice": "bowl", "strikes": 2}),
    ] * MINUTES
    starts = accumulate((length for _, length, _ in minute), initial=0)
    events = [
        Event(Frames(start), length, kind, "Part", (0, 0), "benchmark", **content)  # type: ignore[arg-type]
        for start, (kind, length, content) in zip(starts, minute, strict=False)
    ]
    return Timeline("benchmark", tuple(events))


def spoken_line(folder: Path) -> Path:
    """Write eight seconds of something like speech, as narration is kept: Opus, mono, 24 kHz."""
    rate = 24_000
    at = np.arange(8 * rate) / rate
    line = 0.2 * np.sin(2 * np.pi * 160 * at) * np.abs(np.sin(2 * np.pi * 2.5 * at))
    path = folder / "line.opus"
    soundfile.write(path, line, rate, format="OGG", subtype="OPUS")
    return path


class BetweenBlocks:
    """Implements Loader: sounds are made ready when the benchmark says so."""

    def start(self, step: Callable[[], None]) -> None:
        """Remember what to do."""
        self.step = step

    def wake(self) -> None:
        """Nothing waits."""

    def stop(self) -> None:
        """Nothing runs."""


def timed(mixer: Mixer, block: NDArray[np.float32]) -> tuple[float, float]:
    """Render one block and return the seconds it took on the clock, and of this thread's own work."""
    began, own = time.perf_counter(), time.thread_time()
    mixer.render(block)
    return time.perf_counter() - began, time.thread_time() - own


def as_fast_as_it_goes(line: Path, size: int) -> list[tuple[float, float]]:
    """Return what every block of ten minutes took."""
    loader = BetweenBlocks()
    mixer = Mixer(BELLS, lambda *_words: line, loader=loader)
    mixer.load(sitting())
    block = np.zeros((size, 2), np.float32)
    taken = []
    for number in range(MINUTES * 60 * SAMPLE_RATE // size):
        if number % (SAMPLE_RATE // 2 // size) == 0:
            loader.step()
        taken.append(timed(mixer, block))
    mixer.close()
    return taken


def in_real_time(line: Path, size: int) -> list[tuple[float, float]]:
    """Return what every block of half a minute took, asked for when its time has come."""
    mixer = Mixer(BELLS, lambda *_words: line)
    mixer.load(sitting())
    block = np.zeros((size, 2), np.float32)
    taken = []
    began = time.monotonic()
    for number in range(30 * SAMPLE_RATE // size):
        time.sleep(max(0.0, began + number * size / SAMPLE_RATE - time.monotonic()))
        taken.append(timed(mixer, block))
    mixer.close()
    return taken


def row(name: str, size: int, taken: list[tuple[float, float]]) -> str:
    """Return one line: the share of the deadline that the median, the slowest of a thousand and the worst took."""
    deadline = size / SAMPLE_RATE
    cells = []
    for column in (0, 1):
        values = sorted(pair[column] for pair in taken)
        shares = (statistics.median(values), values[int(len(values) * 0.999)], values[-1])
        cells += [f"{value / deadline:8.2%}" for value in shares]
    return f"{name:>22}{size:7}{deadline * 1000:7.1f} ms  {''.join(cells[:3])}  {''.join(cells[3:])}"


def render_speed(line: Path) -> float:
    """Return how many times faster than real time one core renders, everything made ready inline."""
    mixer = Mixer(BELLS, lambda *_words: line, inline=True)
    mixer.load(sitting())
    block = np.zeros((4096, 2), np.float32)
    began = time.process_time()
    for _ in range(MINUTES * 60 * SAMPLE_RATE // len(block)):
        mixer.render(block)
    return MINUTES * 60 / (time.process_time() - began)


def memory(line: Path) -> tuple[float, float]:
    """Return (the most that was held over ten minutes, what one block asks for on top), in MiB and KiB."""
    mixer = Mixer(BELLS, lambda *_words: line, inline=True)
    block = np.zeros((1024, 2), np.float32)
    tracemalloc.start()
    mixer.load(sitting())
    for _ in range(MINUTES * 60 * SAMPLE_RATE // 1024):
        mixer.render(block)
    _, most = tracemalloc.get_traced_memory()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    mixer.render(block)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 2**20, (peak - held) / 2**10


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        line = spoken_line(Path(folder))
        print(f"{'':40}on the clock{'':14}of the thread")
        print(f"{'':22}{'block':>7}{'deadline':>10}  {'median   p99.9   worst':>24}  {'median   p99.9   worst':>24}")
        gc.freeze()
        for size in (256, 1024, 2048):
            print(row("as fast as it goes", size, as_fast_as_it_goes(line, size)))
        print(row("in real time", 1024, in_real_time(line, 1024)))
        gc.unfreeze()
        print(f"rendering, all on one core: {render_speed(line):.0f} times faster than real time")
        most, block = memory(line)
        print(f"memory: at most {most:.1f} MiB of sound held over {MINUTES} minutes; a block asks for {block:.1f} KiB")


if __name__ == "__main__":
    main()
