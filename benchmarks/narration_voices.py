"""How the voices of this machine compare: understood, lively, smooth.

Run from the checkout: ``python benchmarks/narration_voices.py [NAME …]``. Ears decide; these numbers only tell which
voices are worth hearing. Every voice speaks the same lines through the same shaping. *WER* is the word error rate of a
small recogniser with its general model of English. *Lively* is the spread of pitch in semitones. *Buzz* tells how
strongly the sound above 4 kHz pulses with the pitch, before and after the softening; natural voices have about 0.4.
*Rate* is the sampling rate of the engine.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.narration.listener import Listener, errors, words_of
from tests.narration.passages import every_passage

from practice_tui.adapters.voice import shaping
from practice_tui.adapters.voice.renderer import render
from practice_tui.adapters.voice.shelf import LocalVoiceShelf
from practice_tui.adapters.voice.sound_files import read_phrase, write_opus
from practice_tui.domain.quantities import SAMPLE_RATE
from practice_tui.engine.voices import Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from practice_tui.engine.voices import Voice

ONE_IN = 20
FRAME, STEP = 0.04, 0.01
SENTENCE = "Feel the weight and the warmth together, something soft on something firm."


def main(names: list[str]) -> None:
    """Compare the voices that are named, else the first of every engine."""
    shelf = LocalVoiceShelf(Path(tempfile.gettempdir()) / "no-voices-of-piper")
    first = {voice.name.partition(":")[0]: voice.name for voice in reversed(shelf.voices())}
    lines = [passage.text for passage in every_passage()][::ONE_IN]
    listener = Listener()
    print(f"{'voice':32} {'rate':>6} {'words a minute':>14} {'WER':>5} {'lively':>7} {'buzz':>11}")
    for name in names or first.values():
        _compare(shelf.voice(name), lines, listener)


def _compare(voice: Voice, lines: list[str], listener: Listener) -> None:
    wrong = words = 0
    seconds = 0.0
    pitches: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "line.opus"
        for line in lines:
            sound = render(voice, Line(line, "en", 110))
            write_opus(sound, file)
            written = words_of(line)
            wrong, words = wrong + errors(written, listener.hear(file)), words + len(written)
            seconds += len(sound) / SAMPLE_RATE
            pitches += pitches_of(sound, SAMPLE_RATE)
        voice.speak(SENTENCE, 130, Path(folder) / "raw.wav")
        raw, rate = read_phrase(voice.name, Path(folder) / "raw.wav")
        rate = soundfile.info(Path(folder) / "raw.wav").samplerate
    spread = np.std(12 * np.log2(np.array(pitches) / np.median(pitches)))
    before, after = pulsing(raw, rate), pulsing(shaping.softened(raw, rate), rate)
    print(
        f"{voice.name:32} {rate:6} {words * 60 / seconds:14.0f} {wrong / words:5.2f} {spread:7.1f} "
        f"{before:5.2f} {after:5.2f}",
        flush=True,
    )


def pitches_of(sound: NDArray[np.float32], rate: int) -> list[float]:
    """Return the pitch of every voiced hundredth of a second, in hertz, by autocorrelation."""
    size = int(FRAME * rate)
    found: list[float] = []
    for start in range(0, len(sound) - size, int(STEP * rate)):
        frame = sound[start : start + size] * np.hanning(size)
        likeness = np.fft.irfft(np.abs(np.fft.rfft(frame, 2 * size)) ** 2)[:size]
        if likeness[0] < size * 1e-5:
            continue
        shortest, longest = rate // 320, rate // 65
        period = shortest + int(np.argmax(likeness[shortest:longest]))
        if likeness[period] > 0.4 * likeness[0]:
            found.append(rate / period)
    return found


def pulsing(sound: NDArray[np.float32], rate: int) -> float:
    """Return how strongly the power above 4 kHz beats with the pitch, relative to its mean, over voiced stretches."""
    spectrum = np.fft.rfft(sound)
    frequencies = np.fft.rfftfreq(len(sound), 1 / rate)
    spectrum[(frequencies < 4000) | (frequencies > 7500)] = 0
    power = np.fft.irfft(spectrum, len(sound)) ** 2
    size = int(FRAME * rate)
    beats: list[float] = []
    for start in range(0, len(sound) - size, int(STEP * rate)):
        pitches = pitches_of(sound[start : start + size + int(STEP * rate)], rate)
        frame = power[start : start + size] * np.hanning(size)
        if not pitches or frame.sum() < size * 1e-9:
            continue
        near = np.abs(np.fft.rfft(frame - frame.mean(), 4096))
        place = round(pitches[0] * 4096 / rate)
        beats.append(float(2 * near[max(1, place - 6) : place + 7].max() / frame.sum()))
    return float(np.median(beats)) if beats else 0.0


if __name__ == "__main__":
    main(sys.argv[1:])
