"""One question with a page above it, answered by yes or no; or a page alone.

Owns that nothing but `y` says yes: whoever presses Enter by habit hasn't agreed to anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from practice_tui.tui.plain import plain_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

_ANSWERS = (("y", "yes", "screen.yes"), ("n", "no", "screen.no"))


class Answers(Static):
    """The answers, which look as the line of keys does."""

    auto_links = False


class QuestionDialog(ModalScreen[bool]):
    """Shows a page and asks.

    Args:
        heading: what it is about.
        text: the page.
        question: what is asked; with an empty text nothing is, and any of the keys closes.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", show=False),
        Binding("n,escape,q", "no", "No", show=False),
        Binding("enter", "close", "Close where nothing is asked", show=False),
        Binding("down", "down", "Read further down", show=False),
        Binding("up", "up", "Read further up", show=False),
    ]

    def __init__(self, heading: str, text: Content, question: str) -> None:
        super().__init__()
        self._heading = heading
        self._text = text
        self._question = question

    def compose(self) -> ComposeResult:
        """Lay out the page, the question, and its answers."""
        with VerticalScroll(id="page"):
            yield Static(plain_line(self._heading), classes="accent")
            yield Static(self._text, id="note")
            yield Static(plain_line(self._question), id="danger")
            yield Answers(self._answers() if self._question else "esc closes this", id="close", classes="quiet")

    def action_yes(self) -> None:
        """Say yes."""
        if self._question:
            self.dismiss(result=True)

    def action_no(self) -> None:
        """Say no."""
        self.dismiss(result=False)

    def action_close(self) -> None:
        """Close a page that asks nothing."""
        if not self._question:
            self.dismiss(result=False)

    def action_down(self) -> None:
        """Read further down."""
        self.query_one("#page").scroll_down(animate=False)

    def action_up(self) -> None:
        """Read further up."""
        self.query_one("#page").scroll_up(animate=False)

    @staticmethod
    def _answers() -> Content:
        pieces = [
            Content.assemble((key, "$accent"), (f" {word}", "$quiet-look")).stylize(Style.from_meta({"@click": call}))
            for key, word, call in _ANSWERS
        ]
        return Content("   ").join([*pieces, Content("esc leaves everything as it is")])
