"""How fast loudness and true peak are measured, beside pyloudnorm, and how long a voice takes for a line.

Run from the checkout, on one core: ``OPENBLAS_NUM_THREADS=1 python benchmarks/narration_levels.py``. Processor time is
measured. The aim for the loudness of stereo is 1,000 times real time.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm

from practice_tui.adapters.audio.loudness import LoudnessMeter, TruePeakMeter
from practice_tui.adapters.voice.renderer import render
from practice_tui.adapters.voice.shelf import LocalVoiceShelf
from practice_tui.domain.quantities import SAMPLE_RATE
from practice_tui.engine.voices import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.engine.voices import Voice

SECONDS = 60
RUNS = 5
AIM_TIMES_REAL_TIME = 1000
BLOCKS = (4096, SAMPLE_RATE)
WORDS = "Stay with it, and see it clearly: is this one long or short, smooth or rough?"


def main() -> None:
    """Print a line for each."""
    sound = (0.1 * np.random.default_rng(1).standard_normal((SECONDS * SAMPLE_RATE, 2))).astype(np.float32)
    for block in BLOCKS:
        speed = _speed(lambda block=block: _measure(LoudnessMeter(2), sound, block))
        well = "reached" if speed >= AIM_TIMES_REAL_TIME else "MISSED"
        print(f"loudness, blocks of {block:6}   {speed:6.0f} x real time   aim {AIM_TIMES_REAL_TIME}: {well}")
    peaks = _speed(lambda: _measure(TruePeakMeter(2), sound, SAMPLE_RATE))
    beside = _speed(lambda: pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(sound))
    print(f"true peak                    {peaks:6.0f} x real time")
    print(f"pyloudnorm, loudness         {beside:6.0f} x real time")
    with tempfile.TemporaryDirectory() as empty:
        shelf = LocalVoiceShelf(Path(empty))
        for name in dict.fromkeys(voice.name.partition(":")[0] for voice in shelf.voices()):
            _line(shelf.voice(name))


def _measure(meter: LoudnessMeter | TruePeakMeter, sound: np.ndarray, block: int) -> None:
    for start in range(0, len(sound), block):
        meter.add(sound[start : start + block])


def _speed(action: Callable[[], object]) -> float:
    """Return how many times faster than real time an action over the sound is, the median of some runs."""
    action()
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        action()
        taken.append(time.process_time() - began)
    return SECONDS / statistics.median(taken)


def _line(voice: Voice) -> None:
    began = time.perf_counter()
    sound = render(voice, Line(WORDS, "en", 110))
    taken = time.perf_counter() - began
    print(f"{voice.name:32} {taken:4.1f} s for a line of {len(sound) / SAMPLE_RATE:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
