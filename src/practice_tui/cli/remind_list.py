"""``practice remind list``: every reminder, and when it comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.cli.reminder_words import on_the_wall, reminder_document, reminder_table

if TYPE_CHECKING:
    from datetime import datetime

    from practice_tui.domain.reminder import Reminder


@click.command("list", cls=Command)
def command() -> None:
    """List every reminder, in the order in which they were made."""
    book = services().reminders()
    found = [(reminder, book.next_time(reminder)) for reminder in book.all()]
    answer([reminder_document(reminder, coming) for reminder, coming in found], lambda: _lines(found))


def _lines(found: list[tuple[Reminder, datetime | None]]) -> list[str]:
    if not found:
        return ["there is no reminder yet; practice remind add --at 07:30 --practice breath-focus makes one"]
    offset = services().clock.offset_minutes
    head, *lines = reminder_table([(reminder, coming, on_the_wall(coming, offset)) for reminder, coming in found])
    return [quiet(head), *lines]
