"""``practice log``: the record of sittings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet
from practice_tui.cli.at_hand import history
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command, Group
from practice_tui.cli.parameters import COUNT
from practice_tui.domain.quantities import clock_words, frames
from practice_tui.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.domain.record import SessionRecord


@click.group("log", cls=Group)
def command() -> None:
    """Read the record of sittings."""


@command.command("list", cls=Command)
@click.option("--last", metavar="N", type=COUNT, help="Only the last N.")
def list_(last: int | None) -> None:
    """List every sitting, the newest last."""
    records = history().records()
    if last is not None:
        records = records[max(0, len(records) - last) :]
    answer([record_document(record) for record in records], lambda: _lines(records))


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


def _lines(records: Sequence[SessionRecord]) -> list[str]:
    if not records:
        return ["nothing is recorded yet; practice sit nurturance -m 5 --plain would be a beginning"]
    has_notes = any(record.note for record in records)
    rows: list[tuple[str, ...]] = [("day", "at", "sat", "practice", "ending", *["note"] * has_notes)]
    rows += [(*_row(record), *[one_line(record.note)] * has_notes) for record in records]
    head, *lines = table(rows, right=frozenset({2}))
    return [quiet(head), *lines]


def _row(record: SessionRecord) -> tuple[str, ...]:
    return (
        record.day.isoformat(),
        f"{record.local_start:%H:%M}",
        clock_words(frames(record.seconds)),
        record.practice,
        record.ending.value,
    )
