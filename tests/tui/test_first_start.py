"""The first minute: one screen, a length, Enter, and the bell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.evening import USUAL, at_home

from practice_tui.domain.timeline import EventKind
from practice_tui.tui.care import NOTE

if TYPE_CHECKING:
    from tests.tui.household import Household


async def test_the_first_start_says_what_this_is_and_how_to_look_after_oneself(household: Household) -> None:
    household.is_new = True
    async with at_home(household) as person:
        assert person.place == "welcome"
        assert "A companion for practising compassion" in person.screen
        assert "Looking after yourself" in person.screen
        assert "How long have you got?" in person.screen
        assert "10 min" in person.screen
        assert "⏎  begin   A moment of nurturance" in person.screen


async def test_the_note_has_ten_lines_at_most(household: Household) -> None:
    household.is_new = True
    async with at_home(household, size=USUAL) as person:
        lines = person.screen.splitlines()
        first = next(y for y, line in enumerate(lines) if "Looking after yourself" in line) + 1
        last = next(y for y, line in enumerate(lines) if line.strip().endswith(NOTE.split()[-1]))
        assert last - first < 10


async def test_enter_on_the_very_first_screen_rings_the_bell(household: Household) -> None:
    household.is_new = True
    async with at_home(household) as person:
        await person.press("enter")
        assert person.place == "session"
        await person.let_pass(1)
        assert person.player.present.kind is EventKind.BELL


async def test_the_length_chosen_first_is_the_length_that_is_sat(household: Household) -> None:
    household.is_new = True
    async with at_home(household) as person:
        await person.press("minus", "minus", "plus", "minus")
        assert "8 min" in person.screen
        await person.press("enter")
        assert person.player.planned_seconds == 8 * 60


async def test_looking_around_first_leads_to_today(household: Household) -> None:
    household.is_new = True
    async with at_home(household) as person:
        await person.press("escape")
        assert person.place == "today"


async def test_the_welcome_is_shown_once(household: Household) -> None:
    household.is_new = True
    async with at_home(household) as person:
        await person.press("escape")
    async with at_home(household) as person:
        assert person.place == "today"


async def test_quitting_before_anything_was_chosen_keeps_the_welcome_for_next_time(household: Household) -> None:
    household.is_new = True
    async with at_home(household) as person:
        await person.press("ctrl+q")
    assert household.is_new


async def test_the_note_stays_one_key_away_afterwards(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("n")
        assert "Practise sober" in person.screen
        await person.press("escape")
        assert person.place == "today"
