"""``practice remind uninstall``: the system's own timer, taken away."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.grammar import Command


@click.command("uninstall", cls=Command)
def command() -> None:
    """Take away all that `practice remind install` set up. Reminders stay, and come while the app is open."""
    from practice_tui.bootstrap_reminders import system_timer  # noqa: PLC0415 - help needs none

    timer = system_timer()
    removed = timer.uninstall() if timer is not None else False
    said = "the timer is taken away; reminders stay" if removed else "there was no timer to take away"
    answer({"timer": timer.name if timer is not None else None, "removed": removed}, lambda: [said])
