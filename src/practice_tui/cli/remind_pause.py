"""``practice remind pause``: a reminder that rests."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.cli.reminder_words import REMINDER, reminder_document, reminder_line


@click.command("pause", cls=Command)
@click.argument("name", metavar="ID", type=REMINDER)
def command(name: str) -> None:
    """Let a reminder rest until it is resumed."""
    book = services().reminders()
    reminder = book.pause(name)
    answer(reminder_document(reminder, book.next_time(reminder)), lambda: [f"paused: {reminder_line(reminder)}"])
