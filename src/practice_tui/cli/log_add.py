"""``practice log add``: a sitting that was sat without the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command, Explained
from practice_tui.cli.parameters import LENGTH, OPEN, PRACTICE
from practice_tui.cli.sittings import record_document, remark, sitting_line
from practice_tui.cli.times import DAY, INSTANT

if TYPE_CHECKING:
    from datetime import date, datetime

    from practice_tui.cli.parameters import Length


@click.command("add", cls=Command)
@click.argument("name", metavar="ID", type=PRACTICE)
@click.option("-m", "length", metavar="LEN", type=LENGTH, required=True, help="How long: 12, 90s, 12m30s, 1h5m.")
@click.option("--at", metavar="INSTANT", type=INSTANT, required=True, help="When it began: 2026-11-21T06:10.")
@click.option("--zone", metavar="NAME", help="The time zone it was in, such as Europe/Madrid; the system's otherwise.")
@click.option("--day", metavar="DAY", type=DAY, help="The practice day, where it isn't the one the start belongs to.")
@click.option("--note", metavar="TEXT", help="A few words.")
@click.pass_context
def command(
    context: click.Context,
    name: str,
    length: Length,
    at: datetime,
    zone: str | None,
    day: date | None,
    note: str | None,
) -> None:
    """Add a sitting by hand. It is added also where one like it is there."""
    from practice_tui.engine.logbook import Wish  # noqa: PLC0415 - help needs none of it

    if length == OPEN:
        raise Explained("-m: a sitting that was sat has a length; give one such as -m 12", context)
    enter_what_was_cut_off()
    entered = services().logbook().add(name, length, at, Wish(zone=zone, day=day, note=note))
    remark(entered.remarks)
    answer(record_document(entered.record), lambda: [f"added: {sitting_line(entered.record)}"])
