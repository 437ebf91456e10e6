"""Sound files as they shouldn't be, by what is wrong with them."""

from __future__ import annotations

import io
import struct
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import soundfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

HOURS = 4
"""How long the enormous one is."""


def hum(seconds: float, rate: int = 48_000, channels: int = 1) -> NDArray[np.float32]:
    """Return a hum that can be heard."""
    time = np.arange(round(seconds * rate)) / rate
    tone = (0.2 * np.sin(2 * np.pi * 220 * time)).astype(np.float32)
    return np.repeat(tone[:, None], channels, axis=1)


def write(path: Path, sound: NDArray[np.float32], rate: int = 48_000, **how: Any) -> Path:
    """Write sound, FLAC where nothing else is said, whatever the name ends in."""
    soundfile.write(path, sound, rate, **({"format": "FLAC"} | how))
    return path


def _truncated(path: Path, **how: Any) -> None:
    whole = write(path, hum(6.0), **how).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


@cache
def _enormous() -> bytes:
    """Return hours of silence, which take next to no room."""
    file = io.BytesIO()
    block = np.zeros((60 * 8_000, 1), np.float32)
    with soundfile.SoundFile(file, "w", 8_000, 1, format="FLAC", subtype="PCM_S8") as stream:
        for _ in range(HOURS * 60):
            stream.write(block)
    assert len(file.getvalue()) < 3_000_000
    return file.getvalue()


def _with_length(path: Path, count: int) -> None:
    """Write six seconds of FLAC whose header claims `count` frames."""
    content = bytearray(write(path, hum(6.0)).read_bytes())
    (said,) = struct.unpack_from(">Q", content, 18)
    struct.pack_into(">Q", content, 18, said >> 36 << 36 | count)
    path.write_bytes(content)


def _wav_with_length(path: Path, size: int) -> None:
    """Write two seconds of WAV whose header claims `size` bytes."""
    content = bytearray(write(path, hum(2.0), format="WAV", subtype="PCM_16").read_bytes())
    at = content.index(b"data")
    struct.pack_into("<I", content, at + 4, size)
    path.write_bytes(content)


class Bad(NamedTuple):
    """A kind of file.

    Attributes:
        ending: what its name ends in.
        make: makes it at a path.
        is_heard: whether a line's recording of this kind can be heard all the same, as far as it goes.
    """

    ending: str
    make: Callable[[Path], object]
    is_heard: bool = False


KINDS = {
    "truncated opus": Bad(".opus", lambda path: _truncated(path, format="OGG", subtype="OPUS"), is_heard=True),
    "truncated flac": Bad(".flac", _truncated, is_heard=True),
    "truncated mp3": Bad(".mp3", lambda path: _truncated(path, format="MP3"), is_heard=True),
    "empty": Bad(".opus", lambda path: path.write_bytes(b"")),
    "a header alone": Bad(
        ".ogg", lambda path: path.write_bytes(write(path, hum(1.0), format="OGG").read_bytes()[:200])
    ),
    "eight channels": Bad(".flac", lambda path: write(path, hum(2.0, channels=8))),
    "192 kHz": Bad(".flac", lambda path: write(path, hum(2.0, rate=192_000), 192_000)),
    "wav named opus": Bad(".opus", lambda path: write(path, hum(2.0), format="WAV", subtype="PCM_16"), is_heard=True),
    "text named mp3": Bad(".mp3", lambda path: path.write_text("Sit in a way that is easy. " * 400)),
    "a folder": Bad(".opus", lambda path: path.mkdir()),
    "hours that unfold": Bad(".flac", lambda path: path.write_bytes(_enormous())),
    "a header that says years": Bad(".flac", lambda path: _with_length(path, 2**36 - 1)),
    "a header that says a moment": Bad(".flac", lambda path: _with_length(path, 4_800), is_heard=True),
    "a wav that says gigabytes": Bad(".flac", lambda path: _wav_with_length(path, 0xFFFF_FFF0), is_heard=True),
    "not numbers": Bad(".flac", lambda path: write(path, hum(6.0) * np.float32("nan"), format="WAV", subtype="FLOAT")),
}
"""Every kind by what is wrong with it."""
