"""The first line of Today: the day on the left, the program's name on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from practice_tui.tui.wording import day_words

if TYPE_CHECKING:
    from datetime import date

NAME = "practice"


class Heading(Widget):
    """Shows a day."""

    def __init__(self, day: date, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._day = day

    def show(self, day: date) -> None:
        """Show another day."""
        self._day = day
        self.refresh()

    def render(self) -> Content:
        """Return the line; the name gives way where there is no room for both."""
        day = day_words(self._day)
        gap = self.size.width - len(day) - len(NAME)
        return Content.assemble(day, " " * gap, (NAME, "$quiet-look")) if gap > 1 else Content(day)
