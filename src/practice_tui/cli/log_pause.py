"""``practice log pause``: days on which one doesn't mean to practise."""

from __future__ import annotations

import click

from practice_tui.cli.grammar import LazyGroup

COMMANDS = {
    "add": "Mark a pause: ill, on holiday, in need of rest.",
    "list": "Every pause, the newest last.",
    "end": "End the pause that goes on.",
    "remove": "Take a pause out.",
}
"""Every command with the line the help shows."""


@click.group("pause", cls=LazyGroup, modules=COMMANDS, prefix="log_pause_")
def command() -> None:
    """Mark pauses. Their days carry days in a row on and add nothing to them."""
