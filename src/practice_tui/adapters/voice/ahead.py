"""The sounds of a script's lines, all found when the first is asked for.

Owns that a running sitting which is laid out anew waits for no disk: lines that only a longer one has were found, and
their loudness measured, before the first bell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.script import speeches

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.adapters.audio.arrangement import RecordingLookup
    from practice_tui.adapters.audio.levels import Levels
    from practice_tui.domain.script import Script


class FoundAhead:
    """Implements `RecordingLookup`.

    Args:
        lookup: finds the sound of one line; asked once for each.
        script: returns a script that was read, by its id.
        levels: is asked for the level of everything that was found.
    """

    def __init__(self, lookup: RecordingLookup, script: Callable[[str], Script], levels: Levels) -> None:
        self._lookup = lookup
        self._script = script
        self._levels = levels
        self._found: dict[tuple[str, str, str], Path | None] = {}
        self._known: set[str] = set()

    def __call__(self, script_id: str, cue: str, text: str) -> Path | None:
        """Return the file that says these very words of that script, or None where they are read."""
        if script_id not in self._known:
            self._known.add(script_id)
            self._find_all(script_id)
        line = (script_id, cue, text)
        if line not in self._found:
            self._found[line] = self._lookup(*line)
        return self._found[line]

    def _find_all(self, script_id: str) -> None:
        try:
            script = self._script(script_id)
        except PracticeError:
            return  # each line is then found when it is asked for
        for speech in speeches(script):
            path = self._found[script_id, speech.cue, speech.text] = self._lookup(script_id, speech.cue, speech.text)
            if path is not None:
                self._levels.gain(path)
