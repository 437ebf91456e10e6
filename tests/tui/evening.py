"""An app that runs without a terminal, and what a person would see and do in it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from practice_tui.tui.screens.session.screen import SessionScreen
from practice_tui.tui.widgets.length_chooser import LESS, MORE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.tui.household import Household
    from textual.pilot import Pilot

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.player import SessionPlayer
    from practice_tui.tui.app import PracticeApp

SMALL, USUAL, LARGE = (40, 10), (80, 24), (160, 50)


def between_arrows(words: str) -> str:
    """Return how a choice stands on the screen."""
    return f"{LESS} {words} {MORE}"


class Person:
    """Somebody at the keyboard."""

    def __init__(self, household: Household, app: PracticeApp, pilot: Pilot[None]) -> None:
        self.household = household
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after another, and wait until whatever they began is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def click(self, words: str) -> None:
        """Click where these words stand on the screen."""
        for y, line in enumerate(self.screen.splitlines()):
            if words in line:
                await self.pilot.click(offset=(line.index(words) + 1, y))
                await self.settle()
                return
        raise AssertionError(f"{words!r} stands nowhere on:\n{self.screen}")

    async def settle(self) -> None:
        """Wait until nothing is under way any more."""
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    async def let_pass(self, seconds: float) -> None:
        """Let the sitting's time go on, and the screen look at it."""
        self.household.let_pass(seconds)
        await self.look()

    async def look(self) -> None:
        """Have the sitting looked at now, as the timer would within a quarter of a second."""
        for screen in self.app.screen_stack:
            if isinstance(screen, SessionScreen):
                screen._look()
                await self.settle()  # the pacer may just have got its place
                screen._breathe()
        await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(*size)
        await self.settle()

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def place(self) -> str:
        """Which screen one is on."""
        return str(getattr(self.app.screen, "WHERE", type(self.app.screen).__name__))

    @property
    def player(self) -> SessionPlayer:
        """The player of the sitting that runs or has just ended."""
        sitting = self.app._sitting
        assert sitting is not None
        assert sitting.player is not None
        return sitting.player


@asynccontextmanager
async def at_home(
    household: Household,
    practice: str | None = None,
    length: Frames | None = None,
    size: tuple[int, int] = USUAL,
) -> AsyncIterator[Person]:
    """Open the app, directly in a sitting where a practice is named."""
    app = household.app(practice, length)
    async with app.run_test(size=size, notifications=True) as pilot:
        person = Person(household, app, pilot)
        await person.settle()
        yield person
