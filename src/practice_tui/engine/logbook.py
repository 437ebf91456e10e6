"""The record, as a person changes it by hand: add, edit, remove, undo.

Owns what a sitting added by hand looks like, and what follows when a part of one is changed: its end, its offset and
its practice day. A day that a person chose is kept as chosen.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from practice_tui.domain.errors import BadInput, PracticeError
from practice_tui.domain.pause import last_day
from practice_tui.domain.quantities import seconds
from practice_tui.domain.record import Ending, SessionRecord, day_of, uuid7, whole_milliseconds
from practice_tui.domain.text import clean_text, one_line
from practice_tui.domain.wall_clock import Zone, moment_of, moment_on_the_wall, within_bounds
from practice_tui.engine.duplicates import look_alikes
from practice_tui.engine.kept_ids import id_meant
from practice_tui.engine.zones import zone_here, zone_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.wall_clock import Moment
    from practice_tui.engine.ports import Clock, Kept, RecordStore, ScriptShelf
    from practice_tui.engine.settings import SettingsKeeper

BY_HAND = "by hand"
"""The source of a sitting that a person entered."""

_LONGEST = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person says of a sitting; None where nothing is said.

    Attributes:
        practice: the id of a practice.
        length: how long, in frames.
        at: when it began: aware, or naive for a time on the wall of `zone`.
        zone: the name of a time zone; the system's where none is said.
        day: the practice day; follows from the start where none is said.
        note: words of the person.
    """

    practice: str | None = None
    length: Frames | None = None
    at: datetime | None = None
    zone: str | None = None
    day: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A sitting as it is kept now, and what the person should know of it, a line each."""

    record: SessionRecord
    remarks: Sequence[str]


class Logbook:
    """Changes the record. Whoever makes one has entered abandoned sittings before."""

    def __init__(self, store: RecordStore, clock: Clock, settings: SettingsKeeper, shelf: ScriptShelf) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._shelf = shelf

    def records(self) -> Sequence[SessionRecord]:
        """Return every sitting, sorted by start."""
        return self._store.records()

    def add(self, practice: str, length: Frames, at: datetime, wish: Wish) -> Entered:
        """Add a sitting by hand, also where one like it is there.

        Raises:
            NotFound: no practice or zone goes by that name.
            BadInput: the length or the year is out of reach.
            NotSaved: it could not be written.
        """
        present = self._store.records()
        sat = _checked_length(length)
        practice = self._practice(practice, present)
        zone = self._zone(wish.zone)
        moment = _moment(at, zone)
        start = whole_milliseconds(moment.instant)
        hour = self._settings.read().day_start_hour
        pack, version = self._pack_of(practice)
        record = SessionRecord(
            id=uuid7(self._clock.now(), os.urandom(10)),
            practice=practice,
            pack=pack,
            version=version,
            planned_seconds=sat,
            seconds=sat,
            start=start,
            end=_end(start, sat),
            zone=zone.name,
            offset_minutes=moment.offset_minutes,
            day=wish.day or day_of(start, moment.offset_minutes, hour),
            day_start_hour=hour,
            ending=Ending.BY_HAND,
            source=BY_HAND,
            note=_note(wish.note or ""),
        )
        self._store.add_all([record])
        return Entered(record, [*self._remarks(record, moment.doubt, present), *self._pauses_left_open(record)])

    def edit(self, name: str, wish: Wish) -> Entered:
        """Change parts of a sitting.

        Raises:
            NotFound: no sitting, practice or zone goes by that name.
            BadInput: the length or the year is out of reach, or nothing is wished.
            NotSaved: it could not be written; the sitting is as before.
        """
        if wish == Wish():
            raise BadInput("nothing was said to change; give a length, a start, a practice, a day or a note")
        present = self._store.records()
        before = find_sitting(name, present)
        record, doubt = self._moved(before, wish)
        if wish.length is not None:
            sat = _checked_length(wish.length)
            record = replace(record, seconds=sat, end=_end(record.start, sat))
        if wish.practice is not None:
            practice = self._practice(wish.practice, present)
            pack, version = self._pack_of(practice)
            record = replace(record, practice=practice, pack=pack, version=version, script_hash="")
        if wish.day is not None:
            record = replace(record, day=wish.day)
        if wish.note is not None:
            record = replace(record, note=_note(wish.note))
        self._store.edit(record)
        has_moved = (record.start, record.end) != (before.start, before.end)
        return Entered(record, self._remarks(record, doubt, present) if has_moved else [])

    def remove(self, name: str) -> SessionRecord:
        """Take a sitting out; `undo` brings it back.

        Raises:
            NotFound: no sitting goes by that name.
            NotSaved: it could not be written.
        """
        return self._store.remove(find_sitting(name, self._store.records()).id)

    def undo(self) -> Sequence[tuple[Kept | None, Kept | None]]:
        """Take back the last change a person made here; return what it concerned, as it was until now and is again.

        Raises:
            NotFound: there is nothing to undo.
            NotSaved: it could not be written.
        """
        return self._store.undo()

    def _moved(self, before: SessionRecord, wish: Wish) -> tuple[SessionRecord, str]:
        """Return the sitting at its wished start and zone; a zone alone leaves the time on the wall as it is."""
        if wish.at is None and wish.zone is None:
            return before, ""
        zone = self._zone(wish.zone or before.zone)
        moment = _moment(wish.at or before.local_start.replace(tzinfo=None), zone)
        start = whole_milliseconds(moment.instant)
        moved = replace(
            before,
            start=start,
            end=within_bounds(start + (before.end - before.start)),
            zone=zone.name,
            offset_minutes=moment.offset_minutes,
            day=day_of(start, moment.offset_minutes, before.day_start_hour),
        )
        return moved, moment.doubt

    def _remarks(self, record: SessionRecord, doubt: str, present: Sequence[SessionRecord]) -> list[str]:
        remarks = [doubt] if doubt else []
        others = [sitting for sitting in present if sitting.id != record.id]
        if look_alikes([record], others):
            remarks.append("another sitting is entered at that time; both are kept, and totals count the time once")
        if record.start > self._clock.now():
            remarks.append("that begins in the future")
        return remarks

    def _pauses_left_open(self, record: SessionRecord) -> list[str]:
        """Tell of a pause that a sitting would have ended, had it been sat with the program."""
        going_on = [pause for pause in self._store.pauses() if pause.last is None and pause.first <= record.day]
        present = self._store.records() if going_on else ()
        return [
            f"your pause from {pause.first} goes on until you sit here or end it"
            for pause in going_on
            if last_day(pause, present) is None
        ]

    def _zone(self, name: str | None) -> Zone:
        here = zone_here(self._clock)
        return here if name is None or name == here.name else zone_named(name)

    def _practice(self, name: str, present: Sequence[SessionRecord]) -> str:
        name = one_line(name)
        if name in {each.id for each in self._shelf.practices()} or name in {each.practice for each in present}:
            return name
        return self._shelf.script(name).id

    def _pack_of(self, practice: str) -> tuple[str, str]:
        try:
            return self._shelf.pack_of(practice)
        except PracticeError:
            return "", ""  # a practice known from the record alone, such as an imported one


def find_sitting(name: str, present: Sequence[SessionRecord]) -> SessionRecord:
    """Return the sitting of an id, of the beginning or the end of one, or the last one.

    Raises:
        NotFound: there is none, or several begin so; the nearest is named.
    """
    meant = id_meant(name, [sitting.id for sitting in present], one="sitting", shown_by="practice log list --ids")
    return next(sitting for sitting in present if sitting.id == meant)


def _moment(at: datetime, zone: Zone) -> Moment:
    return moment_on_the_wall(at, zone) if at.tzinfo is None else moment_of(at, zone)


def _checked_length(length: Frames) -> float:
    sat = seconds(length)
    if not 0 < sat <= _LONGEST:
        raise BadInput("a sitting lasts more than nothing and at most a day; give another length")
    return sat


def _end(start: datetime, sat: float) -> datetime:
    return within_bounds(whole_milliseconds(start + timedelta(seconds=sat)))


def _note(text: str) -> str:
    return clean_text(text).strip()
