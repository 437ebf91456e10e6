"""After the sitting: what is saved, and, if one likes, how it was."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import Person, at_home
from tests.tui.household import MemorySettings

from practice_tui.domain.errors import NotSaved

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.tui.household import Household

    from practice_tui.domain.record import SessionRecord


@asynccontextmanager
async def after_a_sitting(household: Household, minutes: float = 2) -> AsyncIterator[Person]:
    async with at_home(household) as person:
        await person.press("enter")
        await person.let_pass(minutes * 60)
        await person.press("q")
        assert person.place == "reflection"
        yield person


async def test_nothing_has_to_be_answered(household: Household) -> None:
    async with after_a_sitting(household) as person:
        assert "2 minutes are saved" in person.screen
        await person.press("enter")
        assert person.place == "today"
    record = household.store.records()[0]
    assert (record.after, record.note) == ("", "")


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_an_answer_is_kept_however_one_goes_on(household: Household, key: str) -> None:
    async with after_a_sitting(household) as person:
        await person.press("1", key)
        assert person.place == "today"
    assert household.store.records()[0].after == "at ease"


async def test_q_quits_and_keeps_the_answer(household: Household) -> None:
    async with after_a_sitting(household) as person:
        await person.press("2", "q")
        assert not person.app.is_running
    assert household.store.records()[0].after == "ordinary"


async def test_an_answer_can_be_clicked_and_taken_back(household: Household) -> None:
    async with after_a_sitting(household) as person:
        await person.click("restless")
        assert "● restless" in person.screen
        await person.click("restless")
        assert "● restless" not in person.screen
        await person.press("enter")
    assert household.store.records()[0].after == ""


async def test_a_line_is_kept_with_the_sitting(household: Household) -> None:
    async with after_a_sitting(household) as person:
        await person.press("w", *"quiet 1?", "enter")
        assert person.place == "today"
    record = household.store.records()[0]
    assert (record.after, record.note) == ("", "quiet 1?")


async def test_escape_leaves_the_line_without_losing_it(household: Household) -> None:
    async with after_a_sitting(household) as person:
        await person.press("w", *"rain", "escape")
        assert person.place == "reflection"
        await person.press("1", "escape")
        assert person.place == "today"
    record = household.store.records()[0]
    assert (record.after, record.note) == ("at ease", "rain")


async def test_a_hard_one_is_met_with_kindness_something_to_do_and_someone_to_call(household: Household) -> None:
    household.settings = MemorySettings(contact="Ana, 600 123 456")
    async with after_a_sitting(household) as person:
        await person.press("4")
        assert "it says nothing against you" in person.screen
        assert "You wished to call: Ana, 600 123 456" in person.screen
        assert "emergency number" in person.screen
        await person.press("g")
        assert person.place == "session"
        assert person.player.plan.script.id == "steadying"
    assert household.store.records()[0].after == "hard"


async def test_whom_to_call_stands_beside_the_practice_that_is_steady_ground(household: Household) -> None:
    household.settings = MemorySettings(contact="Ana, 600 123 456")
    async with at_home(household, "steadying") as person:
        await person.let_pass(10)
        assert "You wished to call: Ana, 600 123 456" in person.screen


async def test_an_answer_that_cannot_be_written_is_said_on_today(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_record: SessionRecord) -> None:
        raise NotSaved("the disk is full; nothing was changed; make some room.")

    async with after_a_sitting(household) as person:
        monkeypatch.setattr(household.store, "edit", refuse)
        await person.press("1", "enter")
        assert person.place == "today"
        assert "the disk is full" in person.screen
        assert "your minutes are" in person.screen


async def test_minutes_that_cannot_be_saved_are_shown_and_said_again_at_the_end(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_record: SessionRecord) -> None:
        raise NotSaved("the disk is full; nothing was changed; make some room")

    monkeypatch.setattr(household.store, "add", refuse)
    async with after_a_sitting(household) as person:
        assert "2 minutes could not be saved yet" in person.screen
        assert "the disk is full" in person.screen
        assert "practice import -" in person.app.last_words[0]
        await person.press("q")


async def test_a_sitting_of_no_length_is_met_without_a_number(household: Household) -> None:
    async with after_a_sitting(household, minutes=0) as person:
        assert "You sat down, and got up again" in person.screen
