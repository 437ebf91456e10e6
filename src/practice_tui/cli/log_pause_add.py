"""``practice log pause add``: a pause, marked."""

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


@click.command("add", cls=Command)
@click.option("--from", "first", metavar="DAY", type=DAY, help="Its first day: 2026-11-21; today otherwise.")
@click.option("--to", "last", metavar="DAY", type=DAY, help="Its last day; without it, it goes on.")
@click.option("--note", metavar="TEXT", default="", help="A few words.")
def command(first: date | None, last: date | None, note: str) -> None:
    """Mark a pause.

    One without a last day goes on until you end it or, by itself, until the next sitting you sit with this program.
    """
    enter_what_was_cut_off()
    marked = services().pauses().mark(first, last, note)
    answer(pause_document(marked), lambda: [f"marked: {pause_line(marked)}"])
