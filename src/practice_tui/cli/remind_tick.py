"""``practice remind tick``: what is due now, delivered."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.cli.ticking import tick_document, tick_lines


@click.command("tick", cls=Command)
def command() -> None:
    """Deliver each prompt that is due, once, and write it on stdout; a timer calls this every five minutes."""
    ready = services()
    ticked = ready.prompting().tick(lambda: ready.notifiers(None))
    answer(tick_document(ticked), lambda: tick_lines(ticked))
