"""What could be sat instead, on a line or two.

Owns how the other choices are shown and clicked. Their titles come from scripts, so they enter as plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from practice_tui.domain.quantities import MINUTE, length_words
from practice_tui.tui.plain import plain_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.engine.library import Suggestion

_HEAD = "also  "
_GAP = "  "
_LINES = 2
_LONGEST_TITLE = 28


class Choices(Widget):
    """Shows ``also  Gratitude 10  Silent sitting 20``; a click is the action `choose` of its screen."""

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._choices: Sequence[Suggestion] = ()
        self._chosen = 0

    def show(self, choices: Sequence[Suggestion], chosen: int) -> None:
        """Show every choice but the one at index `chosen`, which stands above."""
        self._choices, self._chosen = choices, chosen
        self.refresh()

    def render(self) -> Content:
        """Return the choices on one line or two, as many as fit."""
        others = [(index, choice) for index, choice in enumerate(self._choices) if index != self._chosen]
        if not others:
            return Content("")
        lines = [Content.styled(_HEAD, "$quiet-look")]
        for index, choice in others:
            piece = self._piece(index, choice) + _GAP
            if lines[-1].cell_length + piece.cell_length - len(_GAP) > self.size.width:
                lines.append(Content(" " * len(_HEAD)))
            lines[-1] += piece
        return Content("\n").join(lines[:_LINES])

    def _piece(self, index: int, choice: Suggestion) -> Content:
        click = Style.from_meta({"@click": f"screen.choose({index})"})
        title = plain_line(choice.practice.title).truncate(_LONGEST_TITLE, ellipsis=True)
        minutes = str(choice.length // MINUTE) if choice.length % MINUTE == 0 else length_words(choice.length)
        return Content.assemble(
            title.stylize(click),
            Content.styled(f" {minutes}", "$quiet-look").stylize(click),
        )
