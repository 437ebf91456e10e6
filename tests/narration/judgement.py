"""What is wrong with a recording of a line: by its sound alone, and by the words that are heard in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tests.narration.listener import errors, words_of

from practice_tui.adapters.audio.loudness import LoudnessMeter, TruePeakMeter
from practice_tui.domain.quantities import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Sound = NDArray[np.float32]

LOUDNESS_LUFS, TOLERANCE = -23.0, 0.6
HIGHEST_DBTP = -1.0
LONGEST_STOP_SECONDS = 1.4
LATEST_BEGINNING_SECONDS = 0.25
SLOWEST, FASTEST = 45, 175
"""Words a minute of a line; short ones have little time to be slow in."""

MOST_ERRORS = 0.5
"""Of the words of one line. An ordinary line has an eighth of them wrong; another line's recording nearly all."""

_QUIET_DB = -38.0
_ENDING_SECONDS = 0.04
_NEAR_AN_END = 4


def faults_of_sound(sound: Sound, text: str) -> list[str]:
    """Return what is wrong with the sound of a line, mono at 48 kHz, whatever it says."""
    levels = _levels(sound)
    if not len(levels) or levels.max() < 1e-4:  # noqa: PLR2004 - 80 dB under full scale
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


def faults_of_words(heard: Sequence[str], text: str, every_line: Sequence[str]) -> list[str]:
    """Return what is wrong with the words heard in the recording of a line: missing, cut, or those of another line."""
    written = words_of(text)
    wrong = errors(written, heard)
    found: list[str] = []
    if wrong > max(1, MOST_ERRORS * len(written)):
        found.append(f"{wrong} of {len(written)} words are wrong")
    if not set(written[:_NEAR_AN_END]) & set(heard[: _NEAR_AN_END + 2]):
        found.append("its beginning isn't heard")
    if not set(written[-_NEAR_AN_END:]) & set(heard[-_NEAR_AN_END - 2 :]):
        found.append("its end isn't heard")
    others = (words_of(line) for line in every_line if words_of(line) != written)
    closest = min(others, key=lambda other: errors(other, heard) / max(len(other), len(heard), 1))
    if errors(closest, heard) / max(len(closest), len(heard), 1) <= wrong / max(len(written), len(heard), 1):
        found.append(f"it is taken for {' '.join(closest[:8])!r}")
    return found


def _levels(sound: Sound) -> Sound:
    """Return the level of every hundredth of a second."""
    size = SAMPLE_RATE // 100
    whole = sound[: len(sound) // size * size].reshape(-1, size)
    levels: Sound = np.sqrt(np.mean(whole**2, axis=1))
    return levels
