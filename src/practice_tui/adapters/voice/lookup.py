"""Which sound says a line: its recording, else what the local voice spoke of it.

Owns that order for the mixer; the same order for lengths is `engine.voices.with_voice`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.engine.voices import Line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.domain.script import Script
    from practice_tui.engine.voices import SpokenLines


class SpokenLookup:
    """Finds the sound of a line for the mixer.

    Args:
        recorded: finds the recording of a line.
        script: returns a script that was read, by its id.
        lines: what the local voice has spoken.
    """

    def __init__(
        self,
        recorded: Callable[[str, str, str], Path | None],
        script: Callable[[str], Script],
        lines: SpokenLines,
    ) -> None:
        self._recorded = recorded
        self._script = script
        self._lines = lines

    def __call__(self, script_id: str, cue: str, text: str) -> Path | None:
        """Return the file that says these very words of that script, or None where they are read."""
        found = self._recorded(script_id, cue, text)
        if found is not None:
            return found
        header = self._script(script_id).header
        return self._lines.sound(Line(text, header.language, header.voice_pace))
