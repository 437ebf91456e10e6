"""Piper: neural voices, by far the most natural of those that run without a network.

Owns how it is asked, and which voices a person has downloaded: ``NAME.onnx`` with ``NAME.onnx.json`` beside it, in one
folder. Nothing is ever downloaded from here.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.voice.confined import run
from practice_tui.domain.errors import VoiceFailed
from practice_tui.domain.quantities import Seconds
from practice_tui.engine.voices import Timbre

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINE = "piper"

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_WORDS_A_MINUTE = 175
"""About the speed at which its English voices were recorded; they differ by a tenth or so."""

_ANSWER = Seconds(10)
_LARGEST_DESCRIPTION = 1_000_000


class PiperVoice:
    """Implements `Voice`."""

    timbre = Timbre()

    def __init__(self, program: Sequence[str], model: Path) -> None:
        self._program = program
        self._model = model
        self.name = f"{ENGINE}:{model.stem}"
        self.language = _language(model)
        self.version = str(model.stat().st_size)

    def speak(self, words: str, words_a_minute: float, into: Path) -> None:
        """Write a phrase as a WAV file; see `Voice`."""
        file = into.with_suffix(".txt")
        file.write_text(words + "\n", "utf-8")
        scale = f"{_WORDS_A_MINUTE / words_a_minute:.3f}"
        command: list[str | Path] = [
            *self._program,
            "--model",
            self._model,
            "--output_file",
            into,
            "--length_scale",
            scale,
        ]
        run(ENGINE, command, into.parent, words=file)


def find_voices(folder: Path) -> Sequence[PiperVoice]:
    """Return the voices in `folder`, where Piper is here to speak them."""
    models = [
        model
        for model in sorted(folder.glob("*.onnx"))
        if _NAME.fullmatch(model.name) and model.with_name(f"{model.name}.json").is_file()
    ]
    program = _program() if models else None
    return [PiperVoice(program, model.absolute()) for model in models] if program else []


def is_here() -> bool:
    """Return whether Piper itself is on this machine."""
    return _program() is not None


def _program() -> list[str] | None:
    """Return how Piper is started; a desktop program of the same name sets up mice, so it is asked who it is."""
    found = shutil.which("piper")
    if found is not None and _knows_models(found):
        return [found]
    return [sys.executable, "-m", "piper"] if find_spec("piper") is not None else None


def _knows_models(program: str) -> bool:
    try:
        with tempfile.TemporaryDirectory(prefix="practice-voice-") as folder:
            run(ENGINE, [program, "--help"], Path(folder), seconds=_ANSWER)
            told = (Path(folder) / "said").read_bytes() + (Path(folder) / "complained").read_bytes()
    except (VoiceFailed, OSError):
        return False
    return b"--model" in told


def _language(model: Path) -> str:
    """Return the language a voice's description names, or an empty text."""
    file = model.with_name(f"{model.name}.json")
    try:
        with file.open("rb") as stream:
            described = json.loads(stream.read(_LARGEST_DESCRIPTION))
        code = described["language"]["code"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return code.replace("_", "-") if isinstance(code, str) and _NAME.fullmatch(code) else ""
