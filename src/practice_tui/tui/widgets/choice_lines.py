"""Lines of which each can be one of several things.

Owns how they look and where they can be clicked: the chosen one stands between two arrows, so that it is known without
colours. What the lines mean is their screen's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from practice_tui.tui.plain import plain_line
from practice_tui.tui.widgets.length_chooser import LESS, MORE

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_NAME = 19


class ChoiceLine(NamedTuple):
    """A line: its name, and what is chosen in it."""

    name: str
    words: str


class ChoiceLines(Widget):
    """Shows lines; a click is the action `choose(index)` of its screen, on an arrow `turn(index, by)`."""

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lines: Sequence[ChoiceLine] = ()
        self._chosen = 0

    def show(self, lines: Sequence[ChoiceLine], chosen: int) -> None:
        """Show `lines`; the one at index `chosen` stands out."""
        is_other = len(lines) != len(self._lines)
        self._lines, self._chosen = lines, chosen
        self.refresh(layout=is_other)

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join([self._line(index, line) for index, line in enumerate(self._lines)])

    def _line(self, index: int, line: ChoiceLine) -> Content:
        click = Style.from_meta({"@click": f"screen.choose({index})"})
        name = plain_line(line.name).pad_right(max(0, _LONGEST_NAME - len(line.name)))
        indent = Content(" " * (len(line.name) - len(line.name.lstrip())))
        if index != self._chosen:
            return (indent + name.stylize("$quiet-look") + "  " + plain_line(line.words)).stylize(click)
        return Content.assemble(
            (indent + name).stylize("$accent").stylize(click),
            self._arrow(f"{LESS} ", index, -1),
            plain_line(line.words).stylize("bold").stylize(click),
            self._arrow(f" {MORE}", index, 1),
        )

    @staticmethod
    def _arrow(arrow: str, index: int, by: int) -> Content:
        return Content.styled(arrow, "$accent").stylize(Style.from_meta({"@click": f"screen.turn({index}, {by})"}))
