"""One line of the reminders: for what, how long, when, and when next.

Owns the columns and the reading of everything the screen shows. Titles come from scripts and enter as plain text.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.quantities import SAMPLE_RATE
from practice_tui.domain.reminder import stretch_text
from practice_tui.tui.plain import plain_line
from practice_tui.tui.reminders import next_words, times_words
from practice_tui.tui.wording import length_label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from practice_tui.domain.reminder import Reminder
    from practice_tui.engine.services import Services

_TITLE, _LENGTH = 24, 8
_GAP = "  "

WHILE_CLOSED = "While this is closed, prompts come through the {name}."
ONLY_OPEN = (
    "Prompts come while this is open. To let them come while it is closed as well, run practice remind install "
    "in a terminal; it shows what it sets up, and asks first."
)


class Row(NamedTuple):
    """A reminder, and what the wall clock shows at the next instant it wishes for."""

    reminder: Reminder
    next_wall: datetime | None

    def lines(self, titles: Mapping[str, str]) -> Content:
        """Return the row: the practice and its length, and below them when."""
        reminder = self.reminder
        title = plain_line(titles.get(reminder.practice, reminder.practice)).truncate(_TITLE, ellipsis=True, pad=True)
        first = title + _GAP + length_label(reminder.seconds * SAMPLE_RATE).rjust(_LENGTH)
        first += _GAP + next_words(reminder, self.next_wall)
        quiet = f", quiet hours {stretch_text(reminder.quiet)}" if reminder.quiet else ""
        second = Content.styled(f"{_GAP}{times_words(reminder.when)}{quiet}", "$quiet-look")
        return first.stylize("$quiet-look" if reminder.paused else "") + "\n" + second


class Book(NamedTuple):
    """Everything the screen shows; `closed` says what comes while the app is closed."""

    rows: tuple[Row, ...]
    titles: Mapping[str, str]
    closed: str


def read_book(services: Services) -> Book:
    """Read the reminders and what is known of them; not on the UI's thread.

    Raises:
        PracticeError: they can't be read.
    """
    reminders = services.reminders()

    def on_the_wall(instant: datetime | None) -> datetime | None:
        if instant is None:
            return None
        return instant.astimezone(UTC) + timedelta(minutes=services.clock.offset_minutes(instant))

    rows = tuple(Row(each, on_the_wall(reminders.next_time(each))) for each in reminders.all())
    titles = {practice.id: practice.title for practice in services.shelf.practices()}
    return Book(rows, titles, _while_closed(services))


def _while_closed(services: Services) -> str:
    try:
        timer = services.timer()
        installed = timer is not None and timer.program() is not None
    except PracticeError:  # what it is like can't be told; setting it up anew says why
        return ONLY_OPEN
    return WHILE_CLOSED.format(name=timer.name) if timer is not None and installed else ONLY_OPEN
