"""``practice remind edit``: parts of a reminder, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command, Explained
from practice_tui.cli.reminder_options import takes_wish
from practice_tui.cli.reminder_words import REMINDER, reminder_document, reminder_line
from practice_tui.cli.sittings import remark

if TYPE_CHECKING:
    from practice_tui.engine.reminder_wishes import ReminderWish


@click.command("edit", cls=Command)
@click.argument("name", metavar="ID", type=REMINDER)
@takes_wish(is_new=False)
@click.pass_context
def command(context: click.Context, name: str, wish: ReminderWish) -> None:
    """Change parts of a reminder; what isn't named stays. `practice remind list` shows the ids."""
    from practice_tui.engine.reminder_wishes import ReminderWish  # noqa: PLC0415 - help needs none of it

    if wish == ReminderWish():
        raise Explained(
            "nothing was said to change; give --at, --days, --practice, -m, --quiet, --moments, --window or --words",
            context,
        )
    book = services().reminders()
    arranged = book.edit(name, wish)
    remark(arranged.remarks)
    coming = book.next_time(arranged.reminder)
    answer(reminder_document(arranged.reminder, coming), lambda: [f"changed: {reminder_line(arranged.reminder)}"])
