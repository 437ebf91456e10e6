"""Insight Timer's list of sittings, as its web site gives it out.

The file is CSV with the heading ``Started At,Duration,Preset,Activity``. Times are month first, on the wall, with or
without AM and PM; lengths are hours, minutes and seconds without leading zeros. A newer heading has other names for the
last two columns, so only the first two are asked for. The activity names the practice, the preset goes into the note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.adapters.interchange.csv_rows import BrokenRow, rows
from practice_tui.adapters.interchange.written_times import written_length, written_moment
from practice_tui.domain.errors import BadInput
from practice_tui.engine.foreign import ForeignSitting, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from practice_tui.engine.foreign import Found, ImportWish

NAME = "insight-timer"

_STARTED, _DURATION, _PRESET, _ACTIVITY = range(4)


def is_heading(heading: Sequence[str]) -> bool:
    """Return whether a file with this heading is Insight Timer's."""
    return [cell.lower() for cell in heading[:2]] == ["started at", "duration"]


def read(text: str, wish: ImportWish) -> Iterator[Found]:
    """Return the sittings of the file."""
    for row in rows(text):
        if isinstance(row, BrokenRow):
            yield Refusal(row.line, row.reason)
            continue
        cells = [*row.cells, "", "", "", ""]
        try:
            yield ForeignSitting(
                line=row.line,
                at=written_moment(cells[_STARTED], is_day_first=wish.is_day_first),
                seconds=written_length(cells[_DURATION]),
                label=cells[_ACTIVITY],
                note=cells[_PRESET],
            )
        except BadInput as problem:
            yield Refusal(row.line, str(problem))
