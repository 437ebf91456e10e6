"""Where voices are put to work: the cache of lines, a trial heard or written, a pack narrated.

Owns how these are put together from adapters. It implements `VoiceWorkshop`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.adapters.voice.line_cache import CachedLines
from practice_tui.adapters.voice.narrate import narrate_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.adapters.files.recordings import Measure
    from practice_tui.engine.narration import Narrated
    from practice_tui.engine.ports import AudioOutput
    from practice_tui.engine.voices import Progress, SpokenLines, Voice


class LocalVoiceWorkshop:
    """Implements `VoiceWorkshop`.

    Args:
        cache: the folder for spoken lines.
        measure: how long a sound file is.
        output: opens what a trial is heard through.
    """

    def __init__(self, cache: Path, measure: Measure, output: Callable[[], AudioOutput]) -> None:
        self._cache = cache
        self._measure = measure
        self._output = output

    def lines(self, voice: Voice) -> SpokenLines:
        """Return the lines a voice has spoken, and will."""
        return CachedLines(voice, self._cache, self._measure)

    def play(self, file: Path) -> None:
        """Play a sound file to its end; see `VoiceWorkshop`."""
        from practice_tui.adapters.voice.listening import listen  # noqa: PLC0415 - brings numpy

        listen(file, self._output())

    def copy(self, file: Path, to: Path) -> None:
        """Write a sound file again elsewhere; see `VoiceWorkshop`."""
        from practice_tui.adapters.voice.sound_files import convert  # noqa: PLC0415 - brings soundfile

        convert(file, to)

    def narrate(self, folder: Path, voice: Voice, into: Path | None, progress: Progress | None) -> Narrated:
        """Have a voice speak what it hasn't of a pack's scripts; see `VoiceWorkshop`."""
        return narrate_pack(folder, voice, self._measure, into=into, progress=progress)
