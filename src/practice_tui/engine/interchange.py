"""The record, in from elsewhere and out to elsewhere.

Owns what becomes of a sitting found in a file: its id, its zone, its practice day. The id follows from what the file
says of the sitting, so that the same file twice adds nothing, also after the sitting was edited here. An import is
written all at once or not at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from practice_tui.domain.errors import BadInput, Unanswered
from practice_tui.domain.record import Ending, SessionRecord, day_of, whole_milliseconds
from practice_tui.domain.text import clean_text, one_line
from practice_tui.domain.wall_clock import moment_of, moment_on_the_wall, within_bounds
from practice_tui.engine.duplicates import look_alikes
from practice_tui.engine.foreign import (
    LARGEST_FILE,
    MOST_REFUSED,
    MOST_SITTINGS,
    ForeignNote,
    ForeignSitting,
    Found,
    ImportWish,
    OwnSitting,
    Refusal,
)
from practice_tui.engine.note_matching import with_notes
from practice_tui.engine.zones import zone_here, zone_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from practice_tui.domain.wall_clock import Moment, Zone
    from practice_tui.engine.foreign import ExchangeFiles, Formats
    from practice_tui.engine.ports import Clock, SessionStore
    from practice_tui.engine.settings import SettingsKeeper

UNNAMED = "meditation"
"""What a sitting is called of which the file says no more."""

_LONGEST_SECONDS = 24 * 3600
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file; the three numbers add up to what was read.

    Attributes:
        form: the name of the format it was read as.
        added: how many entries are new.
        already_there: how many were known, or stood twice in the file.
        refused: the lines that could not be taken in.
        seconds: how long the new sittings are together.
        remarks: what else the person should know, a line each.
    """

    form: str
    added: int
    already_there: int
    refused: Sequence[Refusal]
    seconds: float
    remarks: Sequence[str]

    @property
    def read(self) -> int:
        """How many entries the file has."""
        return self.added + self.already_there + len(self.refused)


@dataclass(slots=True)
class _Arrivals:
    """What was found in a file, in its order."""

    records: dict[str, SessionRecord] = field(default_factory=dict)
    notes: list[ForeignNote] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    repeated: int = 0
    doubts: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)


class Interchange:
    """Takes files in and gives the record out. Whoever makes one has entered abandoned sittings before."""

    def __init__(
        self, store: SessionStore, clock: Clock, settings: SettingsKeeper, formats: Formats, files: ExchangeFiles
    ) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._formats = formats
        self._files = files

    def content(self, name: str) -> bytes:
        """Return what a file holds, within the limit.

        Raises:
            NotFound: it isn't there, or can't be read.
        """
        return self._files.read(name, LARGEST_FILE)

    def export(self, form: str, name: str, *, replaces: bool = False) -> tuple[Path, int]:
        """Write the whole record to a file; return where it is, and how many sittings it holds.

        Raises:
            BadInput: nothing is written in that format, or something else stands there.
            NotSaved: it can't be written; what was there is as it was.
        """
        content, count = self.give_out(form)
        return self._files.write(name, content, replaces=replaces), count

    def give_out(self, form: str) -> tuple[bytes, int]:
        """Return the whole record in a format, in the order of the sittings' starts, and how many there are."""
        records = sorted(self._store.records(), key=lambda record: (record.start, record.id))
        return self._formats.write(form, records), len(records)

    def take_in(self, content: bytes, wish: ImportWish, *, dry_run: bool = False) -> ImportReport:
        """Take in what a file holds; with `dry_run` only say what would become of it.

        Raises:
            BadInput: it is in no format that is known here; nothing was written.
            Unanswered: only the person can say how to read it; nothing was written.
            NotSaved: it could not be written; the record is as before.
        """
        form, found = self._formats.read(content, wish)
        arrivals = _Arrivals()
        zone = zone_named(wish.zone) if wish.zone is not None else None
        hour = self._settings.read().day_start_hour
        for each in found:
            self._sort_in(each, arrivals, form, wish, zone, hour)
        present = self._store.records()
        known = {record.id for record in present}
        new = [record for key, record in arrivals.records.items() if key not in known]
        notes = with_notes(arrivals.notes, present, new, zone or zone_here(self._clock))
        added = notes.new
        if not dry_run:
            added = self._store.add_all(notes.new, bring_back=wish.brings_back)
            for changed in notes.changed:
                self._store.edit(changed)
        kept_out = len(new) - len(added)
        return ImportReport(
            form,
            added=len(new) + notes.taken - kept_out,
            already_there=len(arrivals.records) - len(new) + arrivals.repeated + notes.known + kept_out,
            refused=sorted([*arrivals.refused, *notes.refused], key=lambda refusal: refusal.line),
            seconds=sum(record.seconds for record in added),
            remarks=_remarks(arrivals.doubts, len(look_alikes(new, present)), kept_out),
        )

    def _sort_in(
        self, found: Found, arrivals: _Arrivals, form: str, wish: ImportWish, zone: Zone | None, hour: int
    ) -> None:
        record: SessionRecord | None = None
        try:
            if isinstance(found, ForeignSitting):
                _refuse_length(found.seconds)
                moment = self._moment(found, zone)
                record = _record(found, form, wish, zone or zone_here(self._clock), moment, hour, arrivals.seen)
                arrivals.doubts[moment.doubt] += 1
            elif isinstance(found, OwnSitting):
                record = found.record
        except Unanswered:
            raise
        except BadInput as problem:
            found = Refusal(found.line, str(problem))
        if isinstance(found, Refusal):
            arrivals.refused.append(found)
        elif isinstance(found, ForeignNote):
            arrivals.notes.append(found)
        elif record is not None and arrivals.records.setdefault(record.id, record) is not record:
            arrivals.repeated += 1
        _refuse_floods(arrivals, form)

    def _moment(self, found: ForeignSitting, zone: Zone | None) -> Moment:
        if found.at.tzinfo is not None:
            return moment_of(found.at, zone or zone_here(self._clock))
        if zone is None and found.day is None:
            raise Unanswered(
                "the times in this file name no time zone; nothing was imported; "
                f"say where they were written, such as --zone {self._clock.zone()}",
                "zone",
                "In which time zone were these sittings",
            )
        return moment_on_the_wall(found.at, zone or zone_here(self._clock))


def practice_name(label: str) -> str:
    """Return what another program called a sitting as the id of a practice: small letters, digits and hyphens."""
    words = "".join(each if each.isalnum() else " " for each in one_line(label).lower()).split()
    return "-".join(words)[:_LONGEST_NAME].rstrip("-") or UNNAMED


def _record(
    found: ForeignSitting,
    form: str,
    wish: ImportWish,
    zone: Zone,
    moment: Moment,
    hour: int,
    seen: Counter[str],
) -> SessionRecord:
    start = whole_milliseconds(moment.instant)
    return SessionRecord(
        id=_identity(found, form, seen),
        practice=practice_name(wish.practice or found.label),
        planned_seconds=None,
        seconds=found.seconds,
        start=start,
        end=within_bounds(whole_milliseconds(start + timedelta(seconds=found.seconds))),
        zone=zone.name,
        offset_minutes=moment.offset_minutes,
        day=found.day or day_of(start, moment.offset_minutes, hour),
        day_start_hour=hour,
        ending=Ending.IMPORTED,
        source=f"import {form}",
        note=clean_text(found.note).strip(),
    )


def _identity(found: ForeignSitting, form: str, seen: Counter[str]) -> str:
    """Return a uuid8 (RFC 9562, 5.8) that follows from what the file says.

    Two sittings can't begin in the same moment, so the second of two equal lines is the first once more; where only the
    day is known they may well be two, and are counted.
    """
    content = found.identity or "\n".join((found.at.isoformat(), repr(found.seconds), found.label))
    key = f"{form}\n{content}"
    if found.day is not None:
        seen[key] += 1
        key = f"{key}\n{seen[key]}"
    digest = int.from_bytes(sha256(key.encode("utf-8", "surrogatepass")).digest()[:16])
    digest = digest & ~(0xF << 76) & ~(0b11 << 62) | 0x8 << 76 | 0b10 << 62
    text = f"{digest:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _refuse_length(seconds: float) -> None:
    if not 0 < seconds <= _LONGEST_SECONDS:
        raise BadInput("a sitting lasts more than nothing and at most a day")


def _refuse_floods(arrivals: _Arrivals, form: str) -> None:
    if len(arrivals.refused) > MOST_REFUSED:
        raise BadInput(
            f"more than {MOST_REFUSED} lines make no sense as {form}; nothing was imported; name another --format"
        )
    if len(arrivals.records) + len(arrivals.notes) > MOST_SITTINGS:
        raise BadInput(f"more than {MOST_SITTINGS} sittings are in this file; nothing was imported; divide it first")


def _remarks(doubts: Counter[str], alike: int, kept_out: int) -> list[str]:
    remarks = [f"{doubt} ({count} of them)" for doubt, count in sorted(doubts.items()) if doubt]
    if alike:
        remarks.append(
            f"alike to sittings that were there before: {alike}; all are kept, and totals count the time once"
        )
    if kept_out:
        remarks.append(f"removed here before and left out: {kept_out}; --bring-back takes them in again")
    return remarks
