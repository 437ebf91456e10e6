"""The library: everything there is to practise; typing narrows it down.

Owns the filter and which row is looked at. What there is, and when it was sat, is read in a thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from practice_tui.domain.errors import PracticeError
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.screens.library.rows import Row
from practice_tui.tui.widgets.key_line import KeyLine
from practice_tui.tui.wishes import HomeWished, PacksWished, PreviewWished

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from practice_tui.engine.services import Services

_KEYS = ("library.open", "library.packs", "library.back", "library.help")


_PADDING = 2


class Read(Message):
    """What there is, and when it was sat last."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows


class Filter(Input):
    """Takes every character but the one that asks for help: no practice is looked for by a question mark."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is typed rather than obeyed."""
        return character != "?" and super().check_consume_key(key, character)


class LibraryScreen(Screen[None]):
    """Lists the practices at hand."""

    CSS_PATH = "library.tcss"
    WHERE = "library"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("library")
    AUTO_FOCUS = "#filter"

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self._today: date = services.history.today()

    def compose(self) -> ComposeResult:
        """Lay out the filter and the list."""
        yield Filter(placeholder="type to find", id="filter")
        yield OptionList(id="list")
        yield Static(id="nothing", classes="quiet")
        yield Static(id="summary", classes="quiet")
        yield KeyLine((action(each) for each in _KEYS), id="keys")

    def on_mount(self) -> None:
        """Leave the keys with the filter; the list is moved through by this screen."""
        self.query_one(OptionList).can_focus = False

    def on_screen_resume(self) -> None:
        """Read what there is: a pack may have come or gone."""
        self._read()

    def on_resize(self) -> None:
        """Let the columns fit."""
        self._show()

    @work(thread=True)
    def _read(self) -> None:
        last: dict[str, date] = {}
        try:
            for record in self._services.history.records():
                last[record.practice] = max(record.day, last.get(record.practice, record.day))
        except PracticeError:
            last.clear()  # the list is of use without; Today says what is wrong with the record
        self.post_message(Read([Row(each, last.get(each.id)) for each in self._services.shelf.practices()]))

    @on(Read)
    def _have_read(self, message: Read) -> None:
        self._rows = message.rows
        self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        listing = self.query_one(OptionList)
        words = self.query_one(Input).value
        found = [row for row in self._rows if row.matches(words)]
        self._shown = sorted(found, key=lambda row: not row.is_called(words))  # what is called that comes first
        width = self.query_one(OptionList).size.width - _PADDING
        listing.clear_options()
        listing.add_options([Option(row.line(self._today, width)) for row in self._shown])
        listing.highlighted = 0 if self._shown else None
        is_empty = bool(self._rows) and not self._shown
        self.query_one("#nothing", Static).update(plain_line("nothing here goes by that" if is_empty else ""))
        self._show_summary()

    @on(OptionList.OptionHighlighted)
    def _show_summary(self) -> None:
        row = self._present()
        self.query_one("#summary", Static).update(plain(row.about if row else ""))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Look closer at the practice that is marked."""
        row = self._present()
        if row is not None:
            self.post_message(PreviewWished(row.practice))

    def action_previous(self) -> None:
        """Mark the practice above."""
        self.query_one(OptionList).action_cursor_up()

    def action_next(self) -> None:
        """Mark the practice below."""
        self.query_one(OptionList).action_cursor_down()

    def action_packs(self) -> None:
        """Open the packs that others have made."""
        self.post_message(PacksWished())

    async def action_help(self) -> None:
        """Show what can be done here."""
        await self.run_action("app.help")

    def action_back(self) -> None:
        """Empty the filter; where it is empty, go back to Today."""
        words = self.query_one(Input)
        if words.value:
            words.value = ""
        else:
            self.post_message(HomeWished())

    def _present(self) -> Row | None:
        marked = self.query_one(OptionList).highlighted
        return self._shown[marked] if marked is not None and marked < len(self._shown) else None
