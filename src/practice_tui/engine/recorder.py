"""Turns a running sitting into a record that can't be lost.

Owns the journal while a sitting runs, the record at its end, and the entering of sittings whose process is gone.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from practice_tui.domain.errors import NotSaved
from practice_tui.domain.record import (
    Ending,
    SessionRecord,
    as_plain,
    day_of,
    from_plain,
    instant_text,
    parse_instant,
    uuid7,
    whole_milliseconds,
)
from practice_tui.engine.interruptions import Interruptions

if TYPE_CHECKING:
    from practice_tui.engine.ports import Clock, Journal, SessionStore

HEARTBEAT_SECONDS = 5.0
"""How often a running sitting is noted; a crash costs no more than this."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a sitting before it begins."""

    practice: str
    pack: str
    version: str
    script_hash: str
    source: str
    day_start_hour: int
    course_step: str = ""


class Recorder:
    """Records one sitting. All its seconds are timeline heard; it reads no clock but for the instants it keeps."""

    def __init__(self, journal: Journal, store: SessionStore, clock: Clock, origin: Origin) -> None:
        self._journal = journal
        self._store = store
        self._clock = clock
        self._origin = origin
        self._record: SessionRecord | None = None
        self._began_at = 0.0
        self._noted_at = 0.0
        self._journal_is_open = False
        self._interruptions = Interruptions(clock)

    def begin(self, planned_seconds: float | None) -> str:
        """Open the journal; return a line for the person where it can't be written, else an empty text.

        Raises:
            AlreadySitting: another process of this machine is sitting.
        """
        self._began_at = self._noted_at = self._clock.monotonic()
        record = _blank(self._origin, self._clock, planned_seconds)
        self._record = record
        try:
            self._journal.open(record.id, {"kind": "start", "record": as_plain(record)})
        except NotSaved as problem:
            return str(problem)
        self._journal_is_open = True
        return ""

    def note(self, kind: str, seconds: float, planned_seconds: float | None, **more: str) -> None:
        """Write a line about something that happened at `seconds`."""
        self._noted_at = self._clock.monotonic()
        if self._journal_is_open:
            at = instant_text(self._clock.now())
            self._journal.note({"kind": kind, "seconds": seconds, "planned": planned_seconds, "at": at} | more)

    def heartbeat(self, seconds: float, planned_seconds: float | None, *, is_paused: bool = False) -> float:
        """Write a line where the last one is `HEARTBEAT_SECONDS` old; called at every look at the sitting.

        Returns:
            how long an interruption was that has just come to its end, in seconds; 0 as a rule.
        """
        if self._clock.monotonic() - self._noted_at >= HEARTBEAT_SECONDS:
            self.note("heartbeat", seconds, planned_seconds)
        return self._interruptions.look(seconds, is_paused=is_paused)

    def ending_when_stopped(self, seconds: float) -> Ending:
        """Return how a sitting ends that is stopped now: by the person, or by an interruption that came before."""
        return Ending.INTERRUPTED if self._interruptions.is_near(seconds) else Ending.STOPPED

    def end(self, ending: Ending, seconds: float, planned_seconds: float | None) -> tuple[SessionRecord, bool, str]:
        """Return the record, whether it is saved, and a line for the person where it is not.

        Where the store can't take the record, the journal stays, and the next command or start enters it.
        """
        assert self._record is not None, "a sitting begins before it ends"
        sat = timedelta(seconds=self._clock.monotonic() - self._began_at)
        finish = max(self._clock.now(), self._record.start + sat)
        record = replace(
            self._record,
            ending=ending,
            seconds=seconds,
            planned_seconds=planned_seconds,
            end=whole_milliseconds(finish),
        )
        self.note("end", seconds, planned_seconds, ending=ending.value)
        try:
            self._store.add(record)
        except NotSaved as problem:
            self._release()
            return (
                record,
                False,
                f"{problem}; keep this line, `practice import -` takes it back: {json_line(record)}",
            )
        if self._journal_is_open:
            self._journal.remove()
            self._journal_is_open = False
        return record, True, ""

    def _release(self) -> None:
        if self._journal_is_open:
            self._journal.release()
            self._journal_is_open = False


def recover(journal: Journal, store: SessionStore) -> list[SessionRecord]:
    """Enter every sitting whose process is gone, with the id it had, and return what was new.

    Doing it twice adds nothing. A sitting that can't be saved now stays in its journal for the next time; a journal
    whose beginning can't be read is set aside.
    """
    found: list[SessionRecord] = []
    for lines in journal.abandoned():
        record = _recovered(lines)
        if record is None:
            journal.set_aside(lines)
        else:
            found.append(record)
    entered: list[SessionRecord] = []
    known = {record.id for record in store.records()} if found else set()
    for record in found:
        try:
            if record.seconds > 0:
                store.add(record)
        except NotSaved:
            continue
        journal.settle(record.id)
        if record.seconds > 0 and record.id not in known:
            entered.append(record)
    return entered


def json_line(record: SessionRecord) -> str:
    """Return a record as one line of JSON, as `practice import -` takes it."""
    return json.dumps(as_plain(record), ensure_ascii=False)


def _blank(origin: Origin, clock: Clock, planned_seconds: float | None) -> SessionRecord:
    start = whole_milliseconds(clock.now())
    offset = clock.offset_minutes(start)
    return SessionRecord(
        id=uuid7(start, os.urandom(10)),
        practice=origin.practice,
        pack=origin.pack,
        version=origin.version,
        script_hash=origin.script_hash,
        planned_seconds=planned_seconds,
        seconds=0.0,
        start=start,
        end=start,
        zone=clock.zone(),
        offset_minutes=offset,
        day=day_of(start, offset, origin.day_start_hour),
        day_start_hour=origin.day_start_hour,
        ending=Ending.RECOVERED,
        source=origin.source,
        course_step=origin.course_step,
    )


def _recovered(lines: list[dict[str, Any]]) -> SessionRecord | None:
    """Return the record that a journal's lines tell of, or None where even its beginning can't be read."""
    try:
        record = from_plain(lines[0]["record"])
    except (IndexError, KeyError, TypeError, ValueError):
        return None
    for line in lines[1:]:
        record = _after(record, line)
    return record


def _after(record: SessionRecord, line: dict[str, Any]) -> SessionRecord:
    """Return the record with what one line of its journal adds; a line that can't be read adds nothing."""
    try:
        sat = max(float(line["seconds"]), record.seconds)
        end = max(parse_instant(line["at"]), record.start + timedelta(seconds=sat))  # the wall clock may be set back
        plain = {"seconds": sat, "planned_seconds": line["planned"], "end": instant_text(end)}
        if line["kind"] == "end":
            plain["ending"] = line["ending"]
        return from_plain(as_plain(record) | plain)
    except (KeyError, TypeError, ValueError, OverflowError):
        return record
