import pytest

from practice_tui.compiler.durations import no_voice, passage_length, reading_length
from practice_tui.domain.quantities import SAMPLE_RATE, Frames
from practice_tui.domain.script import Position, Speech


def speech(text: str) -> Speech:
    return Speech(Position(1, 1), "a", text, named=True)


@pytest.mark.parametrize(
    ("text", "pace", "language", "seconds"),
    [
        ("word " * 110, 110, "en", 60),
        ("word " * 110, 55, "en", 120),
        ("Sit.", 110, "en", 2),
        ("", 110, "en", 2),
        ("静" * 170, 100, "zh", 60),
        ("静 か\n" * 110, 100, "ja-JP", 60),
        ("ก" * 400, 100, "th", 60),
    ],
)
def test_words_without_sound_take_as_long_as_reading_them_slowly(
    text: str, pace: int, language: str, seconds: float
) -> None:
    assert reading_length(text, pace, language) == pytest.approx(seconds * SAMPLE_RATE, abs=1)
    assert passage_length(speech(text), no_voice, pace, language) == reading_length(text, pace, language)


def test_sound_takes_its_own_time_but_never_less_than_two_seconds() -> None:
    assert passage_length(speech("Sit."), lambda _: Frames(123_457), 110, "en") == 123_457
    assert passage_length(speech("Sit."), lambda _: Frames(100), 110, "en") == 2 * SAMPLE_RATE
