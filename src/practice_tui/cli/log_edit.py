"""``practice log edit``: parts of a sitting, changed."""

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


@click.command("edit", cls=Command)
@click.argument("name", metavar="ID-OF-RECORD")
@click.option("-m", "length", metavar="LEN", type=LENGTH, help="How long it was; the start stays.")
@click.option("--at", metavar="INSTANT", type=INSTANT, help="When it began; its end moves along.")
@click.option("--zone", metavar="NAME", help="The time zone it was in; alone it leaves the time on the wall as it is.")
@click.option("--practice", metavar="ID", type=PRACTICE, help="What was practised.")
@click.option("--day", metavar="DAY", type=DAY, help="The practice day it belongs to.")
@click.option("--note", metavar="TEXT", help="A few words in the place of those that are there; empty for none.")
@click.pass_context
def command(
    context: click.Context,
    name: str,
    length: Length | None,
    at: datetime | None,
    zone: str | None,
    practice: str | None,
    day: date | None,
    note: str | None,
) -> None:
    """Change parts of a sitting.

    ID-OF-RECORD is what `practice log list --ids` shows, the beginning or the end of it, or `last`.
    """
    from practice_tui.engine.logbook import Wish  # noqa: PLC0415 - help needs none of it

    if length == OPEN:
        raise Explained("-m: a sitting that was sat has a length; give one such as -m 12", context)
    wish = Wish(practice=practice, length=length, at=at, zone=zone, day=day, note=note)
    if wish == Wish():
        raise Explained("nothing was said to change; give one of -m, --at, --zone, --practice, --day, --note", context)
    enter_what_was_cut_off()
    entered = services().logbook().edit(name, wish)
    remark(entered.remarks)
    answer(record_document(entered.record), lambda: [f"changed: {sitting_line(entered.record)}"])
