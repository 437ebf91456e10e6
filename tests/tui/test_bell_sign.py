"""A bell is seen as well as heard: a ring and its name, still, for a few seconds."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.tui.evening import Person, at_home
from tests.tui.household import Household, MemorySettings

from practice_tui.adapters.files.shipped import scripts_folder
from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.engine.settings import THEMES

if TYPE_CHECKING:
    from pathlib import Path
THREE_STRIKES = """Title: Three strikes
Length: 20s to 5m
Home: 1m
# Here
[bell high x3]
[pause 5s+]
# Closing (close)
Hear the room again.
"""


async def test_the_bell_a_sitting_begins_with_is_seen_for_a_few_seconds(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(1)
        assert "○ bell" in _top(person)
        await person.let_pass(4)
        assert not _top(person).strip()


async def test_a_bell_on_the_way_is_named(household: Household) -> None:
    household.settings = MemorySettings(interval_bells="1m")
    async with at_home(household, "silent-sit", Frames(5 * MINUTE)) as person:
        await person.let_pass(30)
        assert "bell" not in _top(person)
        await person.let_pass(31)
        assert "○ small bell" in _top(person)


async def test_each_strike_has_its_ring_and_the_sign_stays_for_all_of_them(
    household: Household, tmp_path: Path
) -> None:
    shutil.copytree(scripts_folder() / "practice", tmp_path / "practice")
    (tmp_path / "practice" / "scripts" / "three.txt").write_text(THREE_STRIKES, "utf-8")
    household.scripts = tmp_path
    async with at_home(household, "three") as person:
        await person.let_pass(8)
        assert "○ ○ ○ high bell" in _top(person)
        await person.let_pass(4)
        assert "bell" not in _top(person)


async def test_the_sign_moves_no_word(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.press("t")
        await person.let_pass(3.5)
        with_sign = person.screen.splitlines()
        await person.let_pass(1)
        without = person.screen.splitlines()
        assert "○ bell" in with_sign[0]
        assert not without[0].strip()
        assert with_sign[1:] == without[1:]


async def test_it_is_there_in_every_theme_and_at_night() -> None:
    for theme in THEMES:
        household = Household(settings=MemorySettings(theme=theme))
        async with at_home(household, "nurturance") as person:
            await person.let_pass(1)
            await person.press("d")
            assert "○ bell" in _top(person)


def _top(person: Person) -> str:
    return "\n".join(person.screen.splitlines()[:3])
