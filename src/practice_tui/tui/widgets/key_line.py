"""The line at the bottom: which keys work here.

Owns how a few actions become one clickable line that fits. What is on it comes from the registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practice_tui.tui.actions import Action

_GAP = "   "


class KeyLook(NamedTuple):
    """How keys and their labels look, as content styles."""

    key: str
    label: str


USUAL_LOOK = KeyLook("$accent", "$quiet-look")
DARK_LOOK = KeyLook("$dark-look", "$dark-look")
"""Where the screen is dark and nothing may shine."""


class KeyLine(Widget):
    """Shows actions as ``key label``, as many as fit, the last one always."""

    auto_links = False

    def __init__(
        self,
        actions: Iterable[Action] = (),
        *,
        look: KeyLook = USUAL_LOOK,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._actions = tuple(actions)
        self._look = look

    def show(self, actions: Iterable[Action]) -> None:
        """Show these actions instead."""
        shown = tuple(actions)
        if shown != self._actions:
            self._actions = shown
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        pieces = [self._piece(action) for action in self._fitting()]
        return Content(_GAP).join(pieces)

    def _fitting(self) -> list[Action]:
        fitting = list(self._actions)
        while len(fitting) > 1 and self._width_of(fitting) > self.size.width:
            del fitting[-2]
        return fitting

    @staticmethod
    def _width_of(actions: list[Action]) -> int:
        return sum(len(each.face) + 1 + len(each.label) for each in actions) + len(_GAP) * (len(actions) - 1)

    def _piece(self, action: Action) -> Content:
        piece = Content.assemble((action.face, self._look.key), (f" {action.label}", self._look.label))
        return piece.stylize(Style.from_meta({"@click": action.call}))
