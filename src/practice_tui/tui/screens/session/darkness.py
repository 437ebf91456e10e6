"""The dark that may lie over a sitting which is followed by ear.

Owns when it comes and goes: it comes when it is wished for, goes where sound is lost, and says first what speaks
against it, which is no sound at all, or words that can only be read. Whoever still wishes it gets it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from practice_tui.domain.script import speeches
from practice_tui.engine.events import Began, OutputChanged
from practice_tui.tui.screens.eyes_closed.screen import EyesClosedScreen

if TYPE_CHECKING:
    from textual.app import App

    from practice_tui.domain.session import Session
    from practice_tui.engine.events import Fact
    from practice_tui.engine.layout import Plan
    from practice_tui.tui.screens.eyes_closed.screen import Followed

SILENT = "silent"
"""What an output without sound is called."""

NO_SOUND = "there is no sound here, so nothing would be heard; c darkens the screen all the same"
NO_VOICE = "these words have no voice here and can only be read; c darkens the screen all the same"


class Darkness:
    """Follows a sitting's facts, and lies over it where that is wished.

    Attributes:
        are_words_heard: whether the words of this sitting are spoken.
    """

    def __init__(self) -> None:
        self.are_words_heard = True
        self._is_silent = False
        self._was_told = ""
        self._screen: EyesClosedScreen | None = None

    @property
    def is_here(self) -> bool:
        """Whether the screen is dark."""
        return self._screen is not None

    def take(self, fact: Fact) -> None:
        """Take in what happened; where sound is lost it goes."""
        if isinstance(fact, Began | OutputChanged):
            self._is_silent = fact.output == SILENT
            if self._is_silent and self._screen is not None:
                self._screen.action_open()

    def follow(self, session: Session) -> None:
        """Show how the sitting stands."""
        if self._screen is not None:
            self._screen.follow(session)

    def say(self, note: str) -> None:
        """Show one line for a while."""
        if self._screen is not None:
            self._screen.say(note)

    def fall(self, app: App[Any], sitting: Followed, said: str) -> str:
        """Lie over `sitting`, or return what is to be said first, once; `said` is a line that must not be lost."""
        doubt = NO_SOUND if self._is_silent else "" if self.are_words_heard else NO_VOICE
        if doubt != self._was_told:
            self._was_told = doubt
            if doubt:
                return doubt
        self._screen = EyesClosedScreen(sitting, said)
        app.push_screen(self._screen, self._gone)
        return ""

    def _gone(self, _: None) -> None:
        self._screen = None


def are_words_heard(plan: Plan) -> bool:
    """Return whether the words of `plan` have sound, or there are none; can ask the disk, so not on the UI's thread."""
    passages = speeches(plan.script)
    return not passages or any(plan.wishes.spoken(passage) is not None for passage in passages)
