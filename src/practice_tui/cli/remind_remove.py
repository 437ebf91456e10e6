"""``practice remind remove``: a reminder, taken away."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.cli.reminder_words import REMINDER, reminder_document, reminder_line


@click.command("remove", cls=Command)
@click.argument("name", metavar="ID", type=REMINDER)
def command(name: str) -> None:
    """Take a reminder away, with what was noted of its prompts."""
    book = services().reminders()
    reminder = book.remove(name)
    answer(reminder_document(reminder, book.next_time(reminder)), lambda: [f"removed: {reminder_line(reminder)}"])
