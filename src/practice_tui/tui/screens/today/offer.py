"""The one thing to do: its title, why it is offered, what it is, how long, and how to begin.

Owns those lines, as one widget: Today is drawn at every start, and each widget costs its share of the way there. The
texts come from scripts and enter as plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from practice_tui.tui.plain import plain_line
from practice_tui.tui.widgets.length_chooser import BEGIN, INDENT, Chosen
from practice_tui.tui.wording import with_author

if TYPE_CHECKING:
    from practice_tui.engine.library import Suggestion

NOTHING = "There is nothing to practise here"


class Offer(Widget):
    """Shows a suggestion."""

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._offer: Suggestion | None = None
        self._is_empty = False

    def show(self, offer: Suggestion | None) -> None:
        """Show `offer`; None says that there is none."""
        is_taller = self._offer is None or offer is None or offer.practice != self._offer.practice
        self._offer, self._is_empty = offer, offer is None
        self.refresh(layout=is_taller)

    def render(self) -> Content:
        """Return the lines; a small screen is spared what the practice is."""
        if self._offer is None:
            return Content(NOTHING if self._is_empty else "")
        practice = self._offer.practice
        is_small = self.screen.has_class("-short")
        lines = [
            plain_line(practice.title).stylize("bold $accent"),
            plain_line(with_author(self._offer.reason, practice)).stylize("$quiet-look"),
            *([] if is_small else [Content(""), plain_line(practice.summary)]),
            Content(""),
            INDENT + Chosen(practice, self._offer.length).line,
            Content(""),
            BEGIN,
        ]
        return Content("\n").join(lines)
