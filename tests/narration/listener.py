"""A small speech recogniser that knows the words of the scripts, and nothing of which line it is listening to.

It is pocketsphinx with its own model of English sounds. Its model of language is made here, from single words and pairs
of words as they stand in all the scripts together; where it hears something else, it says something else.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import soundfile
import soxr  # type: ignore[import-untyped]
from pocketsphinx import Decoder  # type: ignore[import-untyped]

from practice_tui.adapters.voice.wording import spoken_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

HEARING_RATE = 16_000

_SPELT_OUT = {
    "lamplight": "L AE M P L AY T",
    "nurturance": "N ER CH ER AH N S",
    "pacer's": "P EY S ER Z",
    "plainest": "P L EY N AH S T",
}
"""The words of the scripts that its dictionary lacks, in its own signs."""

_WORDS, _LINES = "words", "lines"
"""Its two ways of searching: any of the words in any order, or one of the lines from beginning to end."""

_DISCOUNT = 0.5
"""What is taken from the count of every pair that was seen, for those that weren't."""


class Listener:
    """Recognises the narration of scripts.

    Args:
        lines: every line there is, from which it learns words and pairs; None to hear any English.
        folder: where its model of language is written; not needed without lines.
    """

    def __init__(self, lines: Iterable[str] | None = None, folder: Path | None = None) -> None:
        if lines is None or folder is None:
            self._decoder = Decoder(cmn="batch", loglevel="FATAL")
            return
        every_line = [words_of(line) for line in lines]
        model = folder / "scripts.arpa"
        model.write_text(pairs_of_words(every_line), "ascii")
        self._decoder = Decoder(cmn="batch", lm=None, loglevel="FATAL")
        for word, sounds in _SPELT_OUT.items():
            self._decoder.add_word(word, sounds, True)
        self._decoder.add_lm_file(_WORDS, str(model))
        self._decoder.activate_search(_WORDS)
        choices = " | ".join(sorted({" ".join(line) for line in every_line}))
        self._decoder.add_jsgf_string(_LINES, f"#JSGF V1.0;\ngrammar lines;\npublic <line> = {choices};\n")

    def hear(self, file: Path) -> list[str]:
        """Return the words recognised in a sound file."""
        if self._decoder.current_search() == _LINES:
            self._decoder.activate_search(_WORDS)
        return self._hear(file)

    def choose(self, file: Path) -> list[str]:
        """Return the words of the line that a sound file is most like, of all there are; for lines of a few words."""
        self._decoder.activate_search(_LINES)
        return self._hear(file)

    def knows(self, word: str) -> bool:
        """Return whether a word is in its dictionary."""
        return self._decoder.lookup_word(word) is not None

    def _hear(self, file: Path) -> list[str]:
        sound, rate = soundfile.read(file, dtype="float32")
        heard = soxr.resample(sound, rate, HEARING_RATE)
        heard *= 0.7 / max(float(np.abs(heard).max()), 1e-6)
        self._decoder.start_utt()
        self._decoder.process_raw((heard * 32_767).astype("<i2").tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return found.hypstr.split() if found else []


def words_of(line: str) -> list[str]:
    """Return the words of a line as they are spoken and recognised."""
    return re.findall(r"[a-z']+", spoken_form(line, "en").lower().replace("-", " "))


def errors(written: Sequence[str], heard: Sequence[str]) -> int:
    """Return how many words are wrong, missing or too many."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(written, start=1):
        before, row[0] = row.copy(), number
        for place, other in enumerate(heard, start=1):
            row[place] = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (word != other))
    return row[-1]


def pairs_of_words(lines: Sequence[Sequence[str]]) -> str:
    """Return a model of language in ARPA's form: pairs with absolute discounting, backed off to single words."""
    marked = [["<s>", *line, "</s>"] for line in lines]
    singles = Counter(word for line in marked for word in line)
    pairs = Counter(pair for line in marked for pair in itertools.pairwise(line))
    kinds = Counter(first for first, _ in pairs)
    total = sum(singles.values()) - singles["<s>"]
    alone = {word: count / total for word, count in singles.items()}
    seen = dict.fromkeys(singles, 0.0)
    for first, second in pairs:
        seen[first] += alone[second]
    rows = ["\\data\\", f"ngram 1={len(singles)}", f"ngram 2={len(pairs)}", "", "\\1-grams:"]
    for word in sorted(singles):
        left = _DISCOUNT * kinds[word] / singles[word] / max(1 - seen[word], 1e-6) if kinds[word] else 1.0
        chance = -99.0 if word == "<s>" else math.log10(alone[word])
        rows.append(f"{chance:.4f} {word} {math.log10(left):.4f}")
    rows += ["", "\\2-grams:"]
    rows += [
        f"{math.log10((pairs[pair] - _DISCOUNT) / singles[pair[0]]):.4f} {pair[0]} {pair[1]}" for pair in sorted(pairs)
    ]
    return "\n".join([*rows, "", "\\end\\", ""])
