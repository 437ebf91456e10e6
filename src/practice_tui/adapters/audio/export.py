"""A sitting written to a file.

Owns the way of the samples from the mixer into an encoder, in blocks, so that an hour takes no more memory than a
minute; the fade of a ring-out that would last too long; and what is measured on the way. Frame 0 of the file is frame 0
of the timeline. It refuses to leave anything half-written behind.
"""

from __future__ import annotations

import errno
import math
import shutil
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from practice_tui.adapters.audio.encodings import ENCODINGS
from practice_tui.adapters.audio.loudness import LoudnessMeter
from practice_tui.adapters.files.drafts import check_target, drafts_beside, publish
from practice_tui.adapters.tags.webvtt import webvtt
from practice_tui.domain.errors import NotSaved
from practice_tui.domain.quantities import SAMPLE_RATE, Decibels, Frames, frames
from practice_tui.engine.rendering import LONGEST_RING_OUT, Rendering

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from practice_tui.adapters.audio.encodings import Encoding
    from practice_tui.engine.ports import SittingSound
    from practice_tui.engine.rendering import LinerNotes, RenderRequest, Watch

CHUNK = Frames(65_536)
"""What is rendered and encoded at once: a long Vorbis file can't be written in one call, and larger wins nothing."""

_FADE = frames(2)
"""The last of a ring-out that is cut short, in frames."""

_LARGEST_24_BIT = 1 << 23
_CHANNELS = 2
_BYTES_A_FRAME = 3 * _CHANNELS
_HARDLY_ROOM = 1 << 20


class AudioFileExport:
    """Implements the engine's AudioExport through libsndfile."""

    def check(self, request: RenderRequest) -> None:
        """Look whether the files of `request` can be written at all, before anything long begins.

        Raises:
            NotSaved: a file is there already and may not be replaced, its folder is missing, or the length is more
                than the format holds.
        """
        check_target(request.audio, replaces=request.replaces)
        if request.captions is not None:
            check_target(request.captions, replaces=request.replaces)
        largest = _encoding(request).largest
        if largest is not None and (request.length + LONGEST_RING_OUT) * _BYTES_A_FRAME > largest:
            raise NotSaved(
                "a WAV file can hold four hours at most; nothing was written; choose a name that ends in .flac"
            )

    def export(self, sound: SittingSound, notes: LinerNotes, request: RenderRequest, watch: Watch) -> Rendering:
        """Write all of `sound` and the captions; the files appear under their names when they are whole.

        Raises:
            NotSaved: something could not be written; no file was begun or changed.
        """
        tape = Tape(sound, notes.length, LoudnessMeter(_CHANNELS) if request.measures_loudness else None)
        try:
            with drafts_beside(request.audio) as folder:
                finished = _encode(tape, folder / "plain", notes, _encoding(request), watch)
                _publish(finished, notes, request)
        except OSError as problem:
            raise NotSaved(
                f"{request.audio} could not be written ({problem.strerror}); "
                "nothing was left behind; make room, or choose another place"
            ) from problem
        return Rendering(notes.length, tape.ring_out, tape.peak_dbfs(), tape.loudness())


class Tape:
    """What comes out of the mixer from frame 0 to the end of the ring-out, measured as it passes.

    Attributes:
        ring_out: how long it goes on past the timeline, in frames.
        length: the whole, in frames.
    """

    def __init__(self, sound: SittingSound, length: Frames, meter: LoudnessMeter | None = None) -> None:
        """Play `sound`, whose timeline is `length` frames long."""
        self._sound = sound
        self._meter = meter
        self._peak = 0.0
        rings = sound.ring_out_frames()
        self.ring_out = min(rings, LONGEST_RING_OUT)
        self.length = Frames(length + self.ring_out)
        self._fades = rings > self.ring_out
        self._block = np.zeros((CHUNK, _CHANNELS), np.float32)

    def read(self, start: Frames) -> NDArray[np.float32]:
        """Return the frames from `start` on, `CHUNK` of them at most; they are overwritten by the next call."""
        block = self._block[: min(CHUNK, self.length - start)]
        self._sound.render(block)
        if self._fades:
            self._fade(block, start)
        self._peak = max(self._peak, float(block.max()), -float(block.min()))
        if self._meter is not None:
            self._meter.add(block)
        return block

    def peak_dbfs(self) -> Decibels | None:
        """Return the greatest sample that has passed, in dBFS; None where all was silent."""
        return Decibels(20 * math.log10(self._peak)) if self._peak else None

    def loudness(self) -> Decibels | None:
        """Return the loudness of what has passed, in LUFS; None where it isn't measured or all was silent."""
        integrated = self._meter.integrated() if self._meter else None
        return integrated if integrated is not None and math.isfinite(integrated) else None

    def _fade(self, block: NDArray[np.float32], start: Frames) -> None:
        left = self.length - np.arange(start, start + len(block))
        if left[-1] < _FADE:
            curve = 0.5 - 0.5 * np.cos(np.pi * np.minimum(left / _FADE, 1.0))
            block *= curve.astype(np.float32)[:, None]


def _encoding(request: RenderRequest) -> Encoding:
    return ENCODINGS[request.audio.suffix.lower()]


def _encode(tape: Tape, plain: Path, notes: LinerNotes, encoding: Encoding, watch: Watch) -> Path:
    """Encode the tape and tag it; return the finished draft.

    Raises:
        OSError: it could not be written, or what was written isn't whole.
    """
    try:
        with soundfile.SoundFile(plain, "w", SAMPLE_RATE, _CHANNELS, **encoding.options) as file:
            _record(tape, file, encoding, watch)
        finished = encoding.tag(plain, notes)
        is_whole = _is_whole(finished, tape.length)
    except (soundfile.LibsndfileError, AssertionError, ValueError) as problem:  # soundfile asserts that all was taken
        raise OSError(errno.EIO, _reason(plain.parent)) from problem
    if not is_whole:  # an encoder that is closed reports no error: what it could not write any more shows here
        raise OSError(errno.EIO, _reason(plain.parent))
    return finished


def _is_whole(finished: Path, length: Frames) -> bool:
    """Return whether the file tells its length and its very last frame is there to be read."""
    with soundfile.SoundFile(finished) as file:
        return file.frames == length and file.seek(length - 1) == length - 1 and len(file.read(2)) == 1


def _reason(folder: Path) -> str:
    """Return why writing failed, which libsndfile doesn't pass on."""
    is_full = shutil.disk_usage(folder).free < _HARDLY_ROOM
    return "the disk is full" if is_full else "the encoder could not go on"


def _publish(finished: Path, notes: LinerNotes, request: RenderRequest) -> None:
    """Give the finished draft its name; and captions theirs, where they are wished for."""
    if request.captions is None:
        publish(finished, request.audio, replaces=request.replaces)
        return
    with drafts_beside(request.captions) as folder:
        draft = folder / "captions"
        draft.write_text(webvtt(notes), "utf-8", newline="\n")
        publish(finished, request.audio, replaces=request.replaces)
        publish(draft, request.captions, replaces=request.replaces)


def _record(tape: Tape, file: soundfile.SoundFile, encoding: Encoding, watch: Watch) -> None:
    rounded = np.zeros((CHUNK, _CHANNELS), np.int32) if encoding.is_lossless else None
    done = Frames(0)
    while done < tape.length:
        block = tape.read(done)
        done = Frames(done + len(block))
        file.write(block if rounded is None else _round(block, rounded[: len(block)]))
        watch(done, tape.length)


def _round(block: NDArray[np.float32], rounded: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the samples of `block`, which is spoilt by it, in 24 bits at the upper end of 32."""
    np.multiply(block, np.float32(_LARGEST_24_BIT), out=block)
    np.rint(block, out=block)
    np.copyto(rounded, block, casting="unsafe")
    return np.left_shift(rounded, 8, out=rounded)
