"""Asking to be asked, and being asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import SMALL, USUAL, Person, at_home

from practice_tui.domain.due import State
from practice_tui.domain.reminder import DailyTime, Moments, Reminder, Stretch

if TYPE_CHECKING:
    from tests.tui.household import Household

SEVEN = Reminder(id="gratitude", practice="gratitude", seconds=600, when=DailyTime(7 * 60))
"""Ten minutes before the household's morning begins."""


async def ticked(person: Person) -> None:
    """Let the app ask whether anything is due."""
    person.app.begin_ticking()
    await person.settle()
    await person.household.ticker.tick()
    await person.settle()


def note_of(household: Household) -> State:
    """Return what was noted last."""
    return list(household.keeper.noted.values())[-1].state


async def test_a_reminder_is_made_changed_paused_and_removed(household: Household) -> None:
    for days_ago in range(1, 15):
        household.sat("gratitude", 12, days_ago)
    async with at_home(household) as person:
        await person.press("r")
        assert person.place == "reminders"
        assert "no reminder yet; a makes one" in person.screen
        assert "practice remind install" in person.screen

        await person.press("a")
        assert "06:10" in person.screen, "when this person usually sits is suggested"
        await person.press(*"many hands", "enter")
        assert household.keeper.kept[0].when == DailyTime(6 * 60 + 10)
        assert "The many hands" in person.screen
        assert "06:10 every day" in person.screen

        await person.press("enter", "down", *["backspace"] * 5, *"3 within 09:00-17:00", "enter")
        assert "five minutes" in person.screen, "it says why a long practice can't be a small moment"
        await person.press(*["backspace"] * 20, *"21:30", "down", *"mon,fri", "enter")
        assert household.keeper.kept[0].when == DailyTime(21 * 60 + 30, frozenset({0, 4}))

        await person.press("space")
        assert household.keeper.kept[0].paused
        assert "paused" in person.screen
        await person.press("space")
        assert not household.keeper.kept[0].paused

        await person.press("x")
        assert household.keeper.kept == []
        await person.press("escape")
        assert person.place == "today"


async def test_small_moments_are_asked_for_in_words(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("r", "a", *"steadying", "down", *"2 a day within 09:00-17:00", "enter")

        assert household.keeper.kept[0].when == Moments(2, Stretch(9 * 60, 17 * 60))
        assert "2 a day within 09:00-17:00 every day" in person.screen
        assert "some time" in person.screen


@pytest.mark.parametrize(
    ("key", "noted"),
    [("1", State.SNOOZED), ("3", State.SNOOZED), ("6", State.SNOOZED), ("x", State.DECLINED)],
)
async def test_a_prompt_is_put_off_or_declined(household: Household, key: str, noted: State) -> None:
    household.keeper.keep([SEVEN])
    async with at_home(household) as person:
        await ticked(person)
        assert "in 10 min" in person.screen
        assert note_of(household) is State.DELIVERED

        await person.press("k", key)

        assert note_of(household) is noted
        assert "in 10 min" not in person.screen
        await ticked(person)
        assert "in 10 min" not in person.screen


async def test_a_prompt_begins_its_sitting(household: Household) -> None:
    household.keeper.keep([SEVEN])
    async with at_home(household) as person:
        await ticked(person)
        await person.press("k", "enter")

        assert person.place == "session"
        assert person.player.plan.script.id == "gratitude"
        assert note_of(household) is State.BEGUN


async def test_it_is_answered_by_a_click_as_well(household: Household) -> None:
    household.keeper.keep([SEVEN])
    async with at_home(household) as person:
        await ticked(person)
        await person.click("not today")

        assert note_of(household) is State.DECLINED


async def test_left_alone_it_waits_and_goes_along_to_other_screens(household: Household) -> None:
    household.keeper.keep([SEVEN])
    async with at_home(household) as person:
        await ticked(person)
        await person.press("k", "escape")
        assert note_of(household) is State.DELIVERED
        assert "in 10 min" in person.screen
        await person.press("b")
        assert person.place == "library"
        assert "in 10 min" in person.screen
        await person.press("k")
        assert "k" in person.screen.splitlines()[1], "where one types, the letter is typed"
        await person.press("f2")
        assert "not today" in person.screen
        await person.press("escape")

        household.clock.passed += 3 * 3600
        await ticked(person)
        assert "in 10 min" not in person.screen, "by now it is too late"


async def test_nobody_is_asked_while_sitting(household: Household) -> None:
    household.keeper.keep([SEVEN])
    async with at_home(household) as person:
        await person.press("enter")
        assert person.place == "session"
        await ticked(person)

        assert "in 10 min" not in person.screen
        await person.press("k")
        assert person.place == "session"


async def test_the_app_stops_asking_when_it_is_left(household: Household) -> None:
    async with at_home(household) as person:
        await ticked(person)
        assert household.ticker.runs
    assert not household.ticker.runs


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_it_speaks_discreetly_on_any_screen(household: Household, size: tuple[int, int]) -> None:
    nurturing = Reminder(id="nurturance", practice="nurturance", seconds=600, when=DailyTime(7 * 60))
    household.keeper.keep([nurturing])
    async with at_home(household, size=size) as person:
        await ticked(person)

        knock = person.app.prompts[0].words
        assert "urturance" not in knock
        assert "begin" in person.screen
