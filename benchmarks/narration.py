"""How well the narration that ships is understood: every line, through a small recogniser.

Run from the checkout: ``python benchmarks/narration.py``. It takes about ten minutes on one core. For each script it
tells the word error rate twice: with the recogniser's general model of English, which has never seen such texts, and
with one made from the words of the scripts, as the tests have it; besides pace, loudness, size and every line that the
tests would refuse.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import soundfile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.narration.judgement import faults_of_sound, faults_of_words
from tests.narration.listener import Listener, errors, words_of
from tests.narration.passages import every_passage

from practice_tui.adapters.audio.loudness import LoudnessMeter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.narration.passages import Passage


def main() -> None:
    """Listen to everything and print what was understood."""
    passages = every_passage()
    lines = [passage.text for passage in passages]
    with tempfile.TemporaryDirectory() as folder:
        of_scripts = Listener(lines, Path(folder))
    general = Listener()
    print(f"{'script':28} {'lines':>5} {'words':>6} {'a minute':>8} {'LUFS':>12} {'kB':>6} {'WER':>5} {'general':>8}")
    total = [0, 0, 0]
    for script, group in groupby(passages, key=lambda passage: passage.script):
        wrong, wrong_in_general, words = _script(script, list(group), lines, of_scripts, general)
        total = [sum(pair) for pair in zip(total, (wrong, wrong_in_general, words), strict=True)]
    print(f"{'all':28} {len(lines):5} {total[2]:6} {'':28} {total[0] / total[2]:5.2f} {total[1] / total[2]:8.2f}")


def _script(
    script: str, passages: list[Passage], lines: list[str], of_scripts: Listener, general: Listener
) -> tuple[int, int, int]:
    wrong = wrong_in_general = words = 0
    seconds, size, levels, faults = 0.0, 0, [], []
    for passage in passages:
        sound, rate = soundfile.read(passage.file, dtype="float32")
        hearing = faults_of_words(passage.text, of_scripts, passage.file, lines)
        wrong += hearing.wrong
        wrong_in_general += errors(words_of(passage.text), general.hear(passage.file))
        words += hearing.words
        seconds += len(sound) / rate
        size += passage.file.stat().st_size
        meter = LoudnessMeter(1)
        meter.add(sound[:, None])
        levels.append(meter.integrated())
        found = faults_of_sound(sound, passage.text) + hearing.faults
        faults += [f"    {passage.cue}: {fault} ({' '.join(hearing.heard)})" for fault in found]
    pace, quietest, loudest = words * 60 / seconds, min(levels), max(levels)
    print(
        f"{script:28} {len(passages):5} {words:6} {pace:8.0f} {quietest:5.1f} {loudest:6.1f} {size / 1000:6.0f} "
        f"{wrong / words:5.2f} {wrong_in_general / words:8.2f}",
        flush=True,
    )
    _say(faults)
    return wrong, wrong_in_general, words


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
