"""Lines that a local voice has spoken, kept so that each is spoken once.

Owns the cache folder: files named by a hash of words, voice and pace, written whole or not at all, the oldest taken
away when it grows past its bound. A cache that can't be written, or read, costs the sound of a line and nothing else.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from practice_tui.adapters.files.recordings import words_hash
from practice_tui.adapters.voice.recipe import recipe
from practice_tui.domain.errors import VoiceFailed
from practice_tui.domain.text import visible
from practice_tui.engine.voices import speaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from practice_tui.adapters.files.recordings import Measure
    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.voices import Line, Progress, Voice

LARGEST = 200_000_000
"""Bytes of the whole cache: about twelve hours of speech."""

_PATIENCE = 3
"""After so many failures in a row the rest of the lines is left to be read: the engine is broken."""


class CachedLines:
    """Implements `SpokenLines` for one voice.

    Args:
        voice: who speaks.
        folder: the cache, this program's own.
        measure: how long a sound file is.
        largest: the bound of the cache in bytes.
    """

    def __init__(self, voice: Voice, folder: Path, measure: Measure, largest: int = LARGEST) -> None:
        self._voice = voice
        self._folder = folder
        self._measure = measure
        self._largest = largest
        self._lengths: dict[Path, Frames] = {}

    def ensure(self, lines: Iterable[Line], progress: Progress | None = None) -> Sequence[str]:
        """Have every line spoken that isn't yet; return what went wrong, a sentence for each kind of trouble."""
        wanted = [line for line in dict.fromkeys(lines) if speaks(self._voice, line.language)]
        missing = [line for line in wanted if self.sound(line) is None]
        troubles: list[str] = []
        in_a_row = 0
        for number, line in enumerate(missing, start=1):
            try:
                self._speak(line)
                in_a_row = 0
            except (VoiceFailed, OSError) as problem:
                troubles.append(_in_words(problem))
                in_a_row += 1
                if in_a_row >= _PATIENCE:
                    break
            if progress is not None:
                progress(number, len(missing))
        if missing:
            self._make_room({self._file(line) for line in wanted})
        return list(dict.fromkeys(troubles))

    def sound(self, line: Line) -> Path | None:
        """Return the file with the sound of a line, or None where it hasn't been spoken or can't be played."""
        file = self._file(line)
        return file if self._length(file) is not None else None

    def length(self, line: Line) -> Frames | None:
        """Return how long the sound of a line is, or None where it hasn't been spoken or can't be played."""
        return self._length(self._file(line))

    def _file(self, line: Line) -> Path:
        facts = f"{words_hash(line.text)}\n{line.language}\n{recipe(self._voice, line)}"
        return self._folder / f"{hashlib.sha256(facts.encode()).hexdigest()[:40]}.opus"

    def _length(self, file: Path) -> Frames | None:
        if file not in self._lengths:
            if not file.is_file():
                return None
            length = self._measure(file)
            if length is None:
                return None
            with suppress(OSError):  # it only says when the file was last wanted
                os.utime(file)
            self._lengths[file] = length
        return self._lengths[file]

    def _speak(self, line: Line) -> None:
        from practice_tui.adapters.voice.renderer import render  # noqa: PLC0415 - brings numpy and soundfile
        from practice_tui.adapters.voice.sound_files import write_opus  # noqa: PLC0415

        sound = render(self._voice, line)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self._file(line)
        self._lengths[file] = write_opus(sound, file)

    def _make_room(self, wanted: set[Path]) -> None:
        """Take away the files that were wanted longest ago until the bound is kept; never one that is wanted now."""
        try:
            kept = sorted((entry.stat().st_mtime, entry.stat().st_size, entry) for entry in self._folder.iterdir())
        except OSError:
            return
        total = sum(size for _, size, _ in kept)
        for _, size, file in kept:
            if total <= self._largest:
                return
            if file not in wanted:
                with suppress(OSError):  # another process was faster
                    file.unlink()
                    total -= size


def _in_words(problem: VoiceFailed | OSError) -> str:
    if isinstance(problem, VoiceFailed):
        return str(problem)
    reason = visible(problem.strerror or str(problem))
    return f"a spoken line can't be kept ({reason}), so its words are shown to be read; free some space"
