"""One loudness for every recording: how much louder or softer each is played.

Owns the measuring, of a minute of each recording at most, and what is remembered of it. What the program has levelled
itself isn't measured again. A recording that can't be measured is played as it is.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Protocol

import numpy as np

from practice_tui.adapters.audio.loudness import SILENCE, LoudnessMeter
from practice_tui.adapters.audio.recordings import Unplayable, decoded, excerpt, measured
from practice_tui.adapters.files.places import write_private
from practice_tui.domain.quantities import Decibels, Frames, frames, gain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

LOUDNESS = Decibels(-23.0)
"""LUFS of one voice in one channel, the level that narration is made at (EBU R 128)."""

HIGHEST_PEAK = Decibels(-1.0)
"""No recording is made so loud that what was measured of it peaks above this, in dBFS."""

MOST_LOUDER = Decibels(24.0)
"""A recording fainter than this is faint on purpose, or noise."""

NEAR_ENOUGH = Decibels(1.5)
"""By so little nobody hears a difference; such a recording is played sample for sample."""

_PIECES, _PIECE = 6, frames(10)
_WHOLE = Frames(_PIECES * _PIECE)
_MOST_REMEMBERED = 4000
_LARGEST = 1_000_000


class Levels(Protocol):
    """Answers by which factor a recording is multiplied."""

    def gain(self, path: Path) -> float:
        """Return the factor; 1 where it is played as it is. It may measure the file."""

    def keep(self) -> None:
        """Remember what was measured; a failure costs measuring it again."""


class AsTheyAre:
    """Implements `Levels`: every recording is played as it is."""

    def gain(self, path: Path) -> float:  # noqa: ARG002 - a protocol's signature
        """Return 1."""
        return 1.0

    def keep(self) -> None:
        """Remember nothing."""


class MeasuredLevels:
    """Implements `Levels`.

    Args:
        file: where measurements are remembered, by name, size and time of a recording.
        levelled: the folders whose recordings have the right level already.
    """

    def __init__(self, file: Path, levelled: Sequence[Path] = ()) -> None:
        self._file = file
        self._levelled = levelled
        self._known: dict[str, float] | None = None
        self._is_news = False

    def gain(self, path: Path) -> float:
        """Return the factor that brings a recording to the common loudness."""
        if any(path.is_relative_to(folder) for folder in self._levelled):
            return 1.0
        try:
            facts = path.stat()
        except OSError:
            return 1.0  # it can't be played either
        name = f"{path}|{facts.st_size}|{facts.st_mtime_ns}"
        known = self._remembered()
        if name not in known:
            known[name] = round(_louder(path), 2)
            self._is_news = True
        return gain(Decibels(known[name])) if known[name] else 1.0

    def keep(self) -> None:
        """Write down what was measured since the last time."""
        if not self._is_news or self._known is None:
            return
        self._is_news = False
        newest = dict(list(self._known.items())[-_MOST_REMEMBERED:])
        try:
            write_private(self._file, json.dumps(newest))
        except OSError:
            return  # the next sitting measures again

    def _remembered(self) -> dict[str, float]:
        if self._known is None:
            self._known = _read(self._file)
        return self._known


def _read(file: Path) -> dict[str, float]:
    try:
        if file.stat().st_size > _LARGEST:
            return {}
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): float(level) for name, level in found.items() if _is_level(level)}


def _is_level(level: object) -> bool:
    return isinstance(level, int | float) and abs(level) <= max(MOST_LOUDER, -SILENCE)


def _louder(path: Path) -> Decibels:
    """Return by how many decibels a recording is to be louder; 0 where it is near enough or can't be measured."""
    meter: LoudnessMeter | None = None
    channels, peak = 1, 0.0
    try:
        for block in _heard(path):
            if meter is None:
                channels = block.shape[1]
                meter = LoudnessMeter(channels)
            meter.add(block)
            peak = max(peak, float(np.abs(block).max(initial=0.0)))
    except Unplayable:
        return Decibels(0.0)
    if meter is None or not peak or (loudness := meter.integrated()) <= SILENCE:
        return Decibels(0.0)
    wanted = LOUDNESS + 10 * math.log10(channels) - loudness  # one channel sounds from two sides
    louder = min(wanted, HIGHEST_PEAK - 20 * math.log10(peak), MOST_LOUDER)
    return Decibels(louder) if abs(louder) > NEAR_ENOUGH else Decibels(0.0)


def _heard(path: Path) -> Iterator[NDArray[np.float32]]:
    """Yield a minute of a recording, in six pieces from its beginning to its end where it is longer."""
    length = measured(path)
    if length <= _WHOLE:
        yield from decoded(path, _WHOLE, faded=False, is_cut=True)
        return
    for piece in range(_PIECES):
        yield from excerpt(path, (length - _PIECE) * piece // (_PIECES - 1), _PIECE)
