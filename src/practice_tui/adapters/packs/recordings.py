"""What strangers' recordings hold, without any codec in this process.

Owns the looking and the decoding in a child that has limits (`decoder`), and budgets of time and bytes on top, which
hold on every system. What comes out of the child is numbers that are checked here and samples, which are harmless
whatever they are: they become a plain WAV file whose header this process writes. A sitting plays that file; no codec
ever runs over a stranger's bytes where the person's data and sound are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import wave
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from practice_tui.adapters.packs.archive import Span
from practice_tui.domain.pack import FASTEST_RATE, LONGEST_RECORDING, MOST_CHANNELS, SLOWEST_RATE
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import IO

EXAMINING_SECONDS: Final = 20.0
"""Time to look at recordings, and for each of them `EACH_SECONDS` more."""

EACH_SECONDS: Final = 0.5
DECODING_SECONDS: Final = 150.0
"""Time to decode the longest recording there may be, several times over."""

COMMAND: Final = (sys.executable, "-B", "-P", "-m", "practice_tui.adapters.packs.decoder")
"""What runs the codecs: no byte code is written, and nothing is taken from the working folder."""

MOST_CRASHES: Final = 3
"""After so many crashes nothing more of the same batch is tried."""

CRASHED: Final = "it can't be played; it made the decoder fail"

_LONGEST_LINE = 1000
_BLOCK = 1 << 18
_SAMPLE_BYTES = 2
_MAGIC_BYTES = 12
_BARE = ("PATH", "SYSTEMROOT", "WINDIR", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP")


class Examined(NamedTuple):
    """What a recording is.

    Attributes:
        frames: how long it is at 48 kHz; 0 where it can't be played.
        reason: why it can't be, to stand behind its name and a colon; empty where it can.
    """

    frames: Frames
    reason: str = ""


def kind_by_bytes(beginning: bytes) -> str:
    """Return what the first bytes of a file say it is: ogg, flac, mp3, wav, or an empty text.

    A suffix says nothing: the bytes decide.
    """
    if beginning.startswith(b"OggS"):
        return "ogg"
    if beginning.startswith(b"fLaC"):
        return "flac"
    if beginning[:4] in {b"RIFF", b"RF64"} and beginning[8:12] == b"WAVE":
        return "wav"
    is_frame = len(beginning) > 1 and beginning[0] == 0xFF and beginning[1] & 0xE0 == 0xE0  # noqa: PLR2004 - MPEG's sync
    return "mp3" if beginning.startswith(b"ID3") or is_frame else ""


def examine(recording: Path | Span) -> Examined:
    """Return how long one recording is, or why it can't be played; see `examine_all`."""
    return examine_all([recording])[0]


def examine_all(recordings: Sequence[Path | Span]) -> list[Examined]:
    """Return for each recording how long it is, or why it can't be played.

    A recording is a file, or a part of one such as `OpenedPack.span` gives. It can be played if its first bytes are
    those of Ogg (Opus or Vorbis), FLAC or MP3, it keeps the limits of `domain.pack`, and its beginning and its end
    really decode. Nothing is raised: a child that crashes or takes too long has found a recording that can't be played.
    """
    spans = [_span(recording) for recording in recordings]
    found: dict[int, Examined] = {}
    for number, span in enumerate(spans):
        reason = _no_sound(span)
        if reason:
            found[number] = Examined(Frames(0), reason)
    left = [number for number in range(len(spans)) if number not in found]
    for _ in range(MOST_CRASHES):
        if not left:
            break
        answers = _asked([spans[number] for number in left])
        found |= dict(zip(left, answers, strict=False))
        left = left[len(answers) :]
        if left:
            found[left.pop(0)] = Examined(Frames(0), CRASHED)
    found |= dict.fromkeys(left, Examined(Frames(0), "it wasn't tried, because others made the decoder fail"))
    return [found[number] for number in range(len(spans))]


def decode(recording: Path | Span, to: Path, most: Frames) -> Examined:
    """Decode a recording in the child into a 16-bit WAV file of its own rate and channels, which anything can play.

    Args:
        recording: a file, or a part of one.
        to: the new file; it appears whole, readable by its owner only, or not at all. What was there is replaced.
        most: how long it may get, at 48 kHz; the file never has more than two channels of that.

    Returns:
        How long the new file is, or why there is none.

    Raises:
        OSError: the file can't be written.
    """
    span = _span(recording)
    reason = _no_sound(span)
    if reason:
        return Examined(Frames(0), reason)
    request = {"decode": [os.fspath(span.path), span.offset, span.size], "most": min(most, _longest())}
    draft = to.with_name(f"{to.name}.{os.getpid()}.new")
    try:
        with _child(request, DECODING_SECONDS) as answers:
            facts = _facts(answers.readline(_LONGEST_LINE))
            if facts is None:
                return Examined(Frames(0), CRASHED)
            if facts.reason:
                return Examined(Frames(0), facts.reason)
            count = _keep(answers, draft, facts, most)
        if not count:
            return Examined(Frames(0), CRASHED)
        draft.replace(to)
    finally:
        draft.unlink(missing_ok=True)
    return Examined(_at_mix_rate(count, facts.rate))


class _Facts(NamedTuple):
    frames: int
    rate: int
    channels: int
    reason: str


def _span(recording: Path | Span) -> Span:
    if isinstance(recording, Span):
        return recording
    try:
        return Span(recording, 0, recording.stat().st_size)
    except OSError:
        return Span(recording, 0, 0)


def _no_sound(span: Span) -> str:
    """Return what the first bytes already tell, or an empty text."""
    try:
        with span.path.open("rb") as stream:
            stream.seek(span.offset)
            kind = kind_by_bytes(stream.read(min(_MAGIC_BYTES, span.size)))
    except OSError:
        return "it can't be read"
    if kind == "wav":
        return "it is a WAV; practice pack convert FOLDER makes it Opus, once and for all"
    return "" if kind else "it is no Opus, Ogg Vorbis, FLAC or MP3 sound"


def _asked(spans: Sequence[Span]) -> list[Examined]:
    """Return the child's answers in their order, as far as it came."""
    request = {"examine": [[os.fspath(span.path), span.offset, span.size] for span in spans]}
    answers: list[Examined] = []
    with _child(request, EXAMINING_SECONDS + EACH_SECONDS * len(spans)) as lines:
        while len(answers) < len(spans):
            facts = _facts(lines.readline(_LONGEST_LINE))
            if facts is None:
                break
            length = Frames(0) if facts.reason else _at_mix_rate(facts.frames, facts.rate)
            answers.append(Examined(length, facts.reason))
    return answers


def _facts(line: bytes) -> _Facts | None:
    """Return what a line of the child's says, or None where it says nothing that can be."""
    try:
        answer: Mapping[str, object] = json.loads(line)
        if "reason" in answer:
            return _Facts(0, SAMPLE_RATE, 1, str(answer["reason"]))
        frames, rate, channels = (int(str(answer[name])) for name in ("frames", "rate", "channels"))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    fits = SLOWEST_RATE <= rate <= FASTEST_RATE and 1 <= channels <= MOST_CHANNELS
    return _Facts(frames, rate, channels, "") if fits and 0 < frames <= LONGEST_RECORDING * rate else None


def _keep(samples: IO[bytes], draft: Path, facts: _Facts, most: Frames) -> int:
    """Write samples as a WAV file, as many as may be; return how many frames there are."""
    width = facts.channels * _SAMPLE_BYTES
    left = min(facts.frames, most * facts.rate // SAMPLE_RATE) * width
    written = 0
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as stream, wave.open(stream, "wb") as file:
        file.setnchannels(facts.channels)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(facts.rate)
        while left and (block := samples.read(min(_BLOCK, left))):
            left -= len(block)
            written += len(block)
            file.writeframesraw(block[: len(block) // width * width])
    return written // width


@contextmanager
def _child(request: Mapping[str, object], seconds: float) -> Iterator[IO[bytes]]:
    """Give what a child writes in answer to a request; it is ended behind that, and after `seconds` in any case."""
    process = subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _BARE if name in os.environ} | {"OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,
    )
    watch = threading.Timer(seconds, process.kill)
    watch.daemon = True
    watch.start()
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(request).encode())
            process.stdin.close()
        except BrokenPipeError:
            pass  # it has ended already, and its answer says so by lacking
        yield process.stdout
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _at_mix_rate(count: int, rate: int) -> Frames:
    return Frames(-(-count * SAMPLE_RATE // rate))


def _longest() -> int:
    return int(LONGEST_RECORDING * SAMPLE_RATE)
