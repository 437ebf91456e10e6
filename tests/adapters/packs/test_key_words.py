"""Keys as words."""

from __future__ import annotations

from practice_tui.adapters.packs.key_words import COUNT, WORDS, key_words


def test_there_is_a_word_for_each_byte_and_no_two_look_alike() -> None:
    assert len(set(WORDS)) == 256
    assert list(WORDS) == sorted(WORDS)
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 8 for word in WORDS)


def test_a_key_has_its_words_and_another_has_others() -> None:
    words = key_words(bytes(32))
    assert len(words.split("-")) == COUNT
    assert words == key_words(bytes(32))
    assert words != key_words(b"\1" + bytes(31))


def test_the_words_of_a_key_never_change() -> None:
    """They are read aloud and kept on paper: another list or another hash would part people from their authors."""
    words = "forest-basin-river-canoe-fox-pumpkin-chimney-fox-lobster-bench"
    assert key_words(bytes(range(32))) == words
