"""``practice log list``: every sitting, or those that are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import history
from practice_tui.cli.grammar import Command
from practice_tui.cli.parameters import COUNT, PRACTICE
from practice_tui.cli.sittings import record_document, sitting_table
from practice_tui.cli.times import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from practice_tui.domain.record import SessionRecord


@click.command("list", cls=Command)
@click.option("--last", metavar="N", type=COUNT, help="Only the last N.")
@click.option("--practice", metavar="ID", type=PRACTICE, multiple=True, help="Only this practice; can be repeated.")
@click.option("--from", "first", metavar="DAY", type=DAY, help="Only from this practice day on: 2026-11-21.")
@click.option("--to", "final", metavar="DAY", type=DAY, help="Only up to this practice day.")
@click.option("--with-notes", is_flag=True, help="Only sittings with a note.")
@click.option("--ids", is_flag=True, help="Show the ids that edit and remove take.")
def command(
    last: int | None, practice: Sequence[str], first: date | None, final: date | None, with_notes: bool, ids: bool
) -> None:
    """List every sitting, the newest last."""
    everything = history().records()
    records = [
        record
        for record in everything
        if (not practice or record.practice in practice)
        and (first is None or record.day >= first)
        and (final is None or record.day <= final)
        and (not with_notes or record.note)
    ]
    if last is not None:
        records = records[max(0, len(records) - last) :]
    answer(
        [record_document(record) for record in records],
        lambda: _lines(records, is_empty=not everything, with_ids=ids),
    )


def _lines(records: Sequence[SessionRecord], *, is_empty: bool, with_ids: bool) -> list[str]:
    if is_empty:
        return ["nothing is recorded yet; practice sit nurturance -m 5 --plain would be a beginning"]
    return sitting_table(records, with_ids=with_ids) if records else ["no sitting is like that"]
