"""Pauses, as a person marks, changes, ends and removes them.

Owns what a person may leave unsaid. Which days a pause takes up is the domain's answer.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from practice_tui.domain.errors import BadInput, NotFound
from practice_tui.domain.pause import MarkedPause, Pause, last_day
from practice_tui.domain.record import uuid7, whole_milliseconds
from practice_tui.domain.text import clean_text
from practice_tui.domain.wall_clock import EARLIEST, LATEST
from practice_tui.engine.kept_ids import id_meant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from practice_tui.engine.history import History
    from practice_tui.engine.ports import Clock, PauseStore

_DAY = timedelta(days=1)


class PauseBook:
    """Changes the pauses of a record. Whoever makes one has entered abandoned sittings before."""

    def __init__(self, store: PauseStore, clock: Clock, history: History) -> None:
        self._store = store
        self._clock = clock
        self._history = history

    def pauses(self) -> Sequence[MarkedPause]:
        """Return every pause, sorted by its first day."""
        return self._history.pauses()

    def mark(self, first: date | None, last: date | None, note: str) -> MarkedPause:
        """Mark a pause, from today on where no first day is given; without a last day it goes on.

        Raises:
            BadInput: it would end before it begins, or lies out of reach.
            NotSaved: it could not be written.
        """
        now = self._clock.now()
        first = self._history.today() if first is None else first
        _refuse_nonsense(first, last)
        pause = Pause(
            id=uuid7(now, os.urandom(10)),
            first=first,
            last=last,
            marked=whole_milliseconds(now),
            note=clean_text(note).strip(),
        )
        self._store.mark(pause)
        return MarkedPause(pause, last)

    def change(self, pause: Pause, first: date, last: date | None, note: str) -> MarkedPause:
        """Give a pause other days and another note. One that is to go on does so from now, whatever was sat since.

        Raises:
            BadInput, NotSaved: as in `mark`; the pause is as before.
        """
        _refuse_nonsense(first, last)
        marked = whole_milliseconds(self._clock.now()) if last is None and pause.last is not None else pause.marked
        changed = replace(pause, first=first, last=last, marked=marked, note=clean_text(note).strip())
        self._store.mark(changed)
        return MarkedPause(changed, last_day(changed, self._history.records()))

    def end(self, last: date | None) -> MarkedPause:
        """End the pause that goes on, with yesterday where no last day is given; one of today ends with today.

        Raises:
            NotFound: none goes on.
            BadInput: it would end before it begins.
            NotSaved: it could not be written; the pause is as before.
        """
        today = self._history.today()
        begun = [each.pause for each in self.pauses() if each.last is None and each.pause.first <= (last or today)]
        if not begun:
            raise NotFound("no pause goes on; practice log pause list shows them all")
        pause = begun[-1]
        return self.change(pause, pause.first, last or max(pause.first, today - _DAY), pause.note)

    def remove(self, name: str) -> Pause:
        """Take a pause out; `undo` brings it back.

        Raises:
            NotFound: no pause goes by that name.
            NotSaved: it could not be written.
        """
        ids = [pause.id for pause in self._store.pauses()]
        return self._store.unmark(id_meant(name, ids, one="pause", shown_by="practice log pause list"))


def _refuse_nonsense(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise BadInput(f"a pause from {first} can't end on {last}; give a later day, or none where it goes on")
    for day in (first, last or first):
        if not EARLIEST.date() <= day <= LATEST.date():
            raise BadInput(f"the year {day.year} is out of reach")
