"""``practice log pause list``: every pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command
from practice_tui.cli.pauses import pause_document, until_words
from practice_tui.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.domain.pause import MarkedPause


@click.command("list", cls=Command)
def command() -> None:
    """List every pause, the newest last, with the ids that `remove` takes."""
    enter_what_was_cut_off()
    marked = services().pauses().pauses()
    answer([pause_document(each) for each in marked], lambda: _lines(marked))


def _lines(marked: Sequence[MarkedPause]) -> list[str]:
    if not marked:
        return ["no pause is marked; practice log pause add marks one from today on"]
    rows = [("id", "from", "to", "note")]
    rows += [
        (each.pause.id, each.pause.first.isoformat(), until_words(each), one_line(each.pause.note)) for each in marked
    ]
    head, *lines = table(rows)
    return [quiet(head), *lines]
