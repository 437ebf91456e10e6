"""The length of a sitting, with a way to make it shorter or longer, and to begin.

Owns how both look. What a step is, and where it ends, is the practice's; the screen it stands on asks the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from practice_tui.tui.plain import plain_line
from practice_tui.tui.wording import length_label

if TYPE_CHECKING:
    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.library import PracticeSummary

INDENT = Content("    ")

_WIDTH = 8
LESS, MORE = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
"""They stand to the left and right of what can be changed."""

BEGIN = Content.assemble(("⏎  ", "$accent"), "begin").stylize(Style.from_meta({"@click": "screen.begin"}))
"""The line that begins: a click on it is the action `begin` of its screen."""


class Chosen(NamedTuple):
    """A practice and the length that is chosen for it."""

    practice: PracticeSummary
    length: Frames

    @property
    def line(self) -> Content:
        """The length between two arrows; a click on either side is the action `shorter` or `longer` of its screen."""
        return Content.assemble(
            _side(f"{LESS} ", "shorter", is_open=self.length > self.practice.shortest),
            length_label(self.length).center(_WIDTH),
            _side(f" {MORE}", "longer", is_open=self.length < self.practice.longest),
        )


class LengthChooser(Widget):
    """Shows a chosen length, and below it how to begin."""

    auto_links = False

    def __init__(self, *, names_practice: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._names_practice = names_practice
        self._chosen: Chosen | None = None

    def show(self, practice: PracticeSummary, length: Frames) -> None:
        """Show `length`, and which ways are open from there."""
        is_first = self._chosen is None
        self._chosen = Chosen(practice, length)
        self.refresh(layout=is_first)

    def render(self) -> Content:
        """Return the lines."""
        if self._chosen is None:
            return Content("")
        begin = BEGIN
        if self._names_practice:
            begin = BEGIN + "   " + plain_line(self._chosen.practice.title).stylize("$quiet-look")
        return Content("\n").join([INDENT + self._chosen.line, Content(""), begin])


def _side(arrow: str, verb: str, *, is_open: bool) -> Content:
    colour = "$accent" if is_open else "$faint-look"
    return Content.styled(arrow, colour).stylize(Style.from_meta({"@click": f"screen.{verb}"}))
