"""Festival: voices of the University of Edinburgh's engine, among them those trained as HTS models.

Owns how ``text2wave`` is asked. Festival is a Scheme interpreter: words that reach it in a command or through
``festival --pipe`` are run as a program. Here they reach it in a file that it reads in its fundamental mode, which
knows no commands; the only expression it evaluates is built from a voice's checked name and a number.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.voice.confined import run
from practice_tui.adapters.voice.spelling import in_american_spelling
from practice_tui.adapters.voice.wording import in_ascii
from practice_tui.engine.voices import Timbre

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINE = "festival"

_NAME = re.compile(r"[A-Za-z0-9_]{1,60}")
_LANGUAGES = {
    "english": "en-GB",
    "us": "en-US",
    "american": "en-US",
    "spanish": "es",
    "finnish": "fi",
    "czech": "cs",
    "italian": "it",
    "russian": "ru",
    "catalan": "ca",
    "hindi": "hi",
    "marathi": "mr",
    "telugu": "te",
}
"""What the folders of voices mean."""

_HTS_WORDS_A_MINUTE = 222
_OTHER_WORDS_A_MINUTE = 215
"""At its own speed, without pauses; measured on the scripts that ship."""

_TIMBRES = {
    "cmu_us_slt_arctic_hts": Timbre(
        lowered=0.94,
        softened=True,
        tone=((450, 0), (630, -2), (820, -3.5), (1000, -1.5), (1500, 0), (2500, 2), (4000, 2), (5000, 0), (6300, -3)),
    )
}
"""Voices that have been looked at closely: a little lower this one sounds calmer and is understood better."""


class FestivalVoice:
    """Implements `Voice`."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._voice = folder.name
        self._is_hts = (folder / "hts").is_dir()
        self.name = f"{ENGINE}:{folder.name}"
        self.language = _LANGUAGES.get(folder.parent.name, "")
        self.timbre = _TIMBRES.get(folder.name, Timbre(softened=self._is_hts))
        self.version = str(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()))

    @property
    def is_natural(self) -> bool:
        """Whether it was trained from a speaker as a whole, rather than cut from pairs of sounds."""
        return self._is_hts

    def speak(self, words: str, words_a_minute: float, into: Path) -> None:
        """Write a phrase as a WAV file; see `Voice`."""
        file = into.with_suffix(".txt")
        spelt = in_american_spelling(words) if self.language == "en-US" else words
        file.write_text(in_ascii(spelt) + "\n", "ascii")
        command: list[str | Path] = [
            self._program,
            "-mode",
            "fundamental",
            "-o",
            into,
            "-eval",
            self._setting(words_a_minute),
            file,
        ]
        run(ENGINE, command, into.parent)

    def _setting(self, words_a_minute: float) -> str:
        """Return the expression that chooses the voice and its speed."""
        if self._is_hts:
            rate = words_a_minute / _HTS_WORDS_A_MINUTE
            speed = f'(set! hts_engine_params (cons (list "-r" {rate:.4f}) hts_engine_params))'
        else:
            speed = f"(Parameter.set 'Duration_Stretch {_OTHER_WORDS_A_MINUTE / words_a_minute:.4f})"
        return f"(begin (voice_{self._voice}) {speed})"


def find_voices() -> Sequence[FestivalVoice]:
    """Return the voices Festival has on this machine, the natural ones first."""
    program = shutil.which("text2wave")
    if program is None:
        return []
    folders = (
        each
        for root in _voice_folders(Path(program))
        for each in sorted(root.glob("*/*"))
        if (each / "festvox").is_dir() and _NAME.fullmatch(each.name)
    )
    found = {folder.name: FestivalVoice(program, folder) for folder in folders}
    return sorted(found.values(), key=lambda voice: (not voice.is_natural, voice.name))


def _voice_folders(program: Path) -> list[Path]:
    """Return where voices lie: beside the program's own prefix, and where distributions put them."""
    roots = (program.resolve().parent.parent, Path("/usr"), Path("/usr/local"))
    return [folder for root in dict.fromkeys(roots) if (folder := root / "share" / "festival" / "voices").is_dir()]
