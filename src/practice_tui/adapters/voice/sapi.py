"""Windows' own voices, through PowerShell and System.Speech. Written to its manual and untried on Windows.

Owns two fixed programs. The words, the voice and the speed reach them as files and variables that are read as plain
values; nothing is ever put into the program's text, and ``Speak`` takes no SSML.
"""

from __future__ import annotations

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

ENGINE = "sapi"

_LIST = """\
Add-Type -AssemblyName System.Speech
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$speaker = New-Object System.Speech.Synthesis.SpeechSynthesizer
foreach ($each in $speaker.GetInstalledVoices()) {
    if ($each.Enabled) { $each.VoiceInfo.Name + "`t" + $each.VoiceInfo.Culture.Name }
}
"""
_SPEAK = """\
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$words = [IO.File]::ReadAllText($env:PRACTICE_VOICE_WORDS, [Text.Encoding]::UTF8)
$speaker = New-Object System.Speech.Synthesis.SpeechSynthesizer
$speaker.SelectVoice($env:PRACTICE_VOICE_NAME)
$speaker.Rate = [int]$env:PRACTICE_VOICE_RATE
$speaker.SetOutputToWaveFile($env:PRACTICE_VOICE_SOUND)
$speaker.Speak($words)
$speaker.Dispose()
"""
_WORDS_A_MINUTE = 180
_STEPS_TO_A_THIRD = 10
"""Its rate goes from -10, a third of the usual speed, to 10, three times as fast."""


class SapiVoice:
    """Implements `Voice`."""

    timbre = Timbre()
    version = ""

    def __init__(self, program: str, voice: str, language: str) -> None:
        self._program = program
        self._voice = voice
        self.name = f"{ENGINE}:{voice}"
        self.language = language

    def speak(self, words: str, words_a_minute: float, into: Path) -> None:
        """Write a phrase as a WAV file; see `Voice`."""
        file = into.with_suffix(".txt")
        file.write_text(words + "\n", "utf-8")
        variables = {
            "PRACTICE_VOICE_WORDS": str(file),
            "PRACTICE_VOICE_NAME": self._voice,
            "PRACTICE_VOICE_RATE": str(_rate(words_a_minute)),
            "PRACTICE_VOICE_SOUND": str(into),
        }
        _run(self._program, _SPEAK, into.parent, variables)


def find_voices(platform: str = sys.platform) -> Sequence[SapiVoice]:
    """Return the voices of Windows; elsewhere there are none."""
    program = shutil.which("powershell") if platform == "win32" else None
    if program is None:
        return []
    try:
        with tempfile.TemporaryDirectory(prefix="practice-voice-") as folder:
            listed = _run(program, _LIST, Path(folder), {})
    except (VoiceFailed, OSError):
        return []
    rows = (line.strip().partition("\t") for line in listed.splitlines())
    return [SapiVoice(program, name, language) for name, tab, language in rows if tab and name]


def _run(program: str, text: str, folder: Path, variables: dict[str, str]) -> str:
    file = folder / "speak.ps1"
    file.write_text(text, "utf-8")
    options = ("-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass")
    return run(ENGINE, [program, *options, "-File", file], folder, variables=variables)


def _rate(words_a_minute: float) -> int:
    from math import log  # noqa: PLC0415 - only where a voice of Windows speaks

    steps = round(_STEPS_TO_A_THIRD * log(words_a_minute / _WORDS_A_MINUTE, 3))
    return max(-_STEPS_TO_A_THIRD, min(_STEPS_TO_A_THIRD, steps))
