"""``practice remind snooze``: a prompt, put off or let be for today."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command, Explained
from practice_tui.cli.parameters import LENGTH, Length
from practice_tui.cli.reminder_words import REMINDER, on_the_wall
from practice_tui.domain.quantities import MINUTE, length_words
from practice_tui.domain.record import instant_text
from practice_tui.domain.text import visible


@click.command("snooze", cls=Command)
@click.argument("name", metavar="ID", type=REMINDER)
@click.option("-m", "length", metavar="LEN", type=LENGTH, help="10 (as a rule), 30 or 60 minutes.")
@click.option("--not-today", is_flag=True, help="Let it be silent until the next day.")
@click.pass_context
def command(context: click.Context, name: str, length: Length | None, *, not_today: bool) -> None:
    """Put off the prompt of a reminder that has come, or let the reminder be silent for today."""
    if not_today:
        if length is not None:
            raise Explained("-m and --not-today can't be both; give one of them", context)
        day = services().prompting().not_today(name).isoformat()
        answer({"reminder": name, "until": None, "silent_on": day}, lambda: [f"{visible(name)} is silent for today"])
        return
    minutes = 10 if length is None else _minutes(length, context)
    until = services().prompting().snooze(name, minutes)
    wall = on_the_wall(until, services().clock.offset_minutes)
    answer(
        {"reminder": name, "until": instant_text(until), "silent_on": None},
        lambda: [f"{visible(name)} comes again at {wall:%H:%M}"],
    )


def _minutes(length: Length, context: click.Context) -> int:
    if length == "open" or length % MINUTE:
        said = length if length == "open" else length_words(length)
        raise Explained(f"-m: a prompt can't be put off by {said}; choose from 10, 30, 60", context)
    return length // MINUTE
