"""One day of the record: its pauses, sittings and notes, and the ways to mend them.

Owns which day and which of them is looked at. Reading and changing happen in a thread; the day is read again after
every change.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.pause import MarkedPause
from practice_tui.domain.record import SessionRecord
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.mending import Mended, MendingScreen, changing, changing_pause, removed_words
from practice_tui.tui.plain import plain_line
from practice_tui.tui.screens.day.rows import Day, pause_line, read_day, sitting_lines
from practice_tui.tui.widgets.key_line import KeyLine
from practice_tui.tui.wording import day_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from practice_tui.engine.services import Services

_KEYS = ("day.edit", "day.add", "day.pause", "day.remove", "day.undo", "day.back", "app.help")
_NOTHING = "nothing was entered for this day; a adds a sitting by hand"
_AHEAD = "this day is still to come"


class DayRead(Message):
    """The day has been read, or `problem` says why not."""

    def __init__(self, day: Day | None, problem: str = "") -> None:
        super().__init__()
        self.day = day
        self.problem = problem


class DayScreen(MendingScreen):
    """Shows the pauses and sittings of a day; `marked` is the id of the sitting to begin with."""

    CSS_PATH = "day.tcss"
    WHERE = "day"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("day")
    AUTO_FOCUS = ""

    def __init__(self, services: Services, day: date, marked: str = "") -> None:
        super().__init__(services)
        self._date = day
        self._wished = marked
        self._day: Day | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield Static(plain_line(f"{day_words(self._date)} {self._date.year}"), id="heading", classes="accent")
        yield OptionList(id="sittings")
        yield Static(id="nothing", classes="quiet")
        yield Static(id="notice", classes="accent")
        yield KeyLine((action(each) for each in _KEYS), id="keys")

    def on_mount(self) -> None:
        """Leave the keys with the screen."""
        self.query_one(OptionList).can_focus = False

    def on_screen_resume(self) -> None:
        """Read the day: a dialog may have changed it."""
        self._read(self._date)

    @work(thread=True, exclusive=True, group="record")
    def _read(self, day: date) -> None:
        try:
            self.post_message(DayRead(read_day(self._services, day)))
        except PracticeError as problem:
            self.post_message(DayRead(None, str(problem)))

    @on(DayRead)
    def _have_read(self, message: DayRead) -> None:
        if message.day is None:
            self.say(message.problem)
        elif message.day.day == self._date:
            self._show(message.day)

    # What a person can do.

    def action_previous(self) -> None:
        """Mark the line above."""
        self.query_one(OptionList).action_cursor_up()

    def action_next(self) -> None:
        """Mark the line below."""
        self.query_one(OptionList).action_cursor_down()

    def action_earlier(self) -> None:
        """Show the day before."""
        self._go(-1)

    def action_later(self) -> None:
        """Show the day after."""
        self._go(1)

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Change the marked sitting or pause."""
        marked = self._marked()
        if isinstance(marked, MarkedPause):
            self.app.push_screen(changing_pause(self._services, marked), self.say)
        elif marked is not None:
            self.app.push_screen(changing(self._services, marked, self.titles()), self.say)

    def action_add(self) -> None:
        """Add a sitting to this day."""
        if self._day is not None:
            self.add_to(min(self._date, self._day.today))

    def action_pause(self) -> None:
        """Mark a pause from this day on, or change the one it lies in."""
        self.pause_from(self._date)

    def action_remove(self) -> None:
        """Remove the marked sitting or pause."""
        marked, services = self._marked(), self._services
        if isinstance(marked, MarkedPause):
            self._change(lambda: removed_words(services.pauses().remove(marked.pause.id), self.titles()))
        elif marked is not None:
            self._change(lambda: removed_words(services.logbook().remove(marked.id), self.titles()))

    def action_back(self) -> None:
        """Go back to the calendar."""
        self.dismiss()

    # How the record is changed.

    def titles(self) -> Mapping[str, str]:
        """Return what each practice is called, by its id."""
        return self._day.titles if self._day else {}

    @on(Mended)
    def _mended(self, message: Mended) -> None:
        self.say(message.words)
        self._read(self._date)

    # How it is shown.

    def _go(self, days: int) -> None:
        self._date += timedelta(days=days)
        self.say("")
        self._read(self._date)

    def _show(self, day: Day) -> None:
        self._day = day
        listing = self.query_one(OptionList)
        marked = listing.highlighted or 0
        with self.app.batch_update():
            self.query_one("#heading", Static).update(plain_line(day.heading))
            listing.clear_options()
            listing.add_options([Option(pause_line(pause)) for pause in day.pauses])
            listing.add_options([Option(sitting_lines(sitting, day.titles)) for sitting in day.sittings])
            listing.highlighted = min(self._place_wished(day, marked), len(day.rows) - 1) if day.rows else None
            empty = _AHEAD if day.day > day.today else _NOTHING
            self.query_one("#nothing", Static).update(plain_line("" if day.rows else empty))

    def _place_wished(self, day: Day, otherwise: int) -> int:
        """Return where the sitting stands that was wished for when the screen was opened; once is enough."""
        wished, self._wished = self._wished, ""
        places = [place for place, row in enumerate(day.rows) if isinstance(row, SessionRecord) and row.id == wished]
        return places[0] if places else otherwise

    def _marked(self) -> SessionRecord | MarkedPause | None:
        marked = self.query_one(OptionList).highlighted
        if self._day is None or marked is None or marked >= len(self._day.rows):
            return None
        return self._day.rows[marked]
