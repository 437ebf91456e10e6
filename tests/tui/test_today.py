"""Every day: one thing to do, its length, and what has been done."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from tests.tui.evening import Person, at_home
from tests.tui.household import MemorySettings

from practice_tui.domain.errors import NotSaved
from practice_tui.tui.screens.today.past import cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from tests.tui.household import Household

    from practice_tui.domain.record import SessionRecord


async def test_today_offers_one_practice_at_the_usual_length(household: Household) -> None:
    household.settings = MemorySettings(usual_minutes=12.0)
    async with at_home(household) as person:
        assert "Friday 20 November" in person.screen
        assert "A moment of nurturance" in person.screen
        assert "12 min" in person.screen


async def test_enter_begins_what_is_shown(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("enter")
        assert person.place == "session"
        assert person.player.plan.script.id == "nurturance"
        assert person.player.planned_seconds == 600


async def test_whoever_is_quicker_than_years_of_records_presses_enter_once(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read, read = Event(), household.store.records

    def read_slowly() -> Sequence[SessionRecord]:
        assert may_read.wait(20)
        return read()

    monkeypatch.setattr(household.store, "records", read_slowly)
    app = household.app()
    async with app.run_test() as pilot:
        person = Person(household, app, pilot)
        await pilot.press("enter")
        assert person.place == "today"
        assert "begin" not in person.screen
        may_read.set()
        await person.settle()
        assert person.place == "session"


async def test_begin_can_be_clicked(household: Household) -> None:
    async with at_home(household) as person:
        await person.click("begin")
        assert person.place == "session"


async def test_plus_and_minus_change_the_length_a_minute_at_a_time(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("plus", "right", "minus", "plus")
        assert "12 min" in person.screen
        await person.press("left")
        assert "11 min" in person.screen


async def test_the_arrows_beside_the_length_can_be_clicked(household: Household) -> None:
    async with at_home(household) as person:
        await person.click("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
        assert " 9 min" in person.screen
        await person.click(" \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}")
        assert "10 min" in person.screen


async def test_the_length_stays_within_what_the_practice_can_be(household: Household) -> None:
    household.settings = MemorySettings(usual_minutes=3.0)
    async with at_home(household) as person:
        await person.press(*["minus"] * 5)
        assert " 2 min" in person.screen


async def test_down_and_up_look_at_the_other_choices(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("down")
        assert "Soothing rhythm breathing" in _title(person.screen)
        await person.press("up", "up")
        assert "Silent sitting" in _title(person.screen)
        assert "also  A moment of nurturance" in person.screen


async def test_a_choice_can_be_clicked(household: Household) -> None:
    async with at_home(household) as person:
        await person.click("Silent sitting")
        assert "Silent sitting" in _title(person.screen)


async def test_a_demanding_practice_shows_its_caution_and_a_gentler_door(household: Household) -> None:
    household.settings = MemorySettings(usual_minutes=20.0)
    household.sat("tonglen", 20, 30)
    for practice in ("nurturance", "soothing-rhythm-breathing", "breath-focus", "gratitude", "impartiality"):
        household.sat(practice, 10, 2)
    async with at_home(household) as person:
        assert "Giving and taking" in _title(person.screen)
        assert "Not for a day when you are low" in person.screen
        assert "l  gentler: A moment of nurturance" in person.screen
        await person.press("l")
        assert "A moment of nurturance" in _title(person.screen)


async def test_what_was_sat_today_and_this_week_is_said_without_judging(household: Household) -> None:
    household.sat("nurturance", 12, 0)
    household.sat("nurturance", 20, 2)
    household.sat("nurturance", 20, 9)
    async with at_home(household) as person:
        assert "12 minutes today" in person.screen
        assert "2 of the last 7 days" in person.screen


async def test_nothing_is_said_of_days_before_there_are_any(household: Household) -> None:
    async with at_home(household) as person:
        assert "today" not in person.screen
        assert "of the last" not in person.screen


def test_a_day_looks_fuller_with_more_minutes_and_tells_itself_apart_without_colour() -> None:
    looks = [cell(minutes * 60) for minutes in (0, 5, 15, 30, 60)]
    assert len(set(looks)) == len(looks)


async def test_minutes_kept_from_a_sitting_that_was_cut_off_are_said(household: Household) -> None:
    household.leave_open("nurturance", 38)
    async with at_home(household) as person:
        assert "38 minutes were kept from your last sitting" in person.screen
    assert [record.seconds for record in household.store.records()] == [38 * 60]


async def test_a_record_that_cannot_be_read_still_leaves_something_to_sit(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Sequence[SessionRecord]:
        raise NotSaved("the record was written by a newer program; it is untouched; update this one")

    monkeypatch.setattr(household.store, "records", refuse)
    async with at_home(household) as person:
        assert "written by a newer program" in person.screen
        await person.press("enter")
        assert person.place == "session"


async def test_after_a_sitting_today_knows_of_it(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("enter")
        await person.let_pass(600)
        await person.press("enter")
        assert person.place == "today"
        assert "10 minutes today" in person.screen
        assert "A moment of nurturance" not in _title(person.screen)


async def test_a_new_day_is_noticed_while_the_app_stays_open(household: Household) -> None:
    household.sat("nurturance", 12, 0)
    async with at_home(household) as person:
        household.clock.passed = 24 * 3600
        person.app.screen._look_at_day()  # type: ignore[attr-defined]
        await person.settle()
        assert "Saturday 21 November" in person.screen
        assert "12 minutes today" not in person.screen


async def test_q_quits(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("q")
        assert not person.app.is_running


def _title(screen: str) -> str:
    return next(line for line in screen.splitlines()[2:] if line.strip())
