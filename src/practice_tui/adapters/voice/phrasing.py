"""How a line is breathed: the phrases that are spoken apart, and the breath behind each.

Owns where a voice stops and for how long. Engines hurry from sentence to sentence; here each one is spoken by itself
and the next waits for a breath. The lengths are chosen by ear for guidance with closed eyes, for about 110 words a
minute, and shrink or grow with the pace that is asked for.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from practice_tui.domain.quantities import Seconds

USUAL_PACE = 110
"""Words a minute, breaths included, for which the lengths below are meant."""

AFTER_SENTENCE = Seconds(0.56)
AFTER_QUESTION = Seconds(0.72)
AFTER_COLON = Seconds(0.38)
AT_COMMA = Seconds(0.22)

MOST_WORDS = 40
"""A phrase with more is cut at a comma, else between words: engines and their time limit are made for sentences."""

_ENDS = re.compile(r"(?<=[.?!;:])\s+")
_BREATH = {".": AFTER_SENTENCE, "!": AFTER_SENTENCE, "?": AFTER_QUESTION, ";": AFTER_COLON, ":": AFTER_COLON}


class Phrase(NamedTuple):
    """What an engine is given at once.

    Attributes:
        words: a sentence or a part of one, as `wording.spoken_form` leaves it.
        commas: how many commas inside it want a short stop of `at_comma` seconds.
        breath: the silence behind it, in seconds; none behind the last.
    """

    words: str
    commas: int
    at_comma: Seconds
    breath: Seconds


def phrases(spoken: str, words_a_minute: float) -> list[Phrase]:
    """Return the phrases of a prepared line, in order."""
    slower = USUAL_PACE / words_a_minute
    pieces = [piece for sentence in _ENDS.split(spoken) for piece in _pieces(sentence) if piece]
    return [
        Phrase(
            piece,
            piece[:-1].count(","),
            Seconds(AT_COMMA * slower),
            Seconds(_BREATH.get(piece[-1], AT_COMMA) * slower if number < len(pieces) else 0.0),
        )
        for number, piece in enumerate(pieces, start=1)
    ]


def _pieces(sentence: str) -> list[str]:
    """Return a sentence, in pieces of at most `MOST_WORDS` words where it is longer."""
    words = sentence.split()
    if len(words) <= MOST_WORDS:
        return [sentence]
    first = words[:MOST_WORDS]
    cut = max((number for number, word in enumerate(first, start=1) if word.endswith(",")), default=MOST_WORDS)
    return [" ".join(words[:cut]), *_pieces(" ".join(words[cut:]))]
