"""A local voice learns its lines before a sitting begins: one sees how far it has come, and can leave."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import Person, at_home

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tests.tui.household import Household

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.voices import Line, Progress


class SlowLines:
    """Implements SpokenLines: speaks one line, and goes on when it is told to."""

    def __init__(self) -> None:
        self.first_is_spoken = Event()
        self.may_go_on = Event()
        self.was_left = False

    def ensure(self, lines: Iterable[Line], progress: Progress | None = None) -> Sequence[str]:
        wanted = list(lines)
        assert progress is not None
        try:
            progress(1, len(wanted))
            self.first_is_spoken.set()
            assert self.may_go_on.wait(60)
            progress(2, len(wanted))
        except Exception:
            self.was_left = True
            raise
        return ["the voice has lost its way, so its words are shown to be read"]

    def sound(self, line: Line) -> Path | None:
        del line
        return None

    def length(self, line: Line) -> Frames | None:
        del line
        return None


@pytest.fixture
def lines(household: Household) -> SlowLines:
    slow = SlowLines()
    household.local_voice = slow
    household.settings.change("local_voice", "slow")
    return slow


async def begun(person: Person, lines: SlowLines) -> None:
    """Press enter, and wait until the first line is spoken and shown."""
    await person.pilot.press("enter")
    assert await asyncio.to_thread(lines.first_is_spoken.wait, 60)
    await person.pilot.pause()


async def test_it_is_said_how_far_the_voice_has_come(household: Household, lines: SlowLines) -> None:
    async with at_home(household) as person:
        await begun(person, lines)
        assert "the words get their voice: 1 of" in person.screen

        lines.may_go_on.set()
        await person.settle()
        assert "the words get" not in person.screen
        assert "the voice has lost its way" in person.screen
        assert not person.player.is_over


async def test_one_need_not_wait_for_it(household: Household, lines: SlowLines) -> None:
    async with at_home(household) as person:
        await begun(person, lines)
        await person.pilot.press("q")
        await person.pilot.pause()
        lines.may_go_on.set()
        await person.settle()

        assert person.place == "today"
        assert lines.was_left
        assert not household.outputs, "it never began"
