"""The list of sittings of Meditate, the timer for GNOME.

The file is CSV: ``start_time_unix`` (seconds since 1970), ``duration_secs``, ``mode``, ``label``, ``note``; newer
versions add ``uuid``, ``start_local`` (the time on the wall) and more behind them. Its cells are guarded against
spreadsheets as ours are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.adapters.interchange.csv_rows import BrokenRow, heading_of, rows, unguarded
from practice_tui.adapters.interchange.written_times import written_length, written_moment
from practice_tui.domain.errors import BadInput
from practice_tui.engine.foreign import ForeignSitting, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from practice_tui.engine.foreign import Found, ImportWish

NAME = "meditate"

_START, _SECONDS, _LABEL, _NOTE = "start_time_unix", "duration_secs", "label", "note"


def is_heading(heading: Sequence[str]) -> bool:
    """Return whether a file with this heading is Meditate's."""
    return heading[:2] == [_START, _SECONDS]


def read(text: str, _wish: ImportWish) -> Iterator[Found]:
    """Return the sittings of the file."""
    heading = heading_of(text)
    for row in rows(text):
        if isinstance(row, BrokenRow):
            yield Refusal(row.line, row.reason)
            continue
        cells = dict(zip(heading, row.cells, strict=False))
        try:
            yield ForeignSitting(
                line=row.line,
                at=_start(cells.get(_START, "")),
                seconds=written_length(cells.get(_SECONDS, ""), bare_unit="s"),
                label=unguarded(cells.get(_LABEL, "")),
                note=unguarded(cells.get(_NOTE, "")),
            )
        except BadInput as problem:
            yield Refusal(row.line, str(problem))


def _start(text: str) -> datetime:
    moment = written_moment(text)
    if moment.tzinfo is None:
        raise BadInput(f"{text[:60]!r} is no number of seconds since 1970")
    return moment
