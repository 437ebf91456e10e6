"""Reminders: made, changed, paused and removed.

Owns which of them is looked at. Reading and changing happen in a thread; they are read again after every change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from practice_tui.domain.errors import PracticeError
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.screens.reminders.rows import Book, read_book
from practice_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from practice_tui.domain.reminder import Reminder
    from practice_tui.engine.services import Services

_KEYS = (
    "reminders.edit",
    "reminders.add",
    "reminders.pause",
    "reminders.remove",
    "reminders.back",
    "app.help",
)
_NOTHING = "no reminder yet; a makes one"


class BookRead(Message):
    """The reminders have been read, or `problem` says why not."""

    def __init__(self, book: Book | None, problem: str = "") -> None:
        super().__init__()
        self.book = book
        self.problem = problem


class Rearranged(Message):
    """A reminder was changed, or it wasn't; `words` say what was done, or why it could not be."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class RemindersScreen(Screen[None]):
    """Lists the reminders."""

    CSS_PATH = "reminders.tcss"
    WHERE = "reminders"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("reminders")
    AUTO_FOCUS = ""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._book: Book | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield Static("Reminders", id="heading", classes="accent")
        yield OptionList(id="reminders")
        yield Static(id="nothing", classes="quiet")
        yield Static(id="notice", classes="accent")
        yield Static(id="closed", classes="quiet")
        yield KeyLine((action(each) for each in _KEYS), id="keys")

    def on_mount(self) -> None:
        """Leave the keys with the screen."""
        self.query_one(OptionList).can_focus = False

    def on_screen_resume(self) -> None:
        """Read them: a dialog may have changed one."""
        self._read()

    @work(thread=True, exclusive=True, group="book")
    def _read(self) -> None:
        try:
            self.post_message(BookRead(read_book(self._services)))
        except PracticeError as problem:
            self.post_message(BookRead(None, str(problem)))

    @on(BookRead)
    def _have_read(self, message: BookRead) -> None:
        if message.book is None:
            self.say(message.problem)
        else:
            self._show(message.book)

    # What a person can do.

    def action_previous(self) -> None:
        """Mark the reminder above."""
        self.query_one(OptionList).action_cursor_up()

    def action_next(self) -> None:
        """Mark the reminder below."""
        self.query_one(OptionList).action_cursor_down()

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Change the marked reminder."""
        marked, book = self._marked(), self._book
        if marked is not None and book is not None:
            from practice_tui.tui.dialogs.reminder_form import ReminderChange  # noqa: PLC0415 - when it is asked for
            from practice_tui.tui.dialogs.sitting import SittingDialog  # noqa: PLC0415

            self.app.push_screen(SittingDialog(ReminderChange(self._services, marked, book.titles)), self.say)

    @work(thread=True, exclusive=True, group="question")
    def action_add(self) -> None:
        """Make a reminder; the time at which the person usually sits is suggested."""
        from practice_tui.tui.dialogs.reminder_form import ReminderMaking  # noqa: PLC0415 - when it is asked for
        from practice_tui.tui.dialogs.sitting import SittingDialog  # noqa: PLC0415

        try:
            minute = self._services.reminders().suggested_minute()
        except PracticeError:  # the record can't be read, so there is nothing to suggest; Today says why
            minute = None
        titles = self._book.titles if self._book else {}
        form = ReminderMaking(self._services, titles, minute)
        self.app.call_from_thread(self.app.push_screen, SittingDialog(form), self.say)

    def action_pause(self) -> None:
        """Let the marked reminder rest, or speak again."""
        marked = self._marked()
        if marked is None:
            return
        reminders = self._services.reminders()

        def turned() -> str:
            reminder = reminders.resume(marked.id) if marked.paused else reminders.pause(marked.id)
            return "it rests until you wake it" if reminder.paused else "it will ask again"

        self._change(turned)

    def action_remove(self) -> None:
        """Take the marked reminder away."""
        marked = self._marked()
        if marked is not None:
            self._change(lambda: f"removed: {self._services.reminders().remove(marked.id).id}")

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    @work(thread=True, exclusive=True, group="change")
    def _change(self, change: Callable[[], str]) -> None:
        try:
            self.post_message(Rearranged(change()))
        except PracticeError as problem:
            self.post_message(Rearranged(str(problem)))

    @on(Rearranged)
    def _rearranged(self, message: Rearranged) -> None:
        self.say(message.words)
        self._read()

    # How it is shown.

    def say(self, words: str | None) -> None:
        """Say what was done."""
        self.query_one("#notice", Static).update(plain(words or ""))

    def _show(self, book: Book) -> None:
        self._book = book
        listing = self.query_one(OptionList)
        marked = listing.highlighted or 0
        with self.app.batch_update():
            listing.clear_options()
            listing.add_options([Option(row.lines(book.titles)) for row in book.rows])
            listing.highlighted = min(marked, len(book.rows) - 1) if book.rows else None
            self.query_one("#nothing", Static).update(plain_line("" if book.rows else _NOTHING))
            self.query_one("#closed", Static).update(plain(book.closed))

    def _marked(self) -> Reminder | None:
        marked = self.query_one(OptionList).highlighted
        if self._book is None or marked is None or marked >= len(self._book.rows):
            return None
        return self._book.rows[marked].reminder
