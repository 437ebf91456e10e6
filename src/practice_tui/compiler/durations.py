"""How long a spoken passage takes: as long as its sound, else as long as reading it slowly."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from practice_tui.domain.script import Speech

LEAST_PASSAGE = Frames(2 * SAMPLE_RATE)
"""No passage is shorter, however few its words."""

_CHARACTERS_A_WORD = {"zh": 1.7, "ja": 2.2, "th": 4.0, "lo": 4.0, "km": 4.0, "my": 4.0}
"""Characters that count as one word in languages written without spaces; ordinary reading speeds, rounded."""


class SpokenLengths(Protocol):
    """Answers how long the sound of a passage is."""

    def __call__(self, speech: Speech, /) -> Frames | None:
        """Return the length of its recording or of the chosen voice, in frames, or None where there is no sound."""


def no_voice(_speech: Speech, /) -> Frames | None:
    """Answer for a sitting without any voice: every passage is read."""
    return None


@lru_cache(maxsize=4096)
def reading_length(text: str, words_a_minute: int, language: str) -> Frames:
    """Return how long `text` takes to read slowly, in frames."""
    per_word = _CHARACTERS_A_WORD.get(language.partition("-")[0])
    words = len(text.split()) if per_word is None else sum(not c.isspace() for c in text) / per_word
    return Frames(max(LEAST_PASSAGE, round(words * 60 * SAMPLE_RATE / words_a_minute)))


def passage_length(speech: Speech, spoken: SpokenLengths, words_a_minute: int, language: str) -> Frames:
    """Return the slot of a passage on the timeline, in frames; the same whether it is heard or read."""
    measured = spoken(speech)
    if measured is None:
        return reading_length(speech.text, words_a_minute, language)
    return Frames(max(LEAST_PASSAGE, measured))
