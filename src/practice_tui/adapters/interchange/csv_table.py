"""The record as a CSV table, complete; and tables of other programs, whose columns a person names.

Owns our own columns, the names by which usual columns are known, and what each must hold. A table of ours comes back
exactly. In one of another program a bare length is in minutes, unless its column speaks of seconds or hours.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from practice_tui.adapters.interchange.csv_rows import BrokenRow, heading_of, rows, unguarded, written
from practice_tui.adapters.interchange.own_json import record_found
from practice_tui.adapters.interchange.written_times import (
    written_clock,
    written_day,
    written_length,
    written_moment,
)
from practice_tui.domain.errors import BadInput
from practice_tui.domain.record import as_plain
from practice_tui.engine.foreign import ForeignSitting, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from practice_tui.adapters.interchange.csv_rows import Row
    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.foreign import Found, ImportWish

NAME = "csv"

COLUMNS = (
    "id", "practice", "day", "local_start", "seconds", "ending", "note", "before", "after", "start", "end", "zone",
    "planned_seconds", "offset_minutes", "day_start_hour", "source", "course_step", "pack", "version", "script_hash",
)  # fmt: skip
"""The columns of our own table; `local_start` is there for people and is not read back."""

PARTS = ("start", "date", "time", "end", "duration", "practice", "note")
"""What a column of another program's table may hold."""

_KNOWN_NAMES: Mapping[str, Sequence[str]] = {
    "start": ("start", "started", "started at", "start time", "datetime", "date time", "timestamp", "begin"),
    "date": ("date", "day"),
    "time": ("time", "time of day"),
    "end": ("end", "ended", "ended at", "end time", "stop"),
    "duration": ("duration", "length", "minutes", "mins", "duration (min)", "duration (minutes)", "duration minutes",
                 "seconds", "duration (s)", "duration (seconds)", "duration seconds", "hours"),
    "practice": ("practice", "activity", "type", "name", "title", "meditation", "label", "category"),
    "note": ("note", "notes", "comment", "comments", "journal"),
}  # fmt: skip
_WHOLE = frozenset({"offset_minutes", "day_start_hour"})
_NUMBERS = frozenset({"seconds", "planned_seconds"})
_NOON = 12


def write(records: Sequence[SessionRecord]) -> bytes:
    """Return the records as a table in UTF-8."""
    return written(COLUMNS, (_cells(record) for record in records))


def is_own(heading: Sequence[str]) -> bool:
    """Return whether a table with this heading is one of ours."""
    return {"id", "practice", "start", "end", "seconds", "offset_minutes", "ending"} <= set(heading)


def columns_of(heading: Sequence[str], wish: ImportWish) -> dict[str, int]:
    """Return the number of the column for each part that has one.

    Raises:
        BadInput: a named column isn't there, or start and length can't be told.
    """
    by_name = {cell.lower(): number for number, cell in reversed(list(enumerate(heading)))}
    found = {part: by_name[name] for part in PARTS for name in reversed(_KNOWN_NAMES[part]) if name in by_name}
    for part, name in wish.columns.items():
        if name.strip().lower() not in by_name:
            raise BadInput(f"there is no column {name[:60]!r}; the file has {_listed(heading)}")
        found[part] = by_name[name.strip().lower()]
    has_start, has_length = {"start", "date"} & found.keys(), {"duration", "end"} & found.keys()
    if not has_start or not has_length:
        missing = "when a sitting began" if not has_start else "how long it was"
        raise BadInput(
            f"no column says {missing}; nothing was imported; name them like --map start=Column,duration=Column; "
            f"the file has {_listed(heading)}"
        )
    return found


def read(text: str, wish: ImportWish) -> Iterator[Found]:
    """Return the sittings of a table.

    Raises:
        BadInput: its columns can't be told.
    """
    heading = heading_of(text)
    own = is_own(heading) and not wish.columns
    columns = {} if own else columns_of(heading, wish)
    for row in rows(text):
        if isinstance(row, BrokenRow):
            yield Refusal(row.line, row.reason)
        elif own:
            yield record_found(row.line, _plain(heading, row))
        else:
            yield _foreign(row, columns, heading, wish)


def _cells(record: SessionRecord) -> list[str]:
    plain = as_plain(record) | {"local_start": record.local_start.isoformat(timespec="seconds")}
    return ["" if plain.get(name) is None else str(plain[name]) for name in COLUMNS]


def _plain(heading: Sequence[str], row: Row) -> dict[str, object]:
    """Return a row of ours as the plain values of a record; what can't be a number stays a text, and is refused."""
    cells = {name: unguarded(cell) for name, cell in zip(heading, row.cells, strict=False) if name in COLUMNS}
    plain: dict[str, object] = {name: cell for name, cell in cells.items() if name != "local_start"}
    for name in (_WHOLE | _NUMBERS) & plain.keys():
        try:
            plain[name] = int(cells[name]) if name in _WHOLE else float(cells[name])
        except ValueError:
            continue
    if not plain.get("planned_seconds"):
        plain["planned_seconds"] = None if plain.get("planned_seconds") != 0 else 0.0
    return plain


def _foreign(row: Row, columns: Mapping[str, int], heading: Sequence[str], wish: ImportWish) -> Found:
    cells = {part: row.cells[number] if number < len(row.cells) else "" for part, number in columns.items()}
    try:
        sitting = _started(row.line, cells, wish)
        name = heading[columns["duration"]].lower() if "duration" in columns else ""
        return replace(
            sitting,
            seconds=_length(cells, name, sitting.at, wish),
            label=unguarded(cells.get("practice", "")),
            note=unguarded(cells.get("note", "")),
        )
    except BadInput as problem:
        return Refusal(row.line, str(problem))


def _started(line: int, cells: Mapping[str, str], wish: ImportWish) -> ForeignSitting:
    """Return a sitting of which only the start is known; one of which only the day is known begins at noon."""
    if "start" in cells:
        return ForeignSitting(line=line, at=written_moment(cells["start"], is_day_first=wish.is_day_first), seconds=0)
    day = written_day(cells["date"], is_day_first=wish.is_day_first)
    if cells.get("time", "").strip():
        return ForeignSitting(line=line, at=datetime.combine(day, written_clock(cells["time"])), seconds=0)
    return ForeignSitting(line=line, at=datetime(day.year, day.month, day.day, _NOON), seconds=0, day=day)  # noqa: DTZ001


def _length(cells: Mapping[str, str], column: str, start: datetime, wish: ImportWish) -> float:
    if "duration" in cells:
        unit = "h" if "hour" in column else "s" if "sec" in column or column.endswith("(s)") else "m"
        return written_length(cells["duration"], bare_unit=unit)
    end = written_moment(cells["end"], is_day_first=wish.is_day_first)
    if (end.tzinfo is None) != (start.tzinfo is None):
        raise BadInput("its start and its end don't name their offset alike")
    return (end - start).total_seconds()


def _listed(heading: Sequence[str]) -> str:
    return ", ".join(cell[:40] for cell in heading[:20]) or "no heading"
