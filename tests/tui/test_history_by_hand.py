"""Mending the record: one day with its sittings and notes, added to, changed, removed, and undone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import at_home
from tests.tui.remembering import Remembering
from textual.widgets import Input

from practice_tui.domain.errors import NotSaved

if TYPE_CHECKING:
    from tests.tui.evening import Person

    from practice_tui.domain.record import SessionRecord

HOSTILE = "[@click=app.quit]press[/] [/nothing] \x1b]52;c;ZXZpbA==\x07"


@pytest.fixture
def household() -> Remembering:
    return Remembering()


async def fill(person: Person, **texts: str) -> None:
    """Fill in lines of the form, as by pasting, and press Enter."""
    for line in person.app.screen.query(Input):
        line.value = texts.get(str(line.name).replace(" ", "_"), line.value)
    await person.press("enter")


async def test_a_day_shows_its_sittings_and_notes(household: Remembering) -> None:
    household.wrote("gratitude", 12, 0, "First line\nsecond line")
    household.wrote("an-imported-one", 20, 0, HOSTILE, hours=1)
    async with at_home(household) as person:
        await person.press("h", "enter")
        assert "Friday 20 November 2026, 32 minutes" in person.screen
        assert "06:10  The many hands" in person.screen
        assert "second line" in person.screen
        assert "an-imported-one" in person.screen
        assert "[@click=app.quit]press[/] [/nothing]" in person.screen
        assert "\x1b" not in person.screen
        await person.press("right")
        assert "still to come" in person.screen
        await person.press("left", "left")
        assert "Thursday 19 November 2026" in person.screen
        assert "a adds a sitting by hand" in person.screen
        await person.press("escape")
        assert person.place == "history"


async def test_a_sitting_is_changed_in_all_its_parts(household: Remembering) -> None:
    before = household.wrote("gratitude", 12.5, 0, "Two\nlines")
    async with at_home(household) as person:
        await person.press("h", "enter", "enter")
        assert "Change this sitting" in person.screen
        await person.press("enter")
        assert household.store.records() == [before]
        await person.press("enter", "tab", *"20", "enter")
        assert "changed: The many hands, 20 minutes, Friday 20 November; u takes it back" in person.screen
        assert _only(household).note == "Two\nlines"
        await person.press("enter")
        await fill(person, practice="silent sitting", day="2026-11-18", note="calm [b]")
        changed = _only(household)
        assert (changed.practice, changed.day, changed.note) == ("silent-sit", date(2026, 11, 18), "calm [b]")
        assert changed.start == before.start
        assert "a adds a sitting by hand" in person.screen
        await person.press("u", "u")
        assert _only(household) == before
        assert "as before: The many hands" in person.screen


async def test_a_sitting_is_removed_and_brought_back(household: Remembering) -> None:
    household.wrote("gratitude", 12, 0, "one")
    household.wrote("silent-sit", 20, 0, "two", hours=1)
    async with at_home(household) as person:
        await person.press("h", "enter", "down", "x")
        assert "removed: Silent sitting, 20 minutes, Friday 20 November; u brings it back" in person.screen
        assert [each.note for each in household.store.records()] == ["one"]
        await person.press("u")
        assert "back again: Silent sitting" in person.screen
        assert [each.note for each in household.store.records()] == ["one", "two"]
        await person.press("down", "x", "escape")
        assert "Friday 20 November 2026: 12 min in 1 sitting" in person.screen


async def test_a_sitting_is_added_by_hand_and_shows_at_once(household: Remembering) -> None:
    async with at_home(household) as person:
        await person.press("h", "left", "a", *"The ma", "right", "down", *"25", "down", "down", *"7.10", "enter")
        assert person.place == "history"
        assert "added: The many hands, 25 minutes, Thursday 19 November" in person.screen
        assert "Thursday 19 November 2026: 25 min in 1 sitting" in person.screen
        added = _only(household)
        assert (added.practice, added.day) == ("gratitude", date(2026, 11, 19))
        assert f"{added.local_start:%H:%M}" == "07:10"
        await person.press("u")
        assert "taken out again: The many hands" in person.screen
        assert household.store.records() == []


async def test_a_time_before_the_day_begins_belongs_to_the_night_after(household: Remembering) -> None:
    async with at_home(household) as person:
        await person.press("h", "left", "enter", "a")
        await fill(person, practice="silent-sit", length="10", began_at="1:30")
        assert "01:30  Silent sitting" in person.screen
        assert _only(household).local_start.date() == date(2026, 11, 20)
        assert _only(household).day == date(2026, 11, 19)


async def test_what_cannot_be_understood_or_written_stays_to_be_tried_again(
    household: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_home(household) as person:
        await person.press("h", "a", "enter")
        assert "which practice was it?" in person.screen
        await fill(person, practice="gratitud")
        assert "no length" in person.screen
        await fill(person, length="10")
        assert "'gratitude'" in person.screen
        await fill(person, practice="gratitude", began_at="25")
        assert "'25' is no time of day" in person.screen

        def refuse(_records: object) -> None:
            raise NotSaved("the disk is full; nothing was changed")

        with monkeypatch.context() as full:
            full.setattr(household.store, "add_all", refuse)
            await fill(person, began_at="7")
        assert "the disk is full" in person.screen
        assert person.place == "SittingDialog"
        await person.press("enter")
        assert _only(household).seconds == 600
        await person.press("a", *"to", "escape")
        assert len(household.store.records()) == 1


def _only(household: Remembering) -> SessionRecord:
    (record,) = household.store.records()
    return record
