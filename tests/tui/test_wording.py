"""How lengths and days are said on the screens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from practice_tui.domain.quantities import MINUTE, frames
from practice_tui.tui.screens.session.time_line import Stand
from practice_tui.tui.screens.session.words import balanced_width
from practice_tui.tui.wording import ago_words, are, day_words, first_sentence, length_label, sat_words, were

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (40, "40 seconds"), (60, "1 minute"), (89, "1 minute"), (720, "12 minutes")],
)
def test_time_that_was_sat_is_said_in_words(seconds: float, words: str) -> None:
    assert sat_words(seconds) == words


def test_the_verb_fits_the_number() -> None:
    assert (are(60), were(60), are(720), were(720)) == ("is", "was", "are", "were")


def test_a_length_to_choose_is_whole_minutes_or_to_the_second() -> None:
    assert length_label(15 * MINUTE) == "15 min"
    assert length_label(frames(750)) == "12m30s"


def test_days_are_said_as_people_say_them() -> None:
    assert day_words(TODAY) == "Friday 20 November"
    said = [ago_words(TODAY - timedelta(days), TODAY) for days in (0, 1, 4, 20, 300)]
    assert said == ["today", "yesterday", "4 days ago", "2 weeks ago", "January 2026"]


def test_a_day_that_has_not_come_yet_where_one_travelled_west_counts_as_today() -> None:
    assert ago_words(TODAY + timedelta(1), TODAY) == "today"


def test_only_the_first_sentence_is_taken_where_there_is_little_room() -> None:
    assert first_sentence("Not today. Another time.") == "Not today."
    assert first_sentence("Not today.") == "Not today."
    assert first_sentence("") == ""


@pytest.mark.parametrize(
    ("position", "length", "label"),
    [(220, 600, "6:20 left"), (600, 600, "0:00 left"), (640, 600, "+0:40"), (725, None, "12:05")],
)
def test_the_line_for_time_says_what_is_left_what_is_over_or_what_was_sat(
    position: int, length: int | None, label: str
) -> None:
    assert Stand(frames(position), None if length is None else frames(length)).label == label


def test_the_dot_on_the_line_goes_from_its_first_cell_to_its_last() -> None:
    places = [Stand(frames(second), frames(600)).place(60) for second in range(0, 660, 10)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 59)


def test_a_passage_is_broken_into_lines_of_about_the_same_length() -> None:
    text = "one two three four five six seven eight nine ten"
    assert balanced_width(text, 40) < 30
    assert balanced_width("short", 40) == 5
    assert balanced_width("", 40) == 1
