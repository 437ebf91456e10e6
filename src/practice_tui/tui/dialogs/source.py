"""Where a pack is: a file's name, or an https address.

Owns the one line to type it in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from practice_tui.tui.plain import plain_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

_LONGEST = 4000


class SourceDialog(ModalScreen[str]):
    """Asks for a pack's file or address; its answer is that, or nothing."""

    CSS_PATH = "sitting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", "Leave everything as it is", show=False)]
    AUTO_FOCUS = "Input"

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        with Vertical(id="form"):
            yield Static(plain_line(self._heading), classes="accent")
            with Vertical(id="lines"):
                yield Input(placeholder="the name of a file, or https://…", max_length=_LONGEST, classes="line")
            yield Static("⏎ look at it   esc leave everything as it is", id="close", classes="quiet")

    @on(Input.Submitted)
    def _given(self, message: Input.Submitted) -> None:
        self.dismiss(message.value.strip())

    def action_give_up(self) -> None:
        """Close; nothing happens."""
        self.dismiss("")
