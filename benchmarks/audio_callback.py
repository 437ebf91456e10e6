"""How long the audio callback takes against its deadline, how fast sound is rendered, and what it needs of memory.

    python benchmarks/audio_callback.py

Soothing rhythm breathing with its narration, its pacer and rain is rendered as a device would ask for it: ten minutes
as fast as it goes, sounds made ready between the blocks, and half a minute in real time with the loader's thread beside
it. A block has to be there before the one before it has been played. Read ratios, not absolute values; "on the clock"
includes whatever else the machine was doing, "of the thread" is the callback's own work.

What is decoded ahead is paid by another thread; its share of a core is printed too, for voice and bed and without them.
"""

from __future__ import annotations

import gc
import os
import statistics
import tempfile
import time
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.palette import Palette, bed_named
from practice_tui.adapters.files.shipped import audio_folder
from practice_tui.bootstrap import services
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from practice_tui.adapters.audio.loader import Loader

PRACTICE = "soothing-rhythm-breathing"
BED = "rain"
MINUTES = 10


def sitting(*, voice: bool = True, bed: bool = True, inline: bool = False, loader: Loader | None = None) -> Mixer:
    """Return a mixer with the sitting loaded."""
    ready = services()
    timeline = ready.sittings.timeline(ready.shelf.script(PRACTICE), Frames(MINUTES * MINUTE))
    palette = Palette(bed_named(BED, audio_folder() / "ambient") if bed else None)
    recording = ready.shelf.recording if voice else lambda *_words: None
    mixer = Mixer(audio_folder() / "bells", recording, palette=palette, inline=inline, loader=loader)
    mixer.load(timeline)
    return mixer


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


def as_fast_as_it_goes(size: int) -> list[tuple[float, float]]:
    """Return what every block of ten minutes took."""
    loader = BetweenBlocks()
    mixer = sitting(loader=loader)
    block = np.zeros((size, 2), np.float32)
    taken = []
    for number in range(MINUTES * 60 * SAMPLE_RATE // size):
        if number % (SAMPLE_RATE // 2 // size) == 0:
            loader.step()
        taken.append(timed(mixer, block))
    mixer.close()
    return taken


def in_real_time(size: int) -> list[tuple[float, float]]:
    """Return what every block of half a minute took, asked for when its time has come."""
    mixer = sitting()
    block = np.zeros((size, 2), np.float32)
    taken = []
    began = time.monotonic()
    for number in range(30 * SAMPLE_RATE // size):
        time.sleep(max(0.0, began + number * size / SAMPLE_RATE - time.monotonic()))
        taken.append(timed(mixer, block))
    mixer.close()
    return taken


def ahead(**what: bool) -> float:
    """Return the share of a core that making ready ahead takes, over ten minutes."""
    loader = BetweenBlocks()
    mixer = sitting(loader=loader, **what)
    block = np.zeros((1000, 2), np.float32)
    taken = 0.0
    for _ in range(MINUTES * 60 * 2):
        begun = time.thread_time()
        loader.step()
        taken += time.thread_time() - begun
        for _ in range(SAMPLE_RATE // 2 // len(block)):
            mixer.render(block)
    mixer.close()
    return taken / (MINUTES * 60)


def row(name: str, size: int, taken: list[tuple[float, float]]) -> str:
    """Return one line: the share of the deadline that the median, the slowest of a thousand and the worst took."""
    deadline = size / SAMPLE_RATE
    cells = []
    for column in (0, 1):
        values = sorted(pair[column] for pair in taken)
        shares = (statistics.median(values), values[int(len(values) * 0.999)], values[-1])
        cells += [f"{value / deadline:8.2%}" for value in shares]
    return f"{name:>22}{size:7}{deadline * 1000:7.1f} ms  {''.join(cells[:3])}  {''.join(cells[3:])}"


def render_speed() -> float:
    """Return how many times faster than real time one core renders, everything made ready inline."""
    mixer = sitting(inline=True)
    block = np.zeros((8192, 2), np.float32)
    began = time.process_time()
    for _ in range(MINUTES * 60 * SAMPLE_RATE // len(block)):
        mixer.render(block)
    return MINUTES * 60 / (time.process_time() - began)


def memory() -> tuple[float, float]:
    """Return (the most that was held over ten minutes, what one block asks for on top), in MiB and KiB."""
    block = np.zeros((1024, 2), np.float32)
    tracemalloc.start()
    mixer = sitting(inline=True)
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
    with tempfile.TemporaryDirectory() as home:
        os.environ["PRACTICE_HOME"] = home
        print(f"{'':40}on the clock{'':14}of the thread")
        print(f"{'':22}{'block':>7}{'deadline':>10}  {'median   p99.9   worst':>24}  {'median   p99.9   worst':>24}")
        gc.freeze()
        for size in (256, 1024, 2048):
            print(row("as fast as it goes", size, as_fast_as_it_goes(size)), flush=True)
        print(row("in real time", 1024, in_real_time(1024)), flush=True)
        gc.unfreeze()
        shares = (ahead(), ahead(bed=False), ahead(voice=False), ahead(voice=False, bed=False))
        print(
            "made ready ahead: {:.2%} of a core; without the bed {:.2%}, the voice {:.2%}, both {:.2%}".format(*shares)
        )
        print(f"rendering, all on one core: {render_speed():.0f} times faster than real time")
        most, block = memory()
        print(f"memory: at most {most:.1f} MiB of sound held over {MINUTES} minutes; a block asks for {block:.1f} KiB")


if __name__ == "__main__":
    main()
