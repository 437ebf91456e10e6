"""What is spoken is what is written, as far as a small recogniser can tell.

A fixed share of the lines is listened to here, some of every script; `benchmarks/narration.py` listens to all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import soundfile
from tests.narration.judgement import FEW_WORDS, faults_of_words
from tests.narration.listener import Listener, words_of
from tests.narration.passages import every_script

from practice_tui.domain.script import speeches

if TYPE_CHECKING:
    from pathlib import Path

    from tests.narration.passages import Passage

ONE_IN = 6
"""Lines of a script of which one is listened to."""

MOST_ERRORS = 0.25
"""The word error rate of a script's sample, at most."""

SPOKEN = [script.id for script in every_script() if speeches(script)]


@pytest.fixture(scope="module")
def listener(passages: list[Passage], tmp_path_factory: pytest.TempPathFactory) -> Listener:
    return Listener((passage.text for passage in passages), tmp_path_factory.mktemp("listener"))


@pytest.mark.parametrize("script", SPOKEN)
def test_the_words_are_heard(
    script: str, listener: Listener, passages: list[Passage], understood: dict[str, tuple[int, int]]
) -> None:
    every_line = [passage.text for passage in passages]
    sample = [passage for passage in passages if passage.script == script][SPOKEN.index(script) % ONE_IN :: ONE_IN]
    heard = {each.cue: faults_of_words(each.text, listener, each.file, every_line) for each in sample}
    wrong, words = (
        sum(each) for each in zip(*((hearing.wrong, hearing.words) for hearing in heard.values()), strict=True)
    )
    understood[script] = (wrong, words)

    assert {cue: hearing for cue, hearing in heard.items() if hearing.faults} == {}
    assert wrong / words <= MOST_ERRORS


def test_it_knows_every_word(listener: Listener, passages: list[Passage]) -> None:
    assert [word for passage in passages for word in words_of(passage.text) if not listener.knows(word)] == []


@pytest.fixture
def three(passages: list[Passage]) -> list[Passage]:
    """Three lines of a middle length."""
    return [passage for passage in passages if 12 <= len(words_of(passage.text)) <= 16][:3]


def test_another_lines_recording_is_noticed(listener: Listener, passages: list[Passage], three: list[Passage]) -> None:
    every_line = [passage.text for passage in passages]
    for passage, other in zip(three, [*three[1:], three[0]], strict=True):
        found = faults_of_words(passage.text, listener, other.file, every_line).faults

        assert any("taken for" in fault for fault in found)


def test_another_lines_recording_is_noticed_in_a_few_words_too(listener: Listener, passages: list[Passage]) -> None:
    every_line = [passage.text for passage in passages]
    first, second, *_ = (passage for passage in passages if len(words_of(passage.text)) < FEW_WORDS)

    assert faults_of_words(first.text, listener, second.file, every_line).faults
    assert not faults_of_words(first.text, listener, first.file, every_line).faults


def test_a_recording_that_stops_half_way_is_noticed(
    listener: Listener, passages: list[Passage], three: list[Passage], tmp_path: Path
) -> None:
    every_line = [passage.text for passage in passages]
    for passage in three:
        sound, rate = soundfile.read(passage.file, dtype="float32")
        soundfile.write(tmp_path / "half.wav", sound[: len(sound) // 2], rate)

        assert faults_of_words(passage.text, listener, tmp_path / "half.wav", every_line).faults


def test_silence_is_noticed(listener: Listener, passages: list[Passage], tmp_path: Path) -> None:
    every_line = [passage.text for passage in passages]
    soundfile.write(tmp_path / "silence.wav", [0.0] * 48_000, 48_000)

    assert faults_of_words(passages[0].text, listener, tmp_path / "silence.wav", every_line).faults
