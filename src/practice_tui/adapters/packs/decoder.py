"""The child process in which a stranger's recording meets a codec: ``python -m practice_tui.adapters.packs.decoder``.

Owns its own limits, which it takes on before any library of sound is loaded: memory, processor time, no file written,
no further process. It answers one request on standard input and ends. Whatever goes wrong here goes wrong alone.

The request is one JSON object. ``{"examine": [[path, offset, size], …]}`` is answered by a line of JSON for each:
``{"frames", "rate", "channels"}`` or ``{"reason"}``. ``{"decode": [path, offset, size], "most": frames}`` is answered
by such a line and, behind it, 16-bit samples in little-endian order.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from practice_tui.domain.pack import (
    FASTEST_RATE,
    LEAST_BYTES_A_SECOND,
    LONGEST_RECORDING,
    MOST_CHANNELS,
    SLOWEST_RATE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MEMORY = 1 << 30
"""Bytes of address space; libraries of sound and numpy map about a third of it before anything is read."""

PROCESSOR_SECONDS = 150
"""What decoding the longest recording takes, several times over."""

SLACK_SECONDS = 0.05
"""By how much a recording may end before or after it says: what encoders pad."""

_FORMATS: Mapping[str, frozenset[str] | None] = {
    "OGG": frozenset({"VORBIS", "OPUS"}),
    "FLAC": frozenset({"PCM_S8", "PCM_16", "PCM_24"}),
    "MP3": None,
    "MPEG": None,
}
_MINUTE = 60
_BLOCK = 1 << 14
_LONGEST_REQUEST = 8 << 20


class Window(io.RawIOBase):
    """Some bytes in the middle of a file, as a file of their own."""

    def __init__(self, stream: BinaryIO, offset: int, size: int) -> None:
        super().__init__()
        self._stream, self._offset, self._size, self._at = stream, offset, size, 0

    def readable(self) -> bool:
        """Return True: it is for reading only."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as there is something left, and return by how much."""
        wanted = min(len(buffer), max(0, self._size - self._at))
        self._stream.seek(self._offset + self._at)
        block = self._stream.read(wanted)
        buffer[: len(block)] = block
        self._at += len(block)
        return len(block)

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        """Move, and return where to."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + to)
        return self._at

    def tell(self) -> int:
        """Return where it is."""
        return self._at


def main() -> None:
    """Answer the request on standard input."""
    _confine_memory()
    request: Mapping[str, Any] = json.loads(sys.stdin.buffer.read(_LONGEST_REQUEST))
    import numpy as np  # noqa: F401, PLC0415 - loaded before no further file can be opened

    from practice_tui.adapters.audio.recordings import straight  # noqa: PLC0415

    straight()
    _confine_the_rest()
    if "decode" in request:
        path, offset, size = request["decode"]
        _decode(path, offset, size, most=request["most"])
        return
    for path, offset, size in request["examine"]:
        _say(_examine(path, offset, size))


def _examine(path: str, offset: int, size: int) -> dict[str, object]:
    """Return how long a recording is, in its own frames, or why it is none."""
    import soundfile  # noqa: PLC0415

    try:
        with open(path, "rb", buffering=0) as stream, _opened(stream, offset, size) as file:  # noqa: PTH123 - surrogates
            reason = _fault(file, size) or _false_end(file)
            facts = {"frames": file.frames, "rate": file.samplerate, "channels": file.channels}
            return {"reason": reason} if reason else facts
    except (soundfile.SoundFileError, OSError, ValueError, MemoryError):
        return {"reason": "it can't be played"}


def _opened(stream: BinaryIO, offset: int, size: int) -> Any:
    from practice_tui.adapters.audio.recordings import straight  # noqa: PLC0415 - brings soundfile

    return straight()(Window(stream, offset, size))


def _fault(file: Any, size: int) -> str:
    """Return which limit a recording passes, or an empty text."""
    return next((what for passes, what in _limits(file, size) if passes), "")


def _limits(file: Any, size: int) -> Iterator[tuple[bool, str]]:
    """Yield for each limit whether it is passed, and the words for that; the first one counts."""
    subtypes = _FORMATS.get(file.format, frozenset())
    yield subtypes is not None and file.subtype not in subtypes, "it is no Opus, Ogg Vorbis, FLAC or MP3 sound"
    channels, rate = file.channels, file.samplerate
    yield not 1 <= channels <= MOST_CHANNELS, f"it has {channels} channels, and {MOST_CHANNELS} are the most"
    yield (
        not SLOWEST_RATE <= rate <= FASTEST_RATE,
        f"it has {rate} samples a second, and only {SLOWEST_RATE} to {FASTEST_RATE} can be played",
    )
    seconds = file.frames / rate
    # libsndfile gives the greatest number there is where it doesn't know.
    yield not 0 < file.frames < 1 << 48, "it doesn't say how long it is"
    yield seconds > LONGEST_RECORDING, f"it is longer than {LONGEST_RECORDING / 3600:g} hours"
    is_thin = seconds > _MINUTE and size < seconds * LEAST_BYTES_A_SECOND
    yield is_thin, "it unfolds into more sound than a voice can be in so few bytes"


def _false_end(file: Any) -> str:
    """Play the first and the last half second: a recording that ends elsewhere than it says is no recording."""
    half = file.samplerate // 2
    beginning = len(file.read(half, dtype="float32", always_2d=True))
    start = max(0, file.frames - half)
    file.seek(start)
    end = start + len(file.read(half, dtype="float32", always_2d=True))
    slack = file.samplerate * SLACK_SECONDS
    if not beginning or abs(end - file.frames) > slack:
        return "it ends elsewhere than it says"
    return ""


def _decode(path: str, offset: int, size: int, *, most: int) -> None:
    import numpy as np  # noqa: PLC0415
    import soundfile  # noqa: PLC0415

    facts = _examine(path, offset, size)
    _say(facts)
    if "reason" in facts:
        return
    with open(path, "rb", buffering=0) as stream, _opened(stream, offset, size) as file:  # noqa: PTH123 - surrogates
        while most > 0:
            try:
                block = file.read(min(_BLOCK, most), dtype="float32", always_2d=True)
            except soundfile.SoundFileError:
                return  # what broke off ends where it broke
            if not len(block):
                return
            most -= len(block)
            whole = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0).clip(-1, 1) * 32767
            sys.stdout.buffer.write(whole.round().astype("<i2").tobytes())


def _say(facts: Mapping[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n")
    sys.stdout.buffer.flush()


def _confine_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, PROCESSOR_SECONDS)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)


def _confine_the_rest() -> None:
    """Take away what only loading libraries needs: further processes and threads."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, 16)


def _limit(what: int, most: int) -> None:
    import resource  # noqa: PLC0415

    try:
        resource.setrlimit(what, (most, most))
    except (OSError, ValueError):
        return  # a system without this limit, or with a lower one; the parent keeps its own


if __name__ == "__main__":
    main()
