"""The voices of this machine, from every engine, the most natural first.

Owns their order and what to say of those that are missing. An engine is looked for once, when it is first asked for.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from practice_tui.adapters.voice import espeak, festival, flite, piper, sapi, say
from practice_tui.compiler.diagnostics import nearest
from practice_tui.domain.errors import NotFound
from practice_tui.domain.text import visible
from practice_tui.engine.voices import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from practice_tui.engine.voices import Voice


class LocalVoiceShelf:
    """Implements `VoiceShelf`.

    Args:
        piper_voices: the folder into which a person puts downloaded voices of Piper.
    """

    def __init__(self, piper_voices: Path) -> None:
        self._piper_voices = piper_voices
        self._finders: dict[str, Callable[[], Sequence[Voice]]] = {
            piper.ENGINE: lambda: piper.find_voices(piper_voices),
            say.ENGINE: say.find_voices,
            sapi.ENGINE: sapi.find_voices,
            festival.ENGINE: festival.find_voices,
            flite.ENGINE: flite.find_voices,
            espeak.ENGINE: espeak.find_voices,
        }
        self._found: dict[str, Sequence[Voice]] = {}

    def voices(self) -> Sequence[Voice]:
        """Return every voice that can speak here, the most natural first."""
        found = [voice for engine in self._finders for voice in self._of(engine)]
        return sorted(found, key=_is_cut_from_pairs)  # stable: the engines' order stays

    def voice(self, name: str) -> Voice:
        """Return a voice by its name; an engine's name alone stands for its first voice. Only that engine is asked.

        Raises:
            NotFound: there is none; the nearest is named.
        """
        wished = name.lower()
        engine = wished.partition(":")[0]
        for voice in self._of(engine):
            if wished in (engine, voice.name.lower()):
                return voice
        raise NotFound(
            f"there is no voice {visible(name)!r} here{nearest(name, [voice.name for voice in self.voices()])}; "
            "practice voice list shows those there are"
        )

    def wanted(self) -> Sequence[Wanted]:
        """Return what would have to be installed for more or better voices, the best advice first."""
        advice: list[Wanted] = []
        if not self._of(piper.ENGINE):
            advice.append(Wanted(piper.ENGINE, self._piper_advice()))
        if sys.platform in {"darwin", "win32"}:
            return advice
        if all(_is_cut_from_pairs(voice) for voice in self._of(festival.ENGINE)):
            get = "install Festival and an HTS voice (Debian: apt install festival festvox-us-slt-hts)"
            advice.append(Wanted(festival.ENGINE, get))
        if not self._of(flite.ENGINE):
            advice.append(Wanted(flite.ENGINE, "install Flite (Debian: apt install flite)"))
        if not self._of(espeak.ENGINE):
            get = "install eSpeak NG, for more than a hundred languages (Debian: apt install espeak-ng)"
            advice.append(Wanted(espeak.ENGINE, get))
        return advice

    def _piper_advice(self) -> str:
        voice = f"put a voice of Piper (NAME.onnx and NAME.onnx.json) into {self._piper_voices}"
        if piper.is_here():
            return f"by far the most natural: {voice}"
        return f"by far the most natural: install Piper (pip install piper-tts), then {voice}"

    def _of(self, engine: str) -> Sequence[Voice]:
        if engine not in self._found:
            find = self._finders.get(engine)
            self._found[engine] = find() if find else ()
        return self._found[engine]


def _is_cut_from_pairs(voice: Voice) -> bool:
    """Return whether a voice is one of Festival's older ones, which come last."""
    return isinstance(voice, festival.FestivalVoice) and not voice.is_natural
