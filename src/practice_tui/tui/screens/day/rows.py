"""The pauses and sittings of one day, as lines.

Owns what is read for that day, and how a pause, or a sitting with its note, is shown. Titles and notes enter as plain
text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from practice_tui.domain.record import Ending
from practice_tui.tui.pauses import span_words
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.wording import day_words, sat_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from practice_tui.domain.pause import MarkedPause
    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.services import Services

_TIME, _TITLE, _LENGTH = 5, 28, 11
_GAP = 2
_INDENT = " " * (_TIME + _GAP)


class Day(NamedTuple):
    """What was sat on a day.

    Attributes:
        today: the practice day it is now.
        seconds: how long in all, shared time counted once.
        titles: what each practice is called, by its id.
        pauses: the pauses that hold the day.
    """

    day: date
    today: date
    sittings: Sequence[SessionRecord]
    seconds: float
    titles: Mapping[str, str]
    pauses: Sequence[MarkedPause]

    @property
    def rows(self) -> Sequence[MarkedPause | SessionRecord]:
        """What stands on the day, a line each: pauses first."""
        return [*self.pauses, *self.sittings]

    @property
    def heading(self) -> str:
        """The day, and how much was sat: ``Friday 20 November 2026, 32 minutes``."""
        sat = f", {sat_words(self.seconds)}" if self.sittings else ""
        return f"{day_words(self.day)} {self.day.year}{sat}"


def read_day(services: Services, day: date) -> Day:
    """Read one day of the record; not for the UI.

    Raises:
        PracticeError: the record can't be read.
    """
    sittings = [sitting for sitting in services.history.records() if sitting.day == day]
    statistics = services.history.statistics_of(sittings)
    titles = {practice.id: practice.title for practice in services.shelf.practices()}
    pauses = [marked for marked in services.history.pauses() if marked.holds(day)]
    return Day(day, statistics.day, sittings, statistics.seconds, titles, pauses)


def pause_line(marked: MarkedPause) -> Content:
    """Return a pause: that it is one, its days, and its note."""
    words = span_words(marked) + (f", {marked.pause.note}" if marked.pause.note else "")
    return Content.assemble(Content.styled("pause".ljust(_TIME + _GAP), "$quiet-look"), plain_line(words))


def sitting_lines(sitting: SessionRecord, titles: Mapping[str, str]) -> Content:
    """Return a sitting: when, what, how long, how it was, and its note below."""
    title = plain_line(titles.get(sitting.practice, sitting.practice)).truncate(_TITLE, ellipsis=True, pad=True)
    line = Content(" " * _GAP).join(
        [
            Content.styled(f"{sitting.local_start:%H:%M}", "$quiet-look"),
            title,
            Content(sat_words(sitting.seconds).ljust(_LENGTH)),
            plain_line(_how(sitting)).stylize("$quiet-look"),
        ]
    )
    if not sitting.note:
        return line
    note = [Content(_INDENT) + words for words in plain(sitting.note).split("\n")]
    return Content("\n").join([line, *note])


def _how(sitting: SessionRecord) -> str:
    """Return how it ended, where that says something, and how it was."""
    ended = "" if sitting.ending is Ending.FINISHED else sitting.ending.value
    return ", ".join(filter(None, (ended, sitting.after)))
