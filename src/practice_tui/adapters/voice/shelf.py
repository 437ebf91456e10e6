"""The voices of this machine, from every engine, the most natural first.

Owns their order and what to say of those that are missing. Engines are looked for once, when they are first asked for.
"""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING

from practice_tui.adapters.voice import espeak, festival, flite, piper, sapi, say
from practice_tui.compiler.diagnostics import nearest
from practice_tui.domain.errors import NotFound
from practice_tui.domain.text import visible
from practice_tui.engine.voices import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from practice_tui.engine.voices import Voice


class LocalVoiceShelf:
    """Implements `VoiceShelf`.

    Args:
        piper_voices: the folder into which a person puts downloaded voices of Piper.
    """

    def __init__(self, piper_voices: Path) -> None:
        self._piper_voices = piper_voices

    def voices(self) -> Sequence[Voice]:
        """Return every voice that can speak here, the most natural first."""
        return self._voices

    def voice(self, name: str) -> Voice:
        """Return a voice by its name; an engine's name alone stands for its first voice.

        Raises:
            NotFound: there is none; the nearest is named.
        """
        wished = name.lower()
        for voice in self._voices:
            if wished in (voice.name.lower(), voice.name.partition(":")[0]):
                return voice
        raise NotFound(
            f"there is no voice {visible(name)!r} here{nearest(name, [voice.name for voice in self._voices])}; "
            "practice voice list shows those there are"
        )

    def wanted(self) -> Sequence[Wanted]:
        """Return what would have to be installed for more or better voices, the best advice first."""
        here = {voice.name.partition(":")[0] for voice in self._voices}
        advice: list[Wanted] = []
        if piper.ENGINE not in here:
            advice.append(Wanted(piper.ENGINE, self._piper_advice()))
        if sys.platform in {"darwin", "win32"}:
            return advice
        if not any(isinstance(voice, festival.FestivalVoice) and voice.is_natural for voice in self._voices):
            get = "install Festival and an HTS voice (Debian: apt install festival festvox-us-slt-hts)"
            advice.append(Wanted(festival.ENGINE, get))
        if flite.ENGINE not in here:
            advice.append(Wanted(flite.ENGINE, "install Flite (Debian: apt install flite)"))
        if espeak.ENGINE not in here:
            get = "install eSpeak NG, for more than a hundred languages (Debian: apt install espeak-ng)"
            advice.append(Wanted(espeak.ENGINE, get))
        return advice

    def _piper_advice(self) -> str:
        voice = f"put a voice of Piper (NAME.onnx and NAME.onnx.json) into {self._piper_voices}"
        if piper.is_here():
            return f"by far the most natural: {voice}"
        return f"by far the most natural: install Piper (pip install piper-tts), then {voice}"

    @cached_property
    def _voices(self) -> list[Voice]:
        of_festival = festival.find_voices()
        return [
            *piper.find_voices(self._piper_voices),
            *say.find_voices(),
            *sapi.find_voices(),
            *(voice for voice in of_festival if voice.is_natural),
            *flite.find_voices(),
            *espeak.find_voices(),
            *(voice for voice in of_festival if not voice.is_natural),
        ]
