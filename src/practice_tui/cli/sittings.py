"""How a sitting of the record is shown: as a document, in a line, and what is remarked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import quiet
from practice_tui.cli.columns import table
from practice_tui.domain.quantities import clock_words, frames, length_words
from practice_tui.domain.text import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from practice_tui.domain.record import SessionRecord


def record_document(record: SessionRecord) -> dict[str, object]:
    """Return a record as every command shows it: seconds as numbers, instants as UTC with milliseconds."""
    from practice_tui.domain.record import instant_text  # noqa: PLC0415 - only where there is a record

    return {
        "id": record.id,
        "practice": record.practice,
        "pack": record.pack,
        "version": record.version,
        "planned_seconds": record.planned_seconds,
        "seconds": record.seconds,
        "start": instant_text(record.start),
        "end": instant_text(record.end),
        "zone": record.zone,
        "day": record.day.isoformat(),
        "ending": record.ending.value,
        "source": record.source,
        "note": record.note,
    }


def sitting_line(record: SessionRecord) -> str:
    """Return a sitting in a few words, such as ``2026-11-20 13:00 nurturance 10m``."""
    length = length_words(frames(record.seconds))
    return f"{record.day.isoformat()} {record.local_start:%H:%M} {record.practice} {length}"


def sitting_table(records: Sequence[SessionRecord], *, with_ids: bool = False) -> list[str]:
    """Return sittings as lines with a heading; notes on one line each, where there are any."""
    has_notes = any(record.note for record in records)
    heads = ["id"] * with_ids + ["day", "at", "sat", "practice", "ending"] + ["note"] * has_notes
    rows = [tuple(heads)]
    rows += [(*[record.id] * with_ids, *_cells(record), *[one_line(record.note)] * has_notes) for record in records]
    head, *lines = table(rows, right=frozenset({heads.index("sat")}))
    return [quiet(head), *lines]


def remark(remarks: Iterable[str]) -> None:
    """Say on stderr what a person should know, a line each."""
    for each in remarks:
        click.echo(f"note: {visible(each)}", err=True)


def _cells(record: SessionRecord) -> tuple[str, ...]:
    return (
        record.day.isoformat(),
        f"{record.local_start:%H:%M}",
        clock_words(frames(record.seconds)),
        record.practice,
        record.ending.value,
    )
