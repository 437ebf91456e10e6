"""``practice remind``: prompts at the times a person wished for."""

from __future__ import annotations

import click

from practice_tui.cli.grammar import LazyGroup

COMMANDS = {
    "list": "Every reminder, and when it comes next.",
    "add": "Ask for a prompt at a time, or for small moments.",
    "edit": "Change parts of a reminder.",
    "remove": "Take a reminder away.",
    "pause": "Let a reminder rest.",
    "resume": "Let a paused reminder speak again.",
    "snooze": "Put a prompt off, or let it be for today.",
    "tick": "Deliver what is due now; a timer calls this.",
    "test": "Send one prompt, to see which way it comes.",
    "export": "Reminders as a calendar with alarms, for a phone.",
    "install": "Let the system's timer tick while the app is closed.",
    "uninstall": "Take the system's timer away again.",
}
"""Every command with the line the help shows."""


@click.group("remind", cls=LazyGroup, modules=COMMANDS, prefix="remind_")
def command() -> None:
    """Be asked kindly, once a day or in small moments, whether or not the app is open."""
