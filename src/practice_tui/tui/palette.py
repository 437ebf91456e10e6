"""The command palette: everything by name, practices included.

Owns what can be found there. Titles come from scripts and are shown as plain text; nothing is begun from here while a
sitting runs.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from practice_tui.domain.text import one_line
from practice_tui.engine.settings import MOTIONS, THEMES
from practice_tui.tui.actions import EVERYWHERE, actions_for
from practice_tui.tui.looks import change_look
from practice_tui.tui.wishes import BeginWished, PacksWished
from practice_tui.tui.wording import length_label, with_author

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from practice_tui.engine.library import PracticeSummary
    from practice_tui.tui.app import PracticeApp


_PACKS = "Packs: what others have made and handed on"


class Entry(NamedTuple):
    """One thing that can be found: its name and what choosing it does."""

    name: str
    run: Callable[[], Any]


class Palette(CommandPalette):
    """Textual's palette in the colours of the other dialogs."""

    CSS_PATH = "dialogs/palette.tcss"


class Everything(Provider):
    """Finds the actions of the screen one is on, the looks, and the practices."""

    async def discover(self) -> Hits:
        """Yield everything, before anything is typed."""
        for entry in self._entries():
            yield DiscoveryHit(Content(entry.name), entry.run, text=entry.name)

    async def search(self, query: str) -> Hits:
        """Yield what matches `query`, the best first."""
        matcher = self.matcher(query)
        for entry in self._entries():
            score = matcher.match(entry.name)
            if score > 0:
                yield Hit(score, Content(entry.name), entry.run, text=entry.name)

    def _entries(self) -> Iterator[Entry]:
        where = getattr(self.screen, "WHERE", EVERYWHERE)
        for scope in (where, EVERYWHERE):
            for action in actions_for(scope):
                yield Entry(action.help, partial(self.screen.run_action, action.call))
        if where != "session":
            if where != "packs":
                yield Entry(_PACKS, partial(self.screen.post_message, PacksWished()))
            for practice in self._app.services.shelf.practices():
                yield Entry(_begin_words(practice), partial(self._begin, practice))
        for name in THEMES:
            yield Entry(f"Colours: {name}", partial(self._set, "theme", name))
        for name in MOTIONS:
            yield Entry(f"Motion: {name}", partial(self._set, "motion", name))

    def _begin(self, practice: PracticeSummary) -> None:
        self.screen.post_message(BeginWished(practice.id))

    def _set(self, name: str, value: str) -> None:
        change_look(self._app, name, value)

    @property
    def _app(self) -> PracticeApp:
        return cast("PracticeApp", self.app)


def _begin_words(practice: PracticeSummary) -> str:
    return f"Sit: {one_line(with_author(f'{practice.title}, {length_label(practice.home)}', practice))}"
