"""My rhythm: taps become a rate in words, kept where the person wishes it, and offered before a pacer eases from it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import LARGE, Person, at_home, between_arrows
from tests.tui.household import MemorySettings

from practice_tui.domain.errors import NotSaved
from practice_tui.tui.dialogs.rhythm import RhythmDialog
from practice_tui.tui.wording import rhythm_words

if TYPE_CHECKING:
    from tests.tui.household import Household

    from practice_tui.engine.settings import Settings

PACED = "soothing-rhythm-breathing"


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Fraction(4), "about four breaths a minute"),
        (Fraction(121, 10), "about twelve breaths a minute"),
        (Fraction(133, 10), "about thirteen and a half breaths a minute"),
        (Fraction(20), "about twenty breaths a minute"),
        (Fraction(296, 10), "about twenty-nine and a half breaths a minute"),
        (Fraction(30), "about thirty breaths a minute"),
    ],
)
def test_a_rate_is_said_in_words_to_the_nearest_half(rate: Fraction, words: str) -> None:
    assert rhythm_words(rate) == words


async def test_taps_show_a_rate_from_the_fourth_on_and_enter_keeps_it(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("m")
        assert "press space each time a breath begins" in person.screen
        await _tap(person, 0, 5, 5)
        assert "• • •" in person.screen
        assert "keep it" not in person.screen
        await _tap(person, 5)
        assert "about twelve breaths a minute" in person.screen
        await _tap(person, 4, 4, 4, 4)
        assert "about fifteen breaths a minute" in person.screen
        assert household.settings.read().rhythm == 0
        await person.press("enter")
        assert person.place == "today"
    assert household.settings.read().rhythm == 15


async def test_a_tap_that_was_missed_changes_nothing(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("m")
        await _tap(person, 0, 5, 5, 10, 5, 5)
        assert "about twelve breaths a minute" in person.screen


async def test_enter_means_nothing_before_there_is_a_rate(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("m", "enter")
        await _tap(person, 0, 5)
        await person.press("enter")
        assert isinstance(person.app.screen, RhythmDialog)
    assert household.settings.read().rhythm == 0


async def test_one_can_begin_anew_and_leave_everything_as_it_was(household: Household) -> None:
    household.settings = MemorySettings(rhythm=14)
    async with at_home(household) as person:
        await person.press("m")
        await _tap(person, 0, 5, 5, 5)
        await person.press("backspace")
        assert "breaths a minute" not in person.screen
        await _tap(person, 3, 3, 3, 3)
        assert "about twenty breaths a minute" in person.screen
        await person.press("escape")
    assert household.settings.read().rhythm == 14


async def test_what_cannot_be_kept_is_told_and_can_be_tried_again(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_name: str, _value: str) -> Settings:
        raise NotSaved("the setting could not be saved (no space left); the old one stays; make room and try again")

    async with at_home(household) as person:
        await person.press("m")
        await _tap(person, 0, 5, 5, 5)
        with monkeypatch.context() as patch:
            patch.setattr(household.settings, "change", full)
            await person.press("enter")
        assert "could not be saved" in person.screen
        await person.press("enter")
    assert household.settings.read().rhythm == 12


async def test_today_offers_it_before_a_paced_practice_as_long_as_it_is_not_known(household: Household) -> None:
    async with at_home(household) as person:
        assert "tap your own rhythm" not in person.screen
        await _choose_paced(person)
        assert "m  tap your own rhythm first" in person.screen
        await person.press("m")
        await _tap(person, 0, 5, 5, 5)
        await person.press("enter")
        assert "tap your own rhythm" not in person.screen


async def test_a_closer_look_says_where_the_pacer_begins(household: Household) -> None:
    async with at_home(household, size=LARGE) as person:
        await _choose_paced(person)
        await person.press("b", *"soothing", "enter")
        assert "m tap your own rhythm first" in _flat(person)
        await person.press("m")
        await _tap(person, 0, 5, 5, 5)
        await person.press("enter")
        assert "m your rhythm: about twelve breaths a minute" in _flat(person)


async def test_a_practice_that_watches_the_breath_says_nothing_of_rhythm(household: Household) -> None:
    async with at_home(household, size=LARGE) as person:
        await person.press("b", *"resting with the breath", "enter")
        assert person.place == "preview"
        assert "rhythm" not in person.screen


async def test_the_choice_of_sound_leads_there_and_shows_what_was_kept(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("v", *["down"] * 9)
        assert "⏎ tap it" in person.screen
        await person.press("enter")
        await _tap(person, 0, 5, 5, 5)
        await person.press("enter")
        assert between_arrows("about twelve breaths a minute") in person.screen
    assert household.settings.read().rhythm == 12


async def test_the_pacer_begins_at_the_rhythm_that_was_tapped(household: Household) -> None:
    household.settings = MemorySettings(rhythm=15)
    async with at_home(household, PACED) as person:
        first = next(each.breaths[0] for each in person.player.timeline.events if each.breaths)
        assert first.length / 48_000 == pytest.approx(4, rel=0.05)


async def _tap(person: Person, *gaps: float) -> None:
    for gap in gaps:
        person.household.clock.passed += gap
        await person.press("space")


async def _choose_paced(person: Person) -> None:
    for _ in range(12):
        if _is_paced(person):
            return
        await person.press("down")
    raise AssertionError(f"no paced practice is offered on:\n{person.screen}")


def _is_paced(person: Person) -> bool:
    screen = person.app.screen
    return bool(screen._offers[screen._chosen].practice.id == PACED)  # type: ignore[attr-defined]


def _flat(person: Person) -> str:
    return " ".join(person.screen.split())
