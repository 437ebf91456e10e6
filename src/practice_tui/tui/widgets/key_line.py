"""The line at the bottom: which keys work here.

Owns how a few actions become one clickable line that fits. What is on it comes from the registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practice_tui.tui.actions import Action

_GAP = "   "


class KeyLine(Widget):
    """Shows actions as ``key label``, as many as fit, the last one always."""

    auto_links = False

    def __init__(self, actions: Iterable[Action] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._actions = tuple(actions)

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

    @staticmethod
    def _piece(action: Action) -> Content:
        piece = Content.assemble((action.face, "$accent"), (f" {action.label}", "$quiet-look"))
        return piece.stylize(Style.from_meta({"@click": action.call}))
