"""The sound files of voices: what an engine wrote, and what is kept.

Owns the limits of both. It refuses what no phrase can be, and writes a file whole or not at all.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from practice_tui.domain.errors import BadInput, NotSaved, VoiceFailed
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, Seconds
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.adapters.voice.shaping import Sound

LONGEST_PHRASE = Seconds(90)
"""What an engine may make of one phrase."""

COMPRESSION = 0.88
"""libsndfile's scale from 256 to 6 kbit/s a channel: about 35 here, at which Opus is clear for one voice."""

_FORMATS = {".wav": ("WAV", "PCM_16"), ".flac": ("FLAC", "PCM_16"), ".opus": ("OGG", "OPUS"), ".ogg": ("OGG", "VORBIS")}

_MOST_CHANNELS = 2
_SLOWEST_RATE = 8000
_BLOCK = SAMPLE_RATE


def read_phrase(engine: str, file: Path) -> tuple[Sound, int]:
    """Return what an engine wrote, as mono float32, and its sampling rate.

    Raises:
        VoiceFailed: there is no sound file, or none that could be a phrase.
    """
    try:
        with soundfile.SoundFile(file) as stream:
            channels, rate = stream.channels, stream.samplerate
            if not (1 <= channels <= _MOST_CHANNELS and _SLOWEST_RATE <= rate <= SAMPLE_RATE):
                raise VoiceFailed(f"{engine} wrote {channels} channels at {rate} Hz, which is no voice")
            sound = stream.read(int(LONGEST_PHRASE * rate) + 1, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, OSError, ValueError):
        raise VoiceFailed(f"{engine} wrote no sound that can be played") from None
    if len(sound) > LONGEST_PHRASE * rate:
        raise VoiceFailed(f"{engine} spoke for more than {LONGEST_PHRASE:g} s at one phrase")
    mono: Sound = sound.mean(axis=1)
    return np.nan_to_num(mono, nan=0.0, posinf=0.0, neginf=0.0).clip(-1, 1), rate


def write_opus(sound: Sound, file: Path) -> Frames:
    """Write a mono sound at 48 kHz as Ogg Opus and return how long it is.

    Raises:
        OSError: it can't be written; what was there before is as it was.
    """
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with soundfile.SoundFile(
            draft, "w", SAMPLE_RATE, 1, subtype="OPUS", format="OGG", compression_level=COMPRESSION
        ) as stream:
            for start in range(0, len(sound), _BLOCK):
                stream.write(sound[start : start + _BLOCK])
        length = soundfile.info(draft).frames
        if length != len(sound):
            raise OSError(f"{length} of {len(sound)} frames were written")
        draft.replace(file)
    except soundfile.SoundFileError as problem:
        raise OSError(str(problem)) from problem
    finally:
        draft.unlink(missing_ok=True)
    return Frames(length)


def convert(file: Path, to: Path) -> None:
    """Write a sound file again in the format that the ending of `to` names.

    Raises:
        BadInput: no format goes by that ending.
        NotSaved: it can't be written.
    """
    chosen = _FORMATS.get(to.suffix.lower())
    if chosen is None:
        raise BadInput(f"{visible(to.name)} has no ending that tells its format; use one of {', '.join(_FORMATS)}")
    try:
        sound, rate = soundfile.read(file, dtype="float32")
        soundfile.write(to, sound, rate, format=chosen[0], subtype=chosen[1])
    except (soundfile.SoundFileError, OSError) as problem:
        raise NotSaved(f"{visible(str(to))} can't be written ({problem}); write it somewhere else") from None
