"""One registry of actions: the keys, the line at the bottom, help and the palette say the same."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import LARGE, at_home
from textual.screen import Screen

from practice_tui.tui.actions import EVERYWHERE, action, actions_for
from practice_tui.tui.app import PracticeApp

if TYPE_CHECKING:
    from tests.tui.household import Household

SCREENS = ("welcome", "today", "library", "preview", "session", "eyes_closed", "reflection", "history", "day", "packs")


@pytest.mark.parametrize("where", SCREENS)
def test_every_action_of_a_screen_is_something_it_can_do(where: str) -> None:
    screen = _screen_class(where)
    missing = [each.id for each in actions_for(where) if not hasattr(screen, f"action_{each.verb}")]
    assert not missing


def test_every_action_that_works_everywhere_is_something_the_app_can_do() -> None:
    assert [each.id for each in actions_for(EVERYWHERE) if not hasattr(PracticeApp, f"action_{each.verb}")] == []


@pytest.mark.parametrize("where", SCREENS)
def test_no_key_means_two_things_on_one_screen(where: str) -> None:
    keys = [key for each in actions_for(where) for key in each.keys.split(",")]
    assert len(keys) == len(set(keys))


def test_enter_is_bound_to_nothing_while_sitting() -> None:
    bound = [*actions_for("session"), *actions_for(EVERYWHERE)]
    assert "enter" not in {key for each in bound for key in each.keys.split(",")}


def test_an_action_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        action("session.levitate")


@pytest.mark.parametrize(
    ("where", "way_there"),
    [
        ("today", ()),
        ("library", ("b",)),
        ("preview", ("b", "enter")),
        ("session", ("enter",)),
        ("reflection", ("enter", "q")),
        ("history", ("h",)),
        ("day", ("h", "enter")),
    ],
)
async def test_help_lists_every_action_of_the_screen_one_is_on(
    household: Household, where: str, way_there: tuple[str, ...]
) -> None:
    async with at_home(household, size=LARGE) as person:
        await person.press(*way_there)
        assert person.place == where
        await person.press("question_mark")
        missing = [
            each.help for each in (*actions_for(where), *actions_for(EVERYWHERE)) if each.help not in person.screen
        ]
        assert not missing
        await person.press("question_mark")
        assert person.place == where


async def test_the_palette_finds_practices_and_begins_them(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("ctrl+p", *"many hands")
        assert "Sit: The many hands, 15 min" in person.screen
        await person.press("enter")
        assert person.place == "session"
        assert person.player.plan.script.id == "gratitude"


async def test_the_palette_offers_no_second_sitting_while_one_runs(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("enter", "ctrl+p", *"many hands")
        assert "Sit:" not in person.screen
        await person.press("escape")
        assert person.place == "session"


async def test_the_palette_does_what_a_key_does(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("enter")
        await person.let_pass(30)
        await person.press("ctrl+p", *"steady ground")
        await person.press("enter")
        await person.let_pass(1)
        assert "You can put the picture down" in person.screen


async def test_looks_are_changed_in_the_palette_and_remembered(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("ctrl+p", *"colours paper")
        await person.press("enter")
        assert person.app.theme == "paper"
    assert household.settings.read().theme == "paper"


def _screen_class(where: str) -> type[Screen[None]]:
    module = import_module(f"practice_tui.tui.screens.{where}.screen")
    found = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Screen)]
    return next(each for each in found if each.__module__ == module.__name__)
