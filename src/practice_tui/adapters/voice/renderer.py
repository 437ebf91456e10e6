"""A line in a voice: from words to a finished sound.

Owns the order of things: words are prepared, cut into phrases, each spoken by the engine, looked at, shaped, and joined
with breath. It refuses what no speech can be: silence, and a phrase far too short or too long for its letters.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.voice import shaping
from practice_tui.adapters.voice.phrasing import phrases
from practice_tui.adapters.voice.sound_files import read_phrase
from practice_tui.adapters.voice.wording import spoken_form
from practice_tui.domain.errors import VoiceFailed
from practice_tui.domain.quantities import Seconds

if TYPE_CHECKING:
    from practice_tui.adapters.voice.phrasing import Phrase
    from practice_tui.adapters.voice.shaping import Sound
    from practice_tui.engine.voices import Line, Voice

SPEAKING = 1.22
"""How much faster than a line's pace its words are spoken, because breaths are part of the line."""

_SHORTEST_LETTER = Seconds(0.015)
_LONGEST_LETTER = Seconds(0.7)
_MARGIN = Seconds(3)


def render(voice: Voice, line: Line) -> Sound:
    """Return a line spoken by a voice: mono float32 at 48 kHz, at one loudness, without silence at its ends.

    Raises:
        VoiceFailed: the engine failed, or nothing of the line can be spoken.
    """
    spoken = spoken_form(line.text, line.language)
    if not spoken:
        raise VoiceFailed("there is nothing in this line that can be spoken")
    try:
        with tempfile.TemporaryDirectory(prefix="practice-voice-") as folder:
            pieces = [
                (_phrase(voice, phrase, line.words_a_minute * SPEAKING, Path(folder) / f"{number}.wav"), phrase.breath)
                for number, phrase in enumerate(phrases(spoken, line.words_a_minute))
            ]
    except OSError as problem:
        raise VoiceFailed(f"a line can't be spoken ({problem.strerror}); free some space for temporary files") from None
    return shaping.levelled(shaping.in_a_room(shaping.toned(shaping.joined(pieces), voice.timbre)))


def _phrase(voice: Voice, phrase: Phrase, words_a_minute: float, file: Path) -> Sound:
    timbre = voice.timbre
    voice.speak(phrase.words, words_a_minute * timbre.lowered, file)
    sound, rate = read_phrase(voice.name, file)
    sound = shaping.trimmed(sound, rate)
    _check(voice, phrase, Seconds(len(sound) / rate))
    sound = shaping.with_stops(sound, rate, phrase.commas, Seconds(phrase.at_comma * timbre.lowered))
    if timbre.softened:
        sound = shaping.softened(sound, rate)
    return shaping.at_mix_rate(sound, rate, timbre.lowered)


def _check(voice: Voice, phrase: Phrase, lasts: Seconds) -> None:
    letters = sum(character.isalnum() for character in phrase.words)
    if not lasts:
        raise VoiceFailed(f"{voice.name} was silent; try another with practice voice list")
    if not letters * _SHORTEST_LETTER <= lasts <= letters * _LONGEST_LETTER + _MARGIN:
        raise VoiceFailed(f"{voice.name} spoke {lasts:.1f} s for {len(phrase.words.split())} words, which is no speech")
