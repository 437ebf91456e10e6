"""`?`: what can be done on the screen one is on.

Owns the listing; every line of it comes from the registry of actions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from practice_tui.tui.actions import EVERYWHERE, Action, actions_for

if TYPE_CHECKING:
    from textual.app import ComposeResult

_FACE_WIDTH = 8


class HelpDialog(ModalScreen[None]):
    """Lists the actions of one screen, then those that work everywhere. Any of its keys closes it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter,f1", "dismiss", "Close", show=False),
    ]

    def __init__(self, where: str) -> None:
        super().__init__()
        self._where = where

    def compose(self) -> ComposeResult:
        """Lay out the list; it scrolls where it is longer than the screen."""
        with VerticalScroll(id="page"):
            yield Static(_listing(actions_for(self._where)), id="here")
            yield Static("everywhere", id="everywhere", classes="quiet")
            yield Static(_listing(actions_for(EVERYWHERE)))
            yield Static("esc closes this", id="close", classes="quiet")


def _listing(actions: tuple[Action, ...]) -> Content:
    return Content("\n").join(
        [Content.assemble((each.face.rjust(_FACE_WIDTH), "$accent"), f"   {each.help}") for each in actions]
    )
