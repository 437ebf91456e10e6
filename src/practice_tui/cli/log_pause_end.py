"""``practice log pause end``: the pause that goes on, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command
from practice_tui.cli.pauses import pause_document, pause_line
from practice_tui.cli.times import DAY

if TYPE_CHECKING:
    from datetime import date


@click.command("end", cls=Command)
@click.option("--to", "last", metavar="DAY", type=DAY, help="Its last day; yesterday otherwise.")
def command(last: date | None) -> None:
    """End the pause that goes on. The next sitting would end it by itself."""
    enter_what_was_cut_off()
    marked = services().pauses().end(last)
    answer(pause_document(marked), lambda: [f"ended: {pause_line(marked)}"])
