"""A sitting, filled in by hand: to add one, or to change one.

Owns the lines and the way through them. What was typed stays on the screen until it is written down or given up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.text import one_line
from practice_tui.tui.dialogs.sitting_form import NOTE, PRACTICE, Field, SittingForm
from practice_tui.tui.plain import plain, plain_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

_LONGEST = 2000


class Refused(Message):
    """It could not be written down, for a reason in words."""

    def __init__(self, problem: str) -> None:
        super().__init__()
        self.problem = problem


class Written(Message):
    """It is written down; `words` say what."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class SittingDialog(ModalScreen[str]):
    """Asks for the parts of a sitting; its answer is what was done, in words, or nothing."""

    CSS_PATH = "sitting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Leave everything as it is", show=False),
        Binding("enter", "write", "Keep", show=False),
        Binding("down", "app.focus_next", "The next line", show=False),
        Binding("up", "app.focus_previous", "The line before", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, form: SittingForm) -> None:
        super().__init__()
        self._form = form

    def compose(self) -> ComposeResult:
        """Lay out a line a part."""
        with Vertical(id="form"):
            yield Static(plain_line(self._form.heading), classes="accent")
            with Vertical(id="lines"):
                for field in self._form.fields:
                    with Horizontal(classes="line"):
                        yield Static(plain_line(field.name), classes="name quiet")
                        yield self._input(field)
            yield Static(id="problem")
            yield Static("⏎ keep   ↑ ↓ line   esc leave everything as it is", id="close", classes="quiet")

    def _input(self, field: Field) -> Input:
        titles = [one_line(title) for title in self._form.practices]
        suggester = SuggestFromList(titles, case_sensitive=False) if field.name == PRACTICE else None
        return Input(
            field.text,
            placeholder=field.example,
            suggester=suggester,
            max_length=_LONGEST,
            name=field.name,
            select_on_focus=field.name != NOTE,
        )

    def action_give_up(self) -> None:
        """Close; nothing changes."""
        self.dismiss("")

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write it down."""
        self._write({str(line.name): line.value for line in self.query(Input)})

    @work(thread=True, exclusive=True)
    def _write(self, texts: dict[str, str]) -> None:
        try:
            self.post_message(Written(self._form.write(texts)))
        except PracticeError as problem:
            self.post_message(Refused(str(problem)))

    @on(Written)
    def _written(self, message: Written) -> None:
        self.dismiss(message.words)

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        self.query_one("#problem", Static).update(plain(message.problem))
