"""A sound file that goes round: its end crosses over into its beginning.

Owns decoding from any place, block by block, and the crossing. It refuses what is too short to go round. Where the two
ends are the same sound, as in the beds that ship, or strangers, as in a person's own music, the crossing keeps the
power: how alike they are is measured.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from practice_tui.adapters.audio.recordings import Unplayable, opened, read_some, says_its_length
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CROSSING = frames(1)
"""How long the end and the beginning sound together, in frames."""

SHORTEST = frames(4)
"""What goes round sooner is a rattle."""

_LEAD = frames(0.05)
"""A resampler that begins anew is wrong for some milliseconds; it begins so much earlier."""


class RoundTrip:
    """An open file whose frame `length` is its frame 0 again. Belongs to one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open `path`.

        Raises:
            Unplayable: it can't be decoded, is out of bounds, doesn't say its length or is too short.
        """
        self._tape = _Tape(opened(path))
        try:
            whole = self._tape.whole_frames()
            crossing = self._tape.aligned(CROSSING)
            self.length = Frames(whole - crossing)
            beginning = self._tape.read(0, crossing)
            self._seam = _crossed(self._tape.read(self.length, crossing), beginning)
        except Unplayable:
            self.close()
            raise

    def read(self, frame: int, count: int) -> NDArray[np.float32]:
        """Return `count` frames from `frame` on, frames by 2, however often it comes round in them.

        Raises:
            Unplayable: the file breaks off.
        """
        pieces = []
        while count > 0:
            place = frame % self.length
            end = len(self._seam) if place < len(self._seam) else self.length
            size = min(count, end - place)
            piece = self._seam[place : place + size] if end < self.length else self._tape.read(place, size)
            pieces.append(piece)
            frame, count = frame + size, count - size
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)

    def close(self) -> None:
        """Let go of the file."""
        self._tape.close()


class _Tape:
    """A file at 48 kHz in stereo, read from any place; going straight on costs nothing extra."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._rate = int(file.samplerate)
        self._step = SAMPLE_RATE // math.gcd(self._rate, SAMPLE_RATE)
        self._resampler: Any = None
        self._at = -1
        self._waiting = np.zeros((0, 2), np.float32)

    def aligned(self, count: int) -> int:
        """Return the nearest place at or before `count` where a frame of the file lies on one of ours."""
        return count // self._step * self._step

    def whole_frames(self) -> int:
        """Return how many frames there are at 48 kHz, aligned.

        Raises:
            Unplayable: the file doesn't say, or there are too few to go round.
        """
        if not says_its_length(self._file):
            raise Unplayable("it doesn't say how long it is")
        whole = self.aligned(self._file.frames * SAMPLE_RATE // self._rate)
        if whole < SHORTEST:
            raise Unplayable("it is too short to go round")
        return whole

    def read(self, place: int, count: int) -> NDArray[np.float32]:
        """Return `count` frames from `place` on.

        Raises:
            Unplayable: there aren't so many.
        """
        if place != self._at:
            self._go_to(place)
        while len(self._waiting) < count:
            self._waiting = np.concatenate((self._waiting, self._next_block()))
        found, self._waiting = self._waiting[:count].copy(), self._waiting[count:]
        self._at = place + count
        return found

    def close(self) -> None:
        self._file.close()

    def _go_to(self, place: int) -> None:
        import soundfile  # noqa: PLC0415 - see recordings

        self._at = -1
        self._waiting = np.zeros((0, 2), np.float32)
        first = place
        if self._rate != SAMPLE_RATE:
            import soxr  # type: ignore[import-untyped]  # noqa: PLC0415 - most beds are at 48 kHz already

            first = self.aligned(max(place - _LEAD, 0))
            self._resampler = soxr.ResampleStream(self._rate, SAMPLE_RATE, 2, dtype="float32", quality="HQ")
        try:
            self._file.seek(first * self._rate // SAMPLE_RATE)
        except (soundfile.SoundFileError, OSError, ValueError) as error:
            raise Unplayable(f"it can't be decoded ({error})") from error
        skipped = place - first
        while len(self._waiting) < skipped:
            self._waiting = np.concatenate((self._waiting, self._next_block()))
        self._waiting = self._waiting[skipped:]

    def _next_block(self) -> NDArray[np.float32]:
        """Return what comes next, which may be nothing while a resampler fills."""
        block = read_some(self._file)
        if block is not None:
            sides = in_stereo(block)
            return sides if self._resampler is None else self._resampled(sides, last=False)
        if self._resampler is None:
            raise Unplayable("it breaks off")
        rest = self._resampled(np.zeros((0, 2), np.float32), last=True)
        self._resampler = None
        return rest

    def _resampled(self, sides: NDArray[np.float32], *, last: bool) -> NDArray[np.float32]:
        resampled: NDArray[np.float32] = self._resampler.resample_chunk(np.ascontiguousarray(sides), last=last)
        return resampled


def in_stereo(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return samples of one or two channels as frames by 2."""
    if samples.shape[1] == 2:  # noqa: PLR2004 - left and right
        return samples
    sides = np.empty((len(samples), 2), samples.dtype)
    sides[:, 0] = sides[:, 1] = samples[:, 0]  # four times faster than numpy.repeat
    return sides


def _crossed(ending: NDArray[np.float32], beginning: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `ending` going over into `beginning` at a steady power."""
    size = float(np.sqrt((ending.astype(np.float64) ** 2).sum() * (beginning.astype(np.float64) ** 2).sum()))
    likeness = max(0.0, float((ending.astype(np.float64) * beginning).sum()) / size) if size else 1.0
    place = 0.5 - 0.5 * np.cos(np.pi * np.arange(len(ending)) / len(ending))
    power = np.sqrt(place**2 + (1 - place) ** 2 + 2 * likeness * place * (1 - place))
    crossed = ending * ((1 - place) / power)[:, None] + beginning * (place / power)[:, None]
    return crossed.astype(np.float32)
