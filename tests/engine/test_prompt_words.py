"""What a prompt says: discreet where anybody may see it, kind, and without a word about days in a row."""

from __future__ import annotations

import re

import pytest
from tests.engine.prompt_room import summary

from practice_tui.bootstrap import services
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE
from practice_tui.engine.prompt_words import DISCREET, NAMED, PLAIN, prompt_words

SCOLDING = re.compile(r"streak|in a row|miss|late|forgot|should|must|don't|again|!|lose|keep up", re.IGNORECASE)


@pytest.mark.parametrize(
    ("practice", "own", "setting", "start"),
    [
        ("gratitude", "", DISCREET, "Gratitude, "),
        ("self-compassion", "", DISCREET, "A quiet moment, "),
        ("some-pack/anything", "", DISCREET, "A quiet moment, "),
        ("some-pack/gratitude", "", DISCREET, "A quiet moment, "),
        ("self-compassion", "", PLAIN, "Self compassion, "),
        ("self-compassion", PLAIN, DISCREET, "Self compassion, "),
        ("self-compassion", DISCREET, PLAIN, "A quiet moment, "),
        ("gratitude", DISCREET, PLAIN, "A quiet moment, "),
    ],
)
def test_a_practice_is_named_only_where_it_may_be(practice: str, own: str, setting: str, start: str) -> None:
    assert prompt_words(summary(practice), own, setting).startswith(start)


@pytest.mark.parametrize(
    ("shortest", "longest", "words"),
    [
        (10 * SAMPLE_RATE, 60 * MINUTE, "1 minute would do"),
        (MINUTE, 5 * MINUTE, "1 minute would do"),
        (3 * MINUTE, 5 * MINUTE, "3 minutes would do"),
        (90 * SAMPLE_RATE, 5 * MINUTE, "90 seconds would do"),
        (20 * SAMPLE_RATE, 40 * SAMPLE_RATE, "40 seconds would do"),
    ],
)
def test_the_shortest_length_that_makes_a_day_is_named(shortest: int, longest: int, words: str) -> None:
    assert prompt_words(summary("x", "X", shortest, longest), "", PLAIN).endswith(words)


def test_no_prompt_of_what_ships_scolds_or_counts_days() -> None:
    practices = services().shelf.practices()
    assert practices
    for practice in practices:
        for setting in (DISCREET, PLAIN):
            assert not SCOLDING.search(prompt_words(practice, "", setting))


def test_practices_about_oneself_are_not_named() -> None:
    about_oneself = {"nurturance", "self-compassion", "own-needs", "kindness-to-self", "compassionate-letter"}
    assert not about_oneself & NAMED
