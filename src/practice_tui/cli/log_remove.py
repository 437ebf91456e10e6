"""``practice log remove``: a sitting, taken out."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command
from practice_tui.cli.sittings import record_document, sitting_line


@click.command("remove", cls=Command)
@click.argument("name", metavar="ID-OF-RECORD")
def command(name: str) -> None:
    """Take a sitting out; `practice log undo` brings it back.

    ID-OF-RECORD is what `practice log list --ids` shows, the beginning or the end of it, or `last`.
    """
    enter_what_was_cut_off()
    record = services().logbook().remove(name)
    answer(record_document(record), lambda: [f"removed: {sitting_line(record)}; practice log undo brings it back"])
