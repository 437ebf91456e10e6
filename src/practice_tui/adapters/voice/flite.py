"""Flite: the small engine of Carnegie Mellon University with its built-in voices.

Owns how it is asked: words in a file, in its plain mode; SSML would have to be asked for.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.voice.confined import run
from practice_tui.adapters.voice.spelling import in_american_spelling
from practice_tui.adapters.voice.wording import in_ascii
from practice_tui.domain.errors import VoiceFailed
from practice_tui.engine.voices import Timbre

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINE = "flite"

_NAME = re.compile(r"[A-Za-z0-9_]{1,60}")
_BEST_FIRST = ("rms", "slt", "awb", "kal16", "kal")
_NOT_FOR_WORDS = ("awb_time",)
"""A voice that can only tell the time."""

_WORDS_A_MINUTE = {"rms": 190, "slt": 218, "awb": 211}
_OTHER_WORDS_A_MINUTE = 226
"""At their own speed, without pauses; measured on the scripts that ship."""


class FliteVoice:
    """Implements `Voice`."""

    language = "en-US"
    version = ""

    def __init__(self, program: str, voice: str) -> None:
        self._program = program
        self._voice = voice
        self.name = f"{ENGINE}:{voice}"
        self.timbre = Timbre(lowered=0.94 if voice == "slt" else 1.0, softened=True)

    def speak(self, words: str, words_a_minute: float, into: Path) -> None:
        """Write a phrase as a WAV file; see `Voice`."""
        file = into.with_suffix(".txt")
        file.write_text(in_ascii(in_american_spelling(words)) + "\n", "ascii")
        stretch = _WORDS_A_MINUTE.get(self._voice, _OTHER_WORDS_A_MINUTE) / words_a_minute
        setting = f"duration_stretch={stretch:.4f}"
        run(ENGINE, [self._program, "-voice", self._voice, "--setf", setting, "-f", file, "-o", into], into.parent)


def find_voices() -> Sequence[FliteVoice]:
    """Return the voices Flite has on this machine."""
    program = shutil.which("flite")
    if program is None:
        return []
    try:
        with tempfile.TemporaryDirectory(prefix="practice-voice-") as folder:
            listed = run(ENGINE, [program, "-lv"], Path(folder))
    except (VoiceFailed, OSError):
        return []
    names = [name for name in listed.partition(":")[2].split() if _NAME.fullmatch(name) and name not in _NOT_FOR_WORDS]
    return [FliteVoice(program, name) for name in sorted(names, key=_rank)]


def _rank(name: str) -> tuple[int, str]:
    return (_BEST_FIRST.index(name) if name in _BEST_FIRST else len(_BEST_FIRST), name)
