"""``practice log pause remove``: a pause, taken out."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command
from practice_tui.cli.pauses import kept_pause_document, kept_pause_line


@click.command("remove", cls=Command)
@click.argument("name", metavar="ID-OF-PAUSE")
def command(name: str) -> None:
    """Take a pause out; `practice log undo` brings it back.

    ID-OF-PAUSE is what `practice log pause list` shows, the beginning or the end of it, or `last`.
    """
    enter_what_was_cut_off()
    pause = services().pauses().remove(name)
    line = kept_pause_line(pause)
    answer(kept_pause_document(pause), lambda: [f"removed: {line}; practice log undo brings it back"])
