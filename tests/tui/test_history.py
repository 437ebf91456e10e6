"""Looking back: the calendar, the figures and their words, the filters, and the views one may switch off."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from tests.tui.evening import LARGE, SMALL, at_home
from tests.tui.household import MemorySettings
from tests.tui.remembering import Remembering
from tests.tui.test_history_by_hand import fill

from practice_tui.domain.errors import NotSaved
from practice_tui.domain.milestones import Milestone, Reached, milestones
from practice_tui.engine.settings import Settings
from practice_tui.tui.screens.history.bars import along, upright
from practice_tui.tui.screens.history.calendar import weeks_shown
from practice_tui.tui.screens.history.views import Views, following, views_of


@pytest.fixture
def household() -> Remembering:
    return Remembering()


async def test_an_empty_record_is_met_kindly(household: Remembering) -> None:
    async with at_home(household) as person:
        await person.press("h")
        assert person.place == "history"
        assert "there is no hurry" in person.screen
        assert "added by hand with a" in person.screen
        assert "score" not in person.screen
        await person.press("w")
        assert "no day has been counted yet" in person.screen
        await person.press("escape", "u")
        assert "nothing to undo" in person.screen
        await person.press("escape")
        assert person.place == "today"


async def test_five_weeks_stand_on_a_usual_screen_with_their_minutes_and_words(household: Remembering) -> None:
    household.sat_for(60)
    async with at_home(household) as person:
        await person.press("h")
        lines = person.screen.splitlines()
        this_week = next(line for line in lines if line.strip().startswith("16 Nov"))
        assert "██ 45 ▓▓ 20 ▒▒ 12[░░  8]" in this_week
        assert "Friday 20 November 2026: 8 min in 1 sitting" in person.screen
        assert "5 weeks shown: 27 days" in person.screen
        assert "48 sittings, 48 days" in person.screen
        assert "1 h 25 min this week; the" in person.screen
        await person.press("left", "up")
        assert "Thursday 12 November 2026" in person.screen
        await person.press("pageup", "pageup")
        assert "Thursday 3 September 2026" in person.screen
        await person.press("t", "down", "right")
        assert "Friday 20 November 2026" in person.screen


async def test_a_year_stands_on_a_wide_one_with_the_day_and_what_was_reached(household: Remembering) -> None:
    household.sat_for(365)
    household.wrote("gratitude", 30, 0, "Rain on the roof", hours=2)
    async with at_home(household, size=LARGE) as person:
        await person.press("h")
        screen = person.screen
        assert "53 weeks shown" in screen
        assert "Jan     Feb" in screen
        assert "under 10" in screen
        assert "first sitting on 22 November 2025" in screen
        assert "100 days on 25 March 2026" in screen
        assert "Rain on the roof" in screen
        await person.press("left")
        assert "Friday 13 November 2026" in person.screen
        await person.press("up", "home")
        for size in ((120, 24), SMALL):
            await person.resize(size)
            assert "Su" in person.screen
            assert "Friday 20 November 2026" in person.screen
            lines = person.screen.split("\n")
            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines)


async def test_a_day_can_be_clicked_and_clicked_again_to_open_it(household: Remembering) -> None:
    household.sat("gratitude", 44, 3)
    async with at_home(household) as person:
        await person.press("h")
        await person.click("██ 44")
        assert "Tuesday 17 November 2026: 44 min in 1 sitting" in person.screen
        await person.click("██ 44")
        assert person.place == "day"
        assert "The many hands" in person.screen


async def test_one_practice_alone_and_only_notes(household: Remembering) -> None:
    household.sat("gratitude", 30, 1)
    household.wrote("gratitude", 10, 2, "a line")
    household.sat("silent-sit", 20, 1)
    async with at_home(household) as person:
        await person.press("h", "p")
        assert "Looking back: The many hands" in person.screen
        assert "2 sittings, 2 days, 40 min" in person.screen
        await person.press("o")
        assert "1 sitting, 1 day, 10 min" in person.screen
        await person.press("p")
        assert "No sitting is like that" in person.screen
        await person.press("escape")
        assert "3 sittings" in person.screen
        await person.click("Silent sitting")
        assert "1 sitting, 1 day, 20 min" in person.screen
        await person.press("escape", "escape")
        assert person.place == "today"


async def test_only_some_dates_and_one_practice_of_them(household: Remembering) -> None:
    for days_ago in (1, 2, 3, 10):
        household.sat("gratitude", 30, days_ago)
    household.sat("silent-sit", 20, 2)
    async with at_home(household) as person:
        await person.press("h", "d")
        assert "from one day to another" in person.screen
        await fill(person, first_day="2026-11-19", last_day="2026-11-17")
        assert "the last day lies before the first" in person.screen
        await fill(person, first_day="2026-11-17", last_day="2026-11-18")
        assert "Looking back: 17 Nov to 18 Nov" in person.screen
        assert "3 sittings, 2 days, 1 h" in person.screen
        await person.press("p")
        assert "Looking back: The many hands, 17 Nov to 18 Nov" in person.screen
        assert "2 sittings, 2 days, 1 h" in person.screen
        await person.press("d", "escape")
        assert "2 sittings, 2 days, 1 h" in person.screen
        await person.press("d")
        await fill(person, first_day="", last_day="2026-11-10")
        assert "to 10 Nov" in person.screen
        assert "1 sitting, 1 day, 30 min" in person.screen
        await person.press("escape")
        assert "5 sittings" in person.screen


async def test_v_shows_each_view_alone_or_none_and_remembers_it(household: Remembering) -> None:
    household.sat("gratitude", 30, 0)
    views = ("1 day in a row", "1 of the last 30 days", "score 5 of 100")
    async with at_home(household) as person:
        await person.press("h")
        assert all(view in person.screen for view in views)
        for shown in views:
            await person.press("v")
            assert [view for view in views if view in person.screen] == [shown]
        await person.press("v")
        assert not any(view in person.screen for view in views)
    kept = household.settings.read()
    assert views_of(kept) == Views(show_streak=False, show_last_30=False, show_score=False)


async def test_a_view_that_was_switched_off_stays_away(household: Remembering) -> None:
    household.settings = MemorySettings(show_streak=False, show_score=False)
    household.sat("gratitude", 30, 0)
    async with at_home(household) as person:
        await person.press("h")
        assert "in a row" not in person.screen
        assert "score" not in person.screen
        assert "1 of the last 30 days" in person.screen
        assert "30 min this week, the fullest" in person.screen


async def test_why_says_how_each_day_was_counted_with_the_rest_days_one_allowed(household: Remembering) -> None:
    household.settings = MemorySettings(rest_days_a_week=1)
    household.sat("gratitude", 30, 0)
    household.sat("gratitude", 30, 3)
    household.sat("gratitude", 30, 2)
    async with at_home(household) as person:
        await person.press("h")
        assert "3 days in a row" in person.screen
        await person.press("w")
        assert "2026-11-20  practice   30 min of practice" in person.screen
        assert "2026-11-19  rest       a rest day you allowed" in person.screen


async def test_a_record_that_cannot_be_read_is_said(household: Remembering, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> list[object]:
        raise NotSaved("the record [@click=app.quit]can't[/] be read")

    async with at_home(household) as person:
        monkeypatch.setattr(household.store, "records", refuse)
        await person.press("h", "w")
        assert "the record [@click=app.quit]can't[/] be read" in person.screen
        await person.press("escape", "enter", "escape")
        assert "the record [@click=app.quit]can't[/] be read" in person.screen


async def test_nothing_is_told_by_colour_alone(household: Remembering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    household.sat_for(20)
    async with at_home(household) as person:
        await person.press("h")
        strips = person.app.screen._compositor.render_strips()
        colours = {segment.style.color for strip in strips for segment in strip if segment.style}
        assert {colour and colour.name for colour in colours} <= {None, "default"}
        assert "[░░  8]" in person.screen


def test_bars_are_drawn_to_an_eighth_of_a_cell() -> None:
    assert upright([0, 1, 4, 8, 9, 16], 16, 2) == ["    ▁█", " ▁▄███"]
    assert upright([0, 0], 0, 1) == ["  "]
    assert along(16, 16, 2) == "██"
    assert along(9, 16, 2) == "█▏"
    assert along(0.001, 16, 2) == "▏"
    assert along(0, 16, 2) == ""


def test_pages_of_weeks_meet_without_a_gap_or_an_overlap() -> None:
    today = date(2026, 11, 20)
    seen = [weeks_shown(today, date.fromordinal(today.toordinal() - days), 5) for days in range(120)]
    pages = {page[0]: page for page in seen}
    mondays = [monday for first in sorted(pages) for monday in pages[first]]
    assert {(later - earlier).days for earlier, later in pairwise(mondays)} == {7}
    for days, page in enumerate(seen):
        assert 0 <= (date.fromordinal(today.toordinal() - days) - page[0]).days < 35


def test_milestones_fall_on_the_day_they_were_reached() -> None:
    every_day = {date.fromordinal(date(2025, 1, 1).toordinal() + day): 3600.0 for day in range(60)}
    every_day[date(2025, 1, 3)] = 30.0
    assert milestones(every_day) == (
        Milestone(date(2025, 1, 1), Reached.FIRST, 1),
        Milestone(date(2025, 1, 11), Reached.DAYS, 10),
        Milestone(date(2025, 1, 11), Reached.HOURS, 10),
        Milestone(date(2025, 2, 20), Reached.DAYS, 50),
        Milestone(date(2025, 2, 20), Reached.HOURS, 50),
    )
    assert milestones({}) == ()


def test_a_choice_of_ones_own_is_followed_by_all_views() -> None:
    own = views_of(Settings(show_score=False))
    assert following(own) == Views(show_streak=True, show_last_30=True, show_score=True)
