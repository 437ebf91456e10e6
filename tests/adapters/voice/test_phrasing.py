"""Where a voice stops, and for how long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from practice_tui.adapters.voice.phrasing import (
    AFTER_COLON,
    AFTER_QUESTION,
    AFTER_SENTENCE,
    AT_COMMA,
    MOST_WORDS,
    USUAL_PACE,
    phrases,
)
from practice_tui.adapters.voice.wording import spoken_form


def test_each_sentence_is_spoken_apart_and_followed_by_a_breath() -> None:
    found = phrases("Leave the breath. Is it long, or short? See it: now.", USUAL_PACE)

    assert [(each.words, each.commas, each.breath) for each in found] == [
        ("Leave the breath.", 0, AFTER_SENTENCE),
        ("Is it long, or short?", 1, AFTER_QUESTION),
        ("See it:", 0, AFTER_COLON),
        ("now.", 0, 0),
    ]


def test_a_slower_pace_breathes_longer() -> None:
    assert phrases("One. Two.", USUAL_PACE / 2)[0].breath == AFTER_SENTENCE * 2


def test_a_sentence_too_long_for_an_engine_is_cut_at_its_last_comma_that_fits() -> None:
    found = phrases(", ".join(["out and in"] * 30) + ".", USUAL_PACE)

    assert len(found) == 3
    assert all(each.words.endswith((",", ".")) for each in found)
    assert found[0].breath == AT_COMMA


@given(st.text(alphabet="ab ,.;:?!'-", max_size=400))
def test_no_word_is_lost_and_no_phrase_is_too_long(text: str) -> None:
    spoken = spoken_form(text, "en")
    found = phrases(spoken, USUAL_PACE)

    assert " ".join(each.words for each in found) == spoken
    assert all(0 < len(each.words.split()) <= MOST_WORDS for each in found)
    assert all(any(character.isalnum() for character in each.words) for each in found)
    assert not any(each.breath for each in found[-1:])
