"""Recordings of spoken lines, and stretches of long ones, decoded as they are needed.

Owns limits, resampling and the fades at both ends. It refuses what is no sound of one or two channels between 8 and
48 kHz, and what is longer than its place. Resampling is libsoxr's (python-soxr): any rate in a stream, the same samples
however the input is cut, hundreds of times faster than real time; an own filter bank would grow with every odd rate.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SLOWEST_RATE = 8_000
"""The least sampling rate of a recording, in Hz; the greatest is the mix's own."""

MOST_CHANNELS = 2

FADE_IN = Frames(240)
"""5 ms."""

FADE_OUT = Frames(1440)
"""30 ms."""

SLACK = Frames(2400)
"""By how much a recording may be longer than its place: rounding of lengths, 50 ms; the surplus is cut and faded."""

LONGEST = Frames(3 * 3600 * SAMPLE_RATE)
"""No recording is longer: what says so says it by mistake, or means to fill a disk."""

_SETTLING = 4
"""A recording is entered so many parts of a second before it is heard: Opus wants 80 ms, MP3 some frames."""

_BLOCKS_A_SECOND = 2
"""libsndfile drops a block in which a file breaks off, so blocks are short."""


class Unplayable(PracticeError):
    """A file that can't be decoded, or is no recording of a line."""


def measured(path: Path) -> Frames:
    """Return how long a recording is, in frames at 48 kHz.

    Raises:
        Unplayable: it can't be read, doesn't say, or says what can't be.
    """
    with opened(path) as file:
        if not says_its_length(file):
            raise Unplayable("it doesn't say how long it is")
        length = _at_mix_rate(file.frames, file.samplerate)
    if length > LONGEST:
        raise Unplayable("it says that it is longer than three hours")
    return length


def decoded(path: Path, most: int, *, faded: bool = True, is_cut: bool = False) -> Iterator[NDArray[np.float32]]:
    """Yield a recording at 48 kHz in float32, frames by its channels, `most` frames at the longest.

    A recording that breaks off ends where it broke, with its fade; so does one that `is_cut` where it is too long.

    Raises:
        Unplayable: before the first block, where it can't be opened, is out of bounds or, unless it `is_cut`, longer
            than `most`.
    """
    with opened(path) as file:
        if not is_cut and says_its_length(file) and _at_mix_rate(file.frames, file.samplerate) > most + SLACK:
            raise Unplayable("it is longer than its place on the timeline")
        blocks = _limited(_resampled(file), most)
        yield from _faded(blocks) if faded else blocks


def excerpt(path: Path, start: int, most: int, *, rises: bool = True) -> Iterator[NDArray[np.float32]]:
    """Yield `most` frames of a recording at 48 kHz from its frame `start` on, in float32, frames by its channels.

    It is entered a little earlier than it is heard: a lossy format and the resampling need some sound to settle in. It
    ends with a fade, and begins with one where it `rises`; where it goes on from what sounds, it doesn't.

    Raises:
        Unplayable: before the first block, where it can't be opened or is out of bounds, or ends before `start`.
    """
    import soundfile  # noqa: PLC0415 - see below

    with opened(path) as file:
        grid = file.samplerate // math.gcd(file.samplerate, SAMPLE_RATE)
        entered = max(0, start * file.samplerate // SAMPLE_RATE - file.samplerate // _SETTLING) // grid * grid
        try:
            if entered:
                file.seek(entered)
        except (soundfile.SoundFileError, OSError, ValueError) as error:
            raise Unplayable(f"it can't be entered at {start // SAMPLE_RATE} s ({error})") from error
        passed = start - entered * SAMPLE_RATE // file.samplerate
        yield from _faded(_limited(_without(_resampled(file), passed), most), rises=rises)


def opened(path: Path) -> Any:
    """Return the open file, positioned at its start.

    Raises:
        Unplayable: it can't be decoded or is out of bounds.
    """
    import soundfile  # noqa: PLC0415 - it takes 30 ms, and this module's names are read without it

    try:
        file = straight()(path)
    except (soundfile.SoundFileError, OSError, ValueError) as error:
        raise Unplayable(f"it can't be decoded ({error})") from error
    if not (1 <= file.channels <= MOST_CHANNELS and SLOWEST_RATE <= file.samplerate <= SAMPLE_RATE):
        file.close()
        raise Unplayable(f"it has {file.channels} channels at {file.samplerate} Hz")
    return file


@cache
def straight() -> Any:
    """Return the kind of sound file that is read straight on, a subclass of `soundfile.SoundFile`.

    python-soundfile seeks behind each block that it has read of a file that allows it. MP3 decoders stumble there, for
    what they need of the frames before is gone: every block would begin with a crackle.
    """
    import soundfile  # noqa: PLC0415 - see above

    class Straight(soundfile.SoundFile):  # type: ignore[misc]  # soundfile has no types
        """Doesn't let on that it could seek; `seek` does all the same."""

        def seekable(self) -> bool:
            return False

    return Straight


def says_its_length(file: Any) -> bool:
    """Return whether the number of frames is known; libsndfile gives the greatest number there is where it isn't."""
    return bool(0 <= file.frames < 2**48)


def _at_mix_rate(count: int, rate: int) -> Frames:
    return Frames(-(-count * SAMPLE_RATE // rate))


def read_some(file: Any) -> NDArray[np.float32] | None:
    """Return the next block, or None at the end and where the file breaks off."""
    import soundfile  # noqa: PLC0415 - see above

    try:
        block: NDArray[np.float32] = file.read(file.samplerate // _BLOCKS_A_SECOND, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, OSError):
        return None
    if not len(block):
        return None
    if math.isfinite(float(block.sum(dtype=np.float64))):  # as a rule: only files of floats can hold anything else
        return block
    return np.nan_to_num(block, copy=False, nan=0.0, posinf=0.0, neginf=0.0)


def _resampled(file: Any) -> Iterator[NDArray[np.float32]]:
    if file.samplerate == SAMPLE_RATE:
        while (block := read_some(file)) is not None:
            yield block
        return
    import soxr  # type: ignore[import-untyped]  # noqa: PLC0415 - most recordings are at 48 kHz already

    stream = soxr.ResampleStream(file.samplerate, SAMPLE_RATE, file.channels, dtype="float32", quality="HQ")
    while (block := read_some(file)) is not None:
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.zeros((0, file.channels), np.float32), last=True)


def _without(blocks: Iterator[NDArray[np.float32]], count: int) -> Iterator[NDArray[np.float32]]:
    """Yield the blocks without their first `count` frames."""
    for block in blocks:
        if count < len(block):
            yield block[count:]
        count = max(0, count - len(block))


def _limited(blocks: Iterator[NDArray[np.float32]], most: int) -> Iterator[NDArray[np.float32]]:
    left = most
    for block in blocks:
        yield block[:left]
        left -= len(block)
        if left <= 0:
            return


def _faded(blocks: Iterator[NDArray[np.float32]], *, rises: bool = True) -> Iterator[NDArray[np.float32]]:
    """Fade both ends, the first where it `rises`; the last frames are held back until they are known to be the last."""
    held: NDArray[np.float32] | None = None
    for block in blocks:
        if held is None:
            held = block.copy()
            rise = min(FADE_IN, len(held)) if rises else 0
            held[:rise] *= (np.arange(rise, dtype=np.float32) / FADE_IN)[:, None]
        else:
            held = np.concatenate((held, block))
        if len(held) > FADE_OUT:
            yield held[:-FADE_OUT]
            held = held[-FADE_OUT:].copy()
    if held is not None:
        fall = np.arange(len(held), 0, -1, dtype=np.float32) / max(len(held), 1)
        held *= (fall * fall * (3 - 2 * fall))[:, None]
        yield held
