"""Pauses on the screens: marked, seen, changed, ended and undone; and a sitting that was kept, put right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import LARGE, USUAL, at_home
from tests.tui.remembering import Remembering
from tests.tui.test_history_by_hand import fill

from practice_tui.domain.errors import NotSaved

if TYPE_CHECKING:
    from tests.tui.evening import Person

    from practice_tui.domain.pause import Pause


@pytest.fixture
def household() -> Remembering:
    return Remembering()


def said(person: Person) -> str:
    """What stands on the screen, lines of a paragraph joined."""
    return " ".join(person.screen.split())


async def test_a_pause_is_marked_from_the_chosen_day_and_shown_as_rest(household: Remembering) -> None:
    household.sat("gratitude", 30, 6)
    household.sat("gratitude", 30, 0)
    async with at_home(household) as person:
        await person.press("h")
        assert "1 day in a row" in said(person)
        await person.press("up", "right", "right", "r")
        assert "Mark a pause" in said(person)
        await fill(person, last_day="2026-11-19", note="flu")
        assert "marked: a pause, Sunday 15 November to Thursday 19 November (flu); u takes it back" in said(person)
        assert "2 days in a row" in said(person)
        assert "Sunday 15 November 2026: a pause you marked" in said(person)
        week = next(line for line in person.screen.splitlines() if line.strip().startswith("16 Nov"))
        assert week.count("-  ") == 4
        await person.press("w")
        assert "2026-11-17 paused a pause you marked" in said(person)
        await person.press("escape", "u")
        assert "taken out again: a pause, Sunday 15 November to Thursday 19 November (flu)" in said(person)
        assert household.store.pauses() == []


async def test_a_year_says_what_a_dash_is_and_still_fits(household: Remembering) -> None:
    household.sat_for(365)
    async with at_home(household, size=LARGE) as person:
        await person.press("h", "r")
        await fill(person, first_day="2026-10-01", last_day="2026-10-05")
        assert "- rest" in said(person)
        assert "40 min and more" in said(person)
        await person.resize((120, 24))
        assert "40 min and more" in said(person)


async def test_a_pause_that_goes_on_is_changed_ended_and_removed_on_its_day(household: Remembering) -> None:
    household.sat("gratitude", 30, 8)
    async with at_home(household, size=USUAL) as person:
        await person.press("h", "enter", "left", "left", "r", "enter")
        assert "marked: a pause, Wednesday 18 November on" in said(person)
        assert "pause Wednesday 18 November on" in said(person)
        assert _only(household).last is None
        await person.press("right", "right", "enter")
        assert "Change this pause" in said(person)
        await person.press("enter")
        assert "changed" not in said(person)
        await person.press("enter")
        await fill(person, last_day="2026-11-17")
        assert "can't end on 2026-11-17" in said(person)
        await fill(person, last_day="2026-11-20", note="in the hills [b]")
        assert "changed: a pause, Wednesday 18 November to Friday 20 November (in the hills [b])" in said(person)
        assert _only(household).last == date(2026, 11, 20)
        await person.press("x")
        assert "removed: a pause, Wednesday 18 November to Friday 20 November" in said(person)
        assert household.store.pauses() == []
        await person.press("u", "u")
        assert "as before: a pause, Wednesday 18 November on" in said(person)
        await person.press("r")
        assert "Change this pause" in said(person)


async def test_what_cannot_be_written_stays_to_be_tried_again(
    household: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_pause: object) -> None:
        raise NotSaved("the disk is full; nothing was changed")

    async with at_home(household) as person:
        await person.press("h", "r")
        await fill(person, first_day="")
        assert "on which day does it begin?" in said(person)
        await fill(person, first_day="soon")
        assert "'soon' is no day" in said(person)
        with monkeypatch.context() as full:
            full.setattr(household.store, "mark", refuse)
            await fill(person, first_day="2026-11-20")
        assert "the disk is full" in said(person)
        await person.press("enter")
        assert _only(household).first == date(2026, 11, 20)


async def test_a_record_whose_pauses_cannot_be_read_is_said(
    household: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> list[Pause]:
        raise NotSaved("the record can't be read")

    async with at_home(household) as person:
        await person.press("h")
        monkeypatch.setattr(household.store, "pauses", refuse)
        await person.press("r")
        assert person.place == "history"
        assert "the record can't be read" in said(person)


async def test_a_sitting_that_was_kept_can_be_changed_from_today(household: Remembering) -> None:
    household.wrote("silent-sit", 5, 1, "earlier", hours=-2)
    household.leave_open("gratitude", 38)
    async with at_home(household) as person:
        assert "38 minutes were kept from your last sitting; c changes or removes it" in said(person)
        await person.press("c")
        assert person.place == "day"
        assert "Thursday 19 November 2026" in said(person)
        await person.press("enter")
        await fill(person, length="20")
        assert "changed: The many hands, 20 minutes" in said(person)
        await person.press("escape")
        assert person.place == "today"
        assert "were kept" not in said(person)
        assert [round(record.seconds / 60) for record in household.store.records()] == [5, 20]
        await person.press("c")
        assert person.place == "today"


async def test_a_sitting_that_was_kept_can_be_removed_from_today(household: Remembering) -> None:
    household.leave_open("gratitude", 38)
    async with at_home(household) as person:
        await person.press("c", "x")
        assert "removed: The many hands, 38 minutes" in said(person)
        assert household.store.records() == []
        await person.press("u", "escape")
        assert len(household.store.records()) == 1


async def test_c_on_today_does_nothing_where_nothing_was_kept(household: Remembering) -> None:
    async with at_home(household) as person:
        await person.press("c")
        assert person.place == "today"


async def test_a_start_is_changed_with_its_day_and_its_time(household: Remembering) -> None:
    before = household.wrote("gratitude", 12, 0, "a line")
    async with at_home(household) as person:
        await person.press("h", "enter", "enter")
        await fill(person, began_at="2026-11-18 21.30")
        (moved,) = household.store.records()
        assert (f"{moved.local_start:%Y-%m-%d %H:%M}", moved.day) == ("2026-11-18 21:30", date(2026, 11, 18))
        assert (moved.seconds, moved.end - moved.start, moved.note) == (720, before.end - before.start, "a line")
        await person.press("u", "enter")
        await fill(person, began_at="1:30")
        (moved,) = household.store.records()
        assert (f"{moved.local_start:%Y-%m-%d %H:%M}", moved.day) == ("2026-11-20 01:30", date(2026, 11, 19))
        await person.press("u", "enter")
        await fill(person, began_at="yesterday")
        assert "'yesterday' is no time of day" in said(person)
        await fill(person, began_at="someday 7:10")
        assert "'someday' is no day" in said(person)


def _only(household: Remembering) -> Pause:
    (pause,) = household.store.pauses()
    return pause
