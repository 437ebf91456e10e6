"""``practice remind add``: a prompt at a time, or small moments."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command
from practice_tui.cli.opening import is_terminal
from practice_tui.cli.reminder_options import takes_wish
from practice_tui.cli.reminder_words import reminder_document, reminder_line
from practice_tui.cli.sittings import remark
from practice_tui.domain.errors import Unanswered
from practice_tui.domain.reminder import parse_time, time_text

if TYPE_CHECKING:
    from practice_tui.engine.reminder_wishes import Arranged, ReminderWish


@click.command("add", cls=Command)
@takes_wish(is_new=True)
def command(wish: ReminderWish) -> None:
    """Ask for a prompt once a day (--at), or for small moments at random (--moments and --window)."""
    arranged = _added(wish)
    remark(arranged.remarks)
    coming = services().reminders().next_time(arranged.reminder)
    answer(reminder_document(arranged.reminder, coming), lambda: [f"added: {reminder_line(arranged.reminder)}"])


def _added(wish: ReminderWish) -> Arranged:
    """Add it, asking for the time where there is a terminal to ask on.

    Raises:
        Unanswered: there is nobody to ask.
    """
    book = services().reminders()
    if wish.at is None and wish.count is None and wish.window is None:
        enter_what_was_cut_off()  # the record is read, for a time to suggest
    try:
        return book.add(wish)
    except Unanswered as missing:
        if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
            raise
        suggested = book.suggested_minute()
        default = None if suggested is None else time_text(suggested)
        said: str = click.prompt(missing.question, default=default, type=str, err=True)
        return book.add(replace(wish, at=parse_time(said)))
