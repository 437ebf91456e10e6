"""The note on looking after oneself, one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from practice_tui.tui.care import DANGER, NOTE, NOTE_TITLE, contact_line
from practice_tui.tui.plain import plain, plain_line

if TYPE_CHECKING:
    from textual.app import ComposeResult


class NoteDialog(ModalScreen[None]):
    """Shows the note, whom the person wished to call, and what to do in danger."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,n,q,enter", "dismiss", "Close", show=False)]

    def __init__(self, contact: str) -> None:
        super().__init__()
        self._contact = contact

    def compose(self) -> ComposeResult:
        """Lay out the note."""
        with VerticalScroll(id="page"):
            yield Static(plain_line(NOTE_TITLE), classes="accent")
            yield Static(plain(NOTE.replace("\n", "\n\n")), id="note")
            yield Static(plain("\n".join(filter(None, (contact_line(self._contact), DANGER)))), id="danger")
            yield Static("esc closes this", id="close", classes="quiet")
