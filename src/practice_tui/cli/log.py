"""``practice log``: the record of sittings, and changing it by hand."""

from __future__ import annotations

import click

from practice_tui.cli.grammar import LazyGroup

COMMANDS = {
    "list": "Every sitting, the newest last.",
    "add": "Add a sitting by hand.",
    "edit": "Change parts of a sitting.",
    "remove": "Take a sitting out.",
    "undo": "Take back the last change.",
    "pause": "Mark pauses: ill, on holiday, in need of rest.",
}
"""Every command with the line the help shows."""


@click.group("log", cls=LazyGroup, modules=COMMANDS, prefix="log_")
def command() -> None:
    """Read the record of sittings, and change it by hand."""
