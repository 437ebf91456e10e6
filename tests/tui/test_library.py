"""The library: finding a practice, looking closer, and beginning it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.evening import LARGE, at_home

if TYPE_CHECKING:
    from tests.tui.household import Household


async def test_every_practice_stands_there_with_its_lengths_and_when_it_was_sat(household: Household) -> None:
    household.sat("gratitude", 15, 2)
    async with at_home(household) as person:
        await person.press("b")
        lines = {line[3:28].strip(): line for line in person.screen.splitlines()}
        assert "8-40 min" in lines["The many hands"]
        assert "15 min" in lines["The many hands"]
        assert "2 days ago" in lines["The many hands"]
        assert "not yet" in lines["Giving and taking"]
        assert "imagery" in lines["Giving and taking"]
        assert "Silent sitting" in lines


async def test_typing_narrows_the_list_and_escape_empties_the_filter_first(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("b", *"hands")
        assert "The many hands" in person.screen
        assert "Silent sitting" not in person.screen
        await person.press("escape")
        assert "Silent sitting" in person.screen
        await person.press("escape")
        assert person.place == "today"


async def test_a_filter_that_nothing_fits_says_so(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("b", *"zzz")
        assert "nothing here goes by that" in person.screen
        await person.press("enter")
        assert person.place == "library"


async def test_enter_looks_closer_and_a_click_begins(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("b", "down", "down", "enter")
        assert person.place == "preview"
        assert "Resting with the breath" in person.screen
        assert "If watching the breath is uncomfortable" in person.screen
        await person.press("plus", "plus")
        assert "12 min" in person.screen
        await person.click("begin")
        assert person.place == "session"
        assert person.player.plan.script.id == "breath-focus"
        assert person.player.planned_seconds == 12 * 60


async def test_a_practice_can_be_clicked(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("b")
        await person.click("Just like me")
        assert person.place == "preview"
        assert "Just like me" in person.screen


async def test_the_parts_are_those_of_the_chosen_length(household: Household) -> None:
    async with at_home(household, size=LARGE) as person:
        await person.press("b", *"giving", "enter")
        assert "One ring further" not in person.screen
        await person.press(*["plus"] * 5)
        assert "One ring further" in person.screen


async def test_the_page_for_learners_is_shown_without_links_that_open(household: Household) -> None:
    async with at_home(household, size=LARGE) as person:
        await person.press("b", "enter")
        assert "Common snags" in person.screen
        assert person.app.screen.query_one("#handout")._open_links is False  # type: ignore[attr-defined]


async def test_l_leads_to_the_gentler_practice_and_escape_back(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("b", *"giving", "enter", "l")
        assert "A moment of nurturance" in person.screen.splitlines()[1]
        await person.press("escape", "escape")
        assert person.place == "library"


async def test_arrows_read_on_where_the_page_is_longer_than_the_screen(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("b", "enter")
        top = person.screen
        await person.press("down", "down")
        assert person.screen != top
        await person.press("up", "up")
        assert person.screen == top


async def test_enter_on_the_page_of_a_practice_begins_it(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("b", *"steady", "enter", "enter")
        assert person.place == "session"
        assert person.player.planned_seconds == 180
