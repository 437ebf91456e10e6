from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.text import clean_text, forbidden_positions, is_clean, one_line, visible

anything = st.text(st.characters())


@given(anything)
def test_what_has_passed_the_gate_passes_it_again_unchanged(text: str) -> None:
    clean = clean_text(text)
    assert is_clean(clean)
    assert forbidden_positions(clean) == []
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode()


@given(anything)
def test_nothing_that_passes_can_be_obeyed_by_a_terminal(text: str) -> None:
    for character in clean_text(text):
        assert character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs", "Co"}
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\ufeffTitle\r\nLength\rHome", "Title\nLength\nHome"),
        ("a\u00a0b\u202fc\u2007d", "a b c d"),
        ("e\u0301", "é"),
        ("\x1b]52;c;x\x07\x9b31m", "]52;c;x31m"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("\ud800\ue000\U000e0041\U0010ffffok", "ok"),
        ("שלום\u200f a\u200eb", "שלום\u200f a\u200eb"),
        ("tab\there", "tab\there"),
        ("\ufeffa\ufeffb", "ab"),
    ],
)
def test_what_the_gate_changes(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_places_count_lines_and_columns_from_one() -> None:
    assert forbidden_positions("\ufeff\x00ab\r\nc\x1bd\n\n\u202e") == [(1, 1, "\x00"), (2, 2, "\x1b"), (4, 1, "\u202e")]


@given(st.lists(st.sampled_from(["a", "\n", "\r\n", "\x00", "é", "\u202e"])).map("".join))
def test_places_are_those_of_the_lines(text: str) -> None:
    lines = text.split("\r\n")
    lines = [line for part in lines for line in part.split("\n")]
    wanted = [
        (number, column, character)
        for number, line in enumerate(lines, start=1)
        for column, character in enumerate(line, start=1)
        if character in "\x00\u202e"
    ]
    assert forbidden_positions(text) == wanted


def test_a_large_text_of_forbidden_characters_is_gone_through_soon() -> None:
    began = time.process_time()
    assert len(forbidden_positions("a\x00\n" * 200_000)) == 200_000
    assert time.process_time() - began < 10  # a search from the beginning for each takes minutes


def test_one_line() -> None:
    assert one_line("  A title\n\ton two\u2028 lines\x07 ") == "A title on two lines"


@given(anything)
def test_what_is_made_visible_can_be_shown(text: str) -> None:
    shown = visible(text)
    assert shown.isprintable()
    assert is_clean(unicodedata.normalize("NFC", shown))


def test_escapes_are_written_out() -> None:
    assert visible("a\x1b\n\u202e\U000e0041é") == r"a\x1b\x0a\u202e\U000e0041é"
