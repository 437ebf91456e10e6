"""``practice remind resume``: a reminder that speaks again."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.cli.reminder_words import REMINDER, reminder_document, reminder_line


@click.command("resume", cls=Command)
@click.argument("name", metavar="ID", type=REMINDER)
def command(name: str) -> None:
    """Let a paused reminder speak again."""
    book = services().reminders()
    reminder = book.resume(name)
    answer(reminder_document(reminder, book.next_time(reminder)), lambda: [f"resumed: {reminder_line(reminder)}"])
