"""Days of practice from Loop Habit Tracker, as its CSV export has them.

The export is a ZIP archive with ``Habits.csv``, a folder with ``Checkmarks.csv`` for each habit, and one
``Checkmarks.csv`` with a column for each. Either the archive or any of those tables can be given. A day is written as a
word (YES_MANUAL, YES_AUTO, NO, SKIP, UNKNOWN) or, by older versions, as its number (2, 1, 0, 3, -1). A measurable habit
has thousandths of its unit; minutes are taken for the unit where it isn't known. A day that Loop filled in by itself
(YES_AUTO) is no practice.

Loop knows days, not times: sittings begin at noon of their day.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from practice_tui.adapters.interchange.csv_rows import BrokenRow, Row, heading_of, rows
from practice_tui.adapters.interchange.file_text import file_text
from practice_tui.adapters.interchange.written_times import written_day
from practice_tui.domain.errors import BadInput, Unanswered
from practice_tui.domain.quantities import seconds
from practice_tui.engine.foreign import LARGEST_FILE, ForeignSitting, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from practice_tui.engine.foreign import Found, ImportWish

NAME = "loop"
ZIP = b"PK\x03\x04"

_NOON = 12
_DONE = frozenset({"YES_MANUAL", "2"})
_NOT_DONE = frozenset({"", "YES_AUTO", "NO", "SKIP", "UNKNOWN", "1", "0", "3", "-1", "-3"})
_NUMBER = re.compile(r"\d{1,12}")
_SECONDS_OF_UNIT = {"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600, "s": 1, "sec": 1, "secs": 1,
                    "second": 1, "seconds": 1}  # fmt: skip
_A_MINUTE = 60
_THOUSANDTHS = 1000
_MOST_FILES = 2_000


@dataclass(frozen=True, slots=True)
class _Habit:
    """A habit's days: its name, how many seconds its unit has, and each day with the line, the file and the note."""

    name: str
    unit_seconds: int
    days: Sequence[tuple[Row, str, str]]
    file: str = ""


def is_heading(heading: Sequence[str]) -> bool:
    """Return whether a table with this heading is Loop's: of one habit, or of several, which ends in a comma."""
    lower = [cell.lower() for cell in heading]
    return lower in (["date", "value", "notes"], ["date", "value"]) or (
        len(lower) > 2 and lower[0] == "date" and not lower[-1]  # noqa: PLR2004 - a date, a habit, and nothing
    )


def read(content: bytes, wish: ImportWish) -> Iterator[Found]:
    """Return a sitting for each day of the wished habits.

    Raises:
        BadInput: it is no such archive or table, or holds no such habit.
        Unanswered: which habits are practice, or how long a day of practice was.
    """
    habits = _archived(content) if content.startswith(ZIP) else _tabled(file_text(content), {})
    for habit in _wished(habits, wish):
        for row, value, note in habit.days:
            found = _found(habit, row, value, note, wish)
            if found is not None:
                yield found


def _found(habit: _Habit, row: Row, value: str, note: str, wish: ImportWish) -> Found | None:
    where = f"{habit.file}: " if habit.file else ""
    try:
        if value in _NOT_DONE:
            return None
        day = written_day(row.cells[0])
        return ForeignSitting(
            line=row.line,
            at=datetime(day.year, day.month, day.day, _NOON),  # noqa: DTZ001 - on a wall
            day=day,
            seconds=_length(habit, value, wish),
            label=habit.name,
            note=note,
        )
    except Unanswered:
        raise
    except BadInput as problem:
        return Refusal(row.line, f"{where}{problem}")


def _length(habit: _Habit, value: str, wish: ImportWish) -> float:
    if value in _DONE:
        if wish.length is None:
            raise Unanswered(
                f"Loop doesn't know how long a day of {habit.name[:40]!r} was; nothing was imported; "
                "say it for every day, such as --length 10",
                "length",
                f"How long was a day of {habit.name[:40]}, in minutes",
            )
        return seconds(wish.length)
    if not _NUMBER.fullmatch(value):
        raise BadInput(f"{value[:40]!r} is neither a word of Loop's nor a number")
    return int(value) * habit.unit_seconds / _THOUSANDTHS


def _wished(habits: Sequence[_Habit], wish: ImportWish) -> Sequence[_Habit]:
    names = [habit.name for habit in habits]
    shown = ", ".join(repr(name[:40]) for name in names[:12]) + (" …" if len(names) > 12 else "")  # noqa: PLR2004
    if not habits:
        raise BadInput("there is no habit in this file; nothing was imported; export CSV from Loop's settings first")
    if wish.habits:
        known = {name.casefold() for name in names}
        for name in wish.habits:
            if name.casefold() not in known:
                raise BadInput(f"there is no habit {name[:60]!r} in this file; it has {shown}")
        chosen = {name.casefold() for name in wish.habits}
        return [habit for habit in habits if habit.name.casefold() in chosen]
    if len(habits) == 1:
        return habits
    raise Unanswered(
        f"there are {len(habits)} habits in this file ({shown}), and not every one may be practice; "
        "nothing was imported; say which is, such as --habit Meditate",
        "habit",
        f"Which habit is practice: {shown}",
    )


def _tabled(text: str, units: Mapping[str, int], name: str = "", file: str = "") -> list[_Habit]:
    """Return the habits of one table."""
    heading = heading_of(text)
    if not is_heading(heading):
        raise BadInput("this is no table of Loop's; nothing was imported; give the archive or a Checkmarks.csv")
    found = list(rows(text))
    broken = [each for each in found if isinstance(each, BrokenRow)]
    if broken:
        raise BadInput(f"line {broken[0].line} can't be read ({broken[0].reason}); nothing was imported; mend it first")
    whole = [each for each in found if isinstance(each, Row)]
    if heading[1].lower() == "value":
        days = [(row, _cell(row, 1), _cell(row, 2)) for row in whole]
        return [_Habit(name or "meditation", units.get(name, _A_MINUTE), days, file)]
    return [
        _Habit(habit, units.get(habit, _A_MINUTE), [(row, _cell(row, column), "") for row in whole], file)
        for column, habit in enumerate(heading)
        if column and habit
    ]


def _archived(content: bytes) -> list[_Habit]:
    """Return the habits of an archive; nothing is unpacked but its tables of days, within the limit of a file."""
    if len(content) > LARGEST_FILE:
        raise BadInput("the archive is too large; nothing was imported; export from Loop once more")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            tables = _tables(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as problem:
        raise BadInput(
            f"the archive can't be opened ({type(problem).__name__}); nothing was imported; export from Loop once more"
        ) from None
    names, units = _described(tables.pop("Habits.csv", ""))
    folders = {path: text for path, text in tables.items() if "/" in path}
    if not folders:
        return [habit for path, text in tables.items() for habit in _tabled(text, units, file=path)]
    return [
        habit
        for path, text in sorted(folders.items())
        for habit in _tabled(text, units, names.get(path[:3], path.partition("/")[0][4:]), path)
    ]


def _tables(archive: zipfile.ZipFile) -> dict[str, str]:
    tables: dict[str, str] = {}
    room = LARGEST_FILE
    for entry in archive.infolist()[:_MOST_FILES]:
        if entry.filename.rpartition("/")[2] not in {"Checkmarks.csv", "Habits.csv"}:
            continue
        with archive.open(entry) as stream:
            unfolded = stream.read(room + 1)
        room -= len(unfolded)
        if room < 0:
            raise BadInput(f"the archive unfolds to more than {LARGEST_FILE // 1_000_000} MB; nothing was imported")
        tables[entry.filename] = file_text(unfolded)
    return tables


def _described(text: str) -> tuple[dict[str, str], dict[str, int]]:
    """Return the names of the habits by their number of three digits, and the seconds of each name's unit."""
    heading = [cell.lower() for cell in heading_of(text)]
    names: dict[str, str] = {}
    units: dict[str, int] = {}
    if not {"position", "name"} <= set(heading):
        return names, units
    for row in rows(text):
        if isinstance(row, Row):
            cells = dict(zip(heading, row.cells, strict=False))
            names[cells["position"]] = cells.get("name", "")
            units[cells.get("name", "")] = _SECONDS_OF_UNIT.get(cells.get("unit", "").strip().lower(), _A_MINUTE)
    return names, units


def _cell(row: Row, column: int) -> str:
    return row.cells[column].strip() if column < len(row.cells) else ""
