"""British spelling for engines that learned to read in America."""

from __future__ import annotations

import pytest

from practice_tui.adapters.voice.spelling import in_american_spelling


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("Practised well.", "Practiced well."),
        ("the neighbour's colours", "the neighbor's colors"),
        ("practice, colourless", "practice, colourless"),
        ("", ""),
    ],
)
def test_whole_words_of_the_list_change_and_nothing_else(british: str, american: str) -> None:
    assert in_american_spelling(british) == american
