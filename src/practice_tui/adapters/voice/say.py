"""macOS's own voices, through ``say``. Written to its manual and untried on a Mac.

Owns how it is asked: words in a file. ``[[ ]]`` in them would be commands; no bracket gets this far, see `wording`.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.voice.confined import run
from practice_tui.domain.errors import VoiceFailed
from practice_tui.engine.voices import Timbre

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINE = "say"

_ROW = re.compile(r"(?P<name>[^#\s-][^#]*?)\s+(?P<language>[a-z]{2,3}[_-][A-Za-z0-9]{2,4})\s+#")
_AS_WAV = ("--file-format=WAVE", "--data-format=LEI16@22050")


class SayVoice:
    """Implements `Voice`."""

    timbre = Timbre()
    version = ""

    def __init__(self, program: str, voice: str, language: str) -> None:
        self._program = program
        self._voice = voice
        self.name = f"{ENGINE}:{voice}"
        self.language = language.replace("_", "-")

    def speak(self, words: str, words_a_minute: float, into: Path) -> None:
        """Write a phrase as a WAV file; see `Voice`."""
        file = into.with_suffix(".txt")
        file.write_text(words + "\n", "utf-8")
        speed = str(round(words_a_minute))
        run(ENGINE, [self._program, "-v", self._voice, "-r", speed, *_AS_WAV, "-o", into, "-f", file], into.parent)


def find_voices(platform: str = sys.platform) -> Sequence[SayVoice]:
    """Return the voices of a Mac; elsewhere there are none, whatever is called ``say`` there."""
    program = shutil.which("say") if platform == "darwin" else None
    if program is None:
        return []
    try:
        with tempfile.TemporaryDirectory(prefix="practice-voice-") as folder:
            listed = run(ENGINE, [program, "-v", "?"], Path(folder))
    except (VoiceFailed, OSError):
        return []
    rows = (_ROW.match(line) for line in listed.splitlines())
    return [SayVoice(program, row["name"], row["language"]) for row in rows if row]
