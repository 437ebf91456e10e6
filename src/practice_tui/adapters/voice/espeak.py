"""eSpeak NG: many languages, clear, and plainly a machine.

Owns how it is asked: words in a file, without ``-m``, so that nothing in them is markup.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.voice.confined import run
from practice_tui.domain.errors import VoiceFailed
from practice_tui.engine.voices import Timbre

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINE = "espeak-ng"

_ROW = re.compile(r"\s*\d+\s+(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{1,12})*)\s")
_SHIPPED = "en-gb"
_SLOWEST = 80
_ASKED_FOR_EACH = 0.78
"""It counts longer words than those people sit with; measured on the scripts that ship."""


class EspeakVoice:
    """Implements `Voice`."""

    timbre = Timbre(softened=True)
    version = ""

    def __init__(self, program: str, language: str) -> None:
        self._program = program
        self.language = language
        self.name = f"{ENGINE}:{language}"

    def speak(self, words: str, words_a_minute: float, into: Path) -> None:
        """Write a phrase as a WAV file; see `Voice`."""
        file = into.with_suffix(".txt")
        file.write_text(words + "\n", "utf-8")
        speed = max(_SLOWEST, round(words_a_minute * _ASKED_FOR_EACH))
        command: list[str | Path] = [
            self._program,
            "-b",
            "1",
            "-v",
            self.language,
            "-s",
            str(speed),
            "-f",
            file,
            "-w",
            into,
        ]
        run(ENGINE, command, into.parent)


def find_voices() -> Sequence[EspeakVoice]:
    """Return a voice for each language eSpeak NG knows, that of the scripts that ship first."""
    program = shutil.which("espeak-ng")
    if program is None:
        return []
    try:
        with tempfile.TemporaryDirectory(prefix="practice-voice-") as folder:
            listed = run(ENGINE, [program, "--voices"], Path(folder))
    except (VoiceFailed, OSError):
        return []
    rows = (_ROW.match(line) for line in listed.splitlines())
    languages = dict.fromkeys(row["language"] for row in rows if row)
    return [EspeakVoice(program, language) for language in sorted(languages, key=_SHIPPED.__ne__)]
