"""The layout at every size, as pictures in text: what stands where, and that nothing lies over anything else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import LARGE, SMALL, USUAL, Person, at_home
from tests.tui.household import MemorySettings

from practice_tui.domain.timeline import EventKind
from practice_tui.engine.settings import THEMES

if TYPE_CHECKING:
    from tests.tui.household import Household

PICTURES = Path(__file__).parent / "pictures"
SIZES = {"40x10": SMALL, "80x24": USUAL, "160x50": LARGE}
every_size = pytest.mark.parametrize("size", SIZES)


def is_as_in_the_picture(name: str, screen: str) -> bool:
    """Compare with a kept picture; with UPDATE_PICTURES set, keep this one instead."""
    file = PICTURES / f"{name}.txt"
    if "UPDATE_PICTURES" in os.environ:
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{screen}\n", "utf-8")
    return file.read_text("utf-8") == f"{screen}\n"


@every_size
async def test_today(household: Household, size: str) -> None:
    for days_ago, minutes in enumerate((12, 25, 0, 8, 45, 12, 0, 20, 10, 0, 0, 15)):
        if minutes:
            household.sat("nurturance", minutes, days_ago)
    async with at_home(household, size=SIZES[size]) as person:
        assert is_as_in_the_picture(f"today-{size}", person.screen)


@every_size
async def test_a_paced_breath(household: Household, size: str) -> None:
    household.settings = MemorySettings(motion="full")
    async with at_home(household, "soothing-rhythm-breathing", size=SIZES[size]) as person:
        await _go_to_the_top_of_a_breath(person)
        assert is_as_in_the_picture(f"breath-{size}", person.screen)


@every_size
async def test_steady_ground(household: Household, size: str) -> None:
    household.settings = MemorySettings(contact="Ana, 600 123 456")
    async with at_home(household, "nurturance", size=SIZES[size]) as person:
        await person.let_pass(60)
        await person.press("g")
        await person.let_pass(190)
        assert is_as_in_the_picture(f"steady-{size}", person.screen)


@every_size
async def test_everything_fits_and_the_keys_stay_in_sight_wherever_one_goes(household: Household, size: str) -> None:
    async with at_home(household, size=SIZES[size]) as person:
        for keys in ((), ("n",), ("escape", "b"), ("enter",), ("enter",), ("q",), ("4",)):
            await person.press(*keys)
            lines = person.screen.split("\n")
            assert len(lines) == SIZES[size][1]
            assert all(len(line) <= SIZES[size][0] for line in lines)
            assert size == "40x10" or "help" in person.screen or "closes this" in person.screen


async def test_what_must_be_seen_is_seen_on_the_smallest_screen(household: Household) -> None:
    async with at_home(household, size=SMALL) as person:
        for words in ("A moment of nurturance", "10 min", "begin"):
            assert words in person.screen
        await person.press("enter")
        await person.let_pass(5)
        assert "Sit where something holds" in person.screen
        assert "9:55 left" in person.screen
        await person.press("q")
        assert "saved" in person.screen
        assert "hard" in person.screen


async def test_a_terminal_that_changes_its_size_in_a_sitting_loses_nothing(household: Household) -> None:
    household.settings = MemorySettings(motion="full")
    async with at_home(household, "soothing-rhythm-breathing", size=LARGE) as person:
        await _go_to_the_top_of_a_breath(person)
        for size in (SMALL, USUAL, (10, 3), LARGE):
            await person.resize(size)
            await person.look()
        assert is_as_in_the_picture("breath-160x50", person.screen)
        assert person.player.session.is_running


@pytest.mark.parametrize("theme", THEMES)
async def test_every_theme_says_the_same(household: Household, theme: str) -> None:
    household.settings = MemorySettings(theme=theme)
    async with at_home(household) as person:
        assert person.app.theme == theme
        assert "A moment of nurturance" in person.screen
        await person.press("b", "enter")
        assert "A moment of nurturance" in person.screen


async def test_without_colours_nothing_is_told_by_colour_alone(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    household.settings = MemorySettings(theme="dusk")
    async with at_home(household) as person:
        strips = person.app.screen._compositor.render_strips()
        colours = {segment.style.color for strip in strips for segment in strip if segment.style}
        assert {colour and colour.name for colour in colours} <= {None, "default"}
        await person.press("b")
        marked, other = (_styles_of(person, words) for words in ("A moment of nurturance", "The many hands"))
        assert marked != other
        await person.press("escape", "enter", "q", "2")
        assert "● ordinary" in person.screen


def _styles_of(person: Person, words: str) -> set[tuple[bool | None, ...]]:
    strips = person.app.screen._compositor.render_strips()
    found = next(strip for strip in strips if words in "".join(segment.text for segment in strip))
    return {(segment.style.bold, segment.style.underline) for segment in found if segment.style}


async def _go_to_the_top_of_a_breath(person: Person) -> None:
    breath = next(each for each in person.player.timeline.events if each.kind is EventKind.BREATH)
    await person.let_pass(1)
    await person.let_pass((breath.at + breath.breaths[0].inhale) / 48_000 - 1.01)
