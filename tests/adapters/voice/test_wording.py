"""What reaches an engine: words and plain marks, whatever was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.adapters.voice.wording import LONGEST_LINE, LONGEST_WORD, in_ascii, spoken_form


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Sit  tall\nenough.", "Sit tall enough."),
        ("It’s “only” the breath", "It's only the breath"),  # noqa: RUF001 - curly quotes are meant
        ("the dogs' bowls, 'quoted' words", "the dogs' bowls, quoted words"),
        ("Out - and in – slowly—now", "Out, and in, slowly, now"),  # noqa: RUF001 - dashes are meant
        ("Wait… or wait... now", "Wait. or wait. now"),
        ("a friend (or a dog) you like", "a friend, or a dog, you like"),
        ("Really?! Yes!!", "Really? Yes!"),
        ("Dr. Ash, e.g. here", "Doctor Ash, for example here"),
        ("tea, cake etc. Then rest", "tea, cake and so on. Then rest"),
        ("tea etc. and rest", "tea and so on and rest"),
        ("at 6 a.m. or 7 p.m.", "at six a m or seven p m."),
        ("20% & 5 min at 5°", "twenty per cent and five minutes at five degrees"),
        ("£5 or $10", "five pounds or ten dollars"),
        ("well-worn shoes", "well-worn shoes"),
    ],
)
def test_english_as_it_is_said(written: str, spoken: str) -> None:
    assert spoken_form(written, "en-GB") == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ('(system "touch /tmp/x")', "system touch tmp x"),
        ("<speak><break time='9s'/>Sit</speak>", "speak break time equals nine seconds' Sit speak"),
        ("[[rate 500]] Sit [[slnc 9000]]", "rate five hundred Sit slnc nine thousand"),
        ("$(touch x) `touch x` ; touch x | sh", "touch x, touch x; touch x sh"),
        ('"; Start-Process calc; "', "Start-Process calc"),
        ("--help", "help"),
        ("-o /etc/passwd", "o etc passwd"),
        ("\x1b]52;c;eA==\x07Sit", "fifty-two; c; eA equals equals Sit"),
        ("www.example.org", "www. example. org"),
        ("\u202eSit\u2066 down", "Sit down"),
    ],
)
def test_nothing_that_an_engine_could_obey_is_left(written: str, spoken: str) -> None:
    assert spoken_form(written, "en") == spoken


@pytest.mark.parametrize("written", ["", "…", "-- . !", "()[]", "\x00\x1b", "🙂"])
def test_what_has_no_sound_is_nothing(written: str) -> None:
    assert spoken_form(written, "en") == ""


def test_other_languages_keep_their_letters_and_digits() -> None:
    assert spoken_form("Atme 4 Sekunden ein. Übe täglich", "de") == "Atme 4 Sekunden ein. Übe täglich"
    assert spoken_form("请坐好。慢慢呼吸，好吗？", "zh") == "请坐好. 慢慢呼吸, 好吗?"  # noqa: RUF001 - Chinese marks are meant


def test_long_words_are_spoken_in_pieces_and_long_lines_end_somewhere() -> None:
    assert max(len(word) for word in spoken_form("a" * 5000, "en").split()) <= LONGEST_WORD
    assert len(spoken_form("breathe " * 5000, "en")) <= LONGEST_LINE


@given(st.text(max_size=300), st.sampled_from(["en", "de", "ar"]))
def test_only_words_and_plain_marks_ever_pass(text: str, language: str) -> None:
    spoken = spoken_form(text, language)
    for character in spoken:
        assert character in " '-.,;:?!\u200c\u200d" or unicodedata.category(character)[0] in "LMN", character
    assert not spoken.startswith(("-", " "))
    assert "\n" not in spoken
    assert not spoken or any(unicodedata.category(character)[0] in "LMN" for character in spoken)


@given(st.text(max_size=200))
def test_preparing_twice_changes_nothing_in_another_language(text: str) -> None:
    once = spoken_form(text, "de")
    assert spoken_form(once, "de") == once


def test_engines_of_plain_english_get_plain_letters() -> None:
    assert in_ascii("naïve café, 好") == "naive cafe, "
