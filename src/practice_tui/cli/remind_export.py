"""``practice remind export -o FILE.ics``: reminders as a calendar with alarms, for a phone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.domain.errors import PracticeError
from practice_tui.domain.reminder import DailyTime

if TYPE_CHECKING:
    from practice_tui.domain.reminder import Reminder
    from practice_tui.engine.services import Services

NONE_YET = "no reminder has one time a day, so there is nothing for a calendar; practice remind add makes one"


@click.command("export", cls=Command)
@click.option("-o", "file", metavar="FILE", required=True, help="The calendar file to write, such as reminders.ics.")
@click.option("--force", is_flag=True, help="Replace a file that is no earlier export.")
def command(*, file: str, force: bool) -> None:
    """Write the reminders with one time a day as a calendar with alarms, for a phone.

    Small moments at random are left out: a calendar knows no chance. Paused reminders are left out too.
    """
    from practice_tui.bootstrap_reminders import write_calendar  # noqa: PLC0415 - help needs none

    ready = services()
    entries = [(each, _words(each, ready)) for each in ready.reminders().all() if _belongs(each)]
    if not entries:
        raise PracticeError(NONE_YET)
    now = ready.clock.now()
    today = (now + timedelta(minutes=ready.clock.offset_minutes(now))).date()
    path = write_calendar(file, entries, ready.settings.read().day_start_hour, today, now, replaces=force)
    count = len(entries)
    unit = "reminder" if count == 1 else "reminders"
    answer({"file": str(path), "reminders": count}, lambda: [f"{count} {unit} written to {path}"])


def _belongs(reminder: Reminder) -> bool:
    return isinstance(reminder.when, DailyTime) and not reminder.paused


def _words(reminder: Reminder, ready: Services) -> str:
    """Return what the phone will show, discreet where the person hasn't chosen otherwise."""
    from practice_tui.engine.prompt_words import QUIET_MOMENT, prompt_words  # noqa: PLC0415 - help needs none

    practice = next((each for each in ready.shelf.practices() if each.id == reminder.practice), None)
    if practice is None:
        return QUIET_MOMENT
    return prompt_words(practice, reminder.words, ready.settings.read().prompt_words)
