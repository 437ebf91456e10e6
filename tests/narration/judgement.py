"""What is wrong with a recording of a line: by its sound alone, and by the words that are heard in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from tests.narration.listener import errors, words_of

from practice_tui.adapters.audio.loudness import LoudnessMeter, TruePeakMeter
from practice_tui.domain.quantities import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tests.narration.listener import Listener

    Sound = NDArray[np.float32]

LOUDNESS_LUFS, TOLERANCE = -23.0, 1.2
"""A passage with sharp peaks is left a little quieter."""

HIGHEST_DBTP = -1.0
FEW_WORDS = 7
LONGEST_STOP_SECONDS = 1.4
LATEST_BEGINNING_SECONDS = 0.25
SLOWEST, FASTEST = 45, 175
"""Words a minute of a line; short ones have little time to be slow in."""

MOST_ERRORS = 0.5
"""Of the words of one line. An ordinary line has an eighth of them wrong; another line's recording nearly all."""

_QUIET_DB = -38.0
_ENDING_SECONDS = 0.04
_NEAR_AN_END = 4


class Hearing(NamedTuple):
    """What came of listening to a recording: the words heard, how many of how many are wrong, and what is amiss."""

    heard: list[str]
    wrong: int
    words: int
    faults: list[str]


def faults_of_sound(sound: Sound, text: str) -> list[str]:
    """Return what is wrong with the sound of a line, mono at 48 kHz, whatever it says."""
    levels = _levels(sound)
    if not len(levels) or levels.max() < 1e-4:
        return ["it is silent"]
    found: list[str] = []
    loudness, peak = LoudnessMeter(1), TruePeakMeter(1)
    loudness.add(sound[:, None])
    peak.add(sound[:, None])
    if abs(loudness.integrated() - LOUDNESS_LUFS) > TOLERANCE:
        found.append(f"its loudness is {loudness.integrated():.1f} LUFS")
    if peak.peak() > HIGHEST_DBTP:
        found.append(f"its true peak is {peak.peak():.1f} dB")
    audible = np.flatnonzero(levels > levels.max() * 10 ** (_QUIET_DB / 20))
    if audible[0] / 100 > LATEST_BEGINNING_SECONDS:
        found.append("it begins with silence")
    if np.diff(audible).max(initial=0) / 100 > LONGEST_STOP_SECONDS:
        found.append("it falls silent in between")
    if levels[-int(_ENDING_SECONDS * 100) :].max() > levels.max() * 10 ** (_QUIET_DB / 20):
        found.append("it is cut off at its end")
    pace = len(words_of(text)) * 60 * SAMPLE_RATE / len(sound)
    if not SLOWEST <= pace <= FASTEST:
        found.append(f"it has {pace:.0f} words a minute")
    return found


def faults_of_words(passage: str, listener: Listener, file: Path, every_line: Sequence[str]) -> Hearing:
    """Return what is heard in the recording of a line, and what is wrong: missing, cut, or those of another line."""
    written, heard = words_of(passage), listener.hear(file)
    wrong = errors(written, heard)
    found: list[str] = []
    if len(written) < FEW_WORDS:  # too few for a rate; but it can be told which of all lines it is
        chosen = listener.choose(file)
        if chosen != written:
            found.append(f"it is taken for {' '.join(chosen[:8])!r}")
        return Hearing(heard, wrong, len(written), found)
    if wrong > MOST_ERRORS * len(written):
        found.append(f"{wrong} of {len(written)} words are wrong")
    if _shared(written[:_NEAR_AN_END], heard[: _NEAR_AN_END + 2]) < _NEAR_AN_END // 2:
        found.append("its beginning isn't heard")
    if _shared(written[-_NEAR_AN_END:], heard[-_NEAR_AN_END - 2 :]) < _NEAR_AN_END // 2:
        found.append("its end isn't heard")
    others = (words for line in every_line if (words := words_of(line)) != written)
    closest = min(others, key=lambda words: _distance(words, heard))
    if _distance(closest, heard) <= _distance(written, heard):
        found.append(f"it is taken for {' '.join(closest[:8])!r}")
    return Hearing(heard, wrong, len(written), found)


def _shared(written: Sequence[str], heard: Sequence[str]) -> int:
    return (Counter(written) & Counter(heard)).total()


def _distance(words: Sequence[str], heard: Sequence[str]) -> float:
    return errors(words, heard) / max(len(words), len(heard), 1)


def _levels(sound: Sound) -> Sound:
    """Return the level of every hundredth of a second."""
    size = SAMPLE_RATE // 100
    whole = sound[: len(sound) // size * size].reshape(-1, size)
    levels: Sound = np.sqrt(np.mean(whole**2, axis=1))
    return levels
