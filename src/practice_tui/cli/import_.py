"""``practice import FILE|-``: history from other programs."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command, Explained
from practice_tui.cli.opening import is_terminal
from practice_tui.cli.parameters import LENGTH, OPEN
from practice_tui.cli.sittings import remark
from practice_tui.domain.errors import Unanswered
from practice_tui.domain.quantities import frames, length_words, parse_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.cli.parameters import Length
    from practice_tui.engine.foreign import ImportWish
    from practice_tui.engine.interchange import ImportReport

STDIN = "-"
"""How stdin is named."""

PARTS = ("start", "date", "time", "end", "duration", "practice", "note")

_MOST_SHOWN = 20


class ColumnsParameter(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """Names of columns, such as ``start=Date,duration=Minutes``."""

    name = "columns"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """Return the column for each part that is named."""
        columns: dict[str, str] = {}
        for pair in str(value).split(","):
            part, equals, column = pair.partition("=")
            if part.strip() not in PARTS or not equals or not column.strip():
                self.fail(f"{pair[:60]!r} is none of {', '.join(PARTS)} with a column behind it", param, ctx)
            columns[part.strip()] = column.strip()
        return columns


@click.command("import", cls=Command)
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    type=click.Choice(["insight-timer", "loop", "meditate", "csv", "json"]),
    help="insight-timer, loop, meditate, csv or json; it is guessed otherwise.",
)
@click.option("--zone", metavar="NAME", help="The time zone the file's times are in, such as Europe/Madrid.")
@click.option("--practice", metavar="ID", help="What to call every sitting in the file.")
@click.option("--map", "columns", metavar="PARTS", type=ColumnsParameter(), help="start=Column,duration=Column,…")
@click.option("--day-first", is_flag=True, help="03/04/2026 is the third of April.")
@click.option("--habit", "habits", metavar="NAME", multiple=True, help="Loop: this habit is practice; can be repeated.")
@click.option("--length", metavar="LEN", type=LENGTH, help="Loop: how long a day was that is only ticked off.")
@click.option("--bring-back", is_flag=True, help="Take in again what was imported before and removed here.")
@click.option("--dry-run", is_flag=True, help="Say what would become of it, and write nothing.")
@click.pass_context
def command(
    context: click.Context,
    file: str,
    form: str | None,
    zone: str | None,
    practice: str | None,
    columns: dict[str, str] | None,
    day_first: bool,
    habits: Sequence[str],
    length: Length | None,
    bring_back: bool,
    dry_run: bool,
) -> None:
    """Take in history from another program, or from a file of this one.

    The same file twice adds nothing. `practice log undo` takes an import back.
    """
    from practice_tui.engine.foreign import ImportWish  # noqa: PLC0415 - help needs none of it

    if length == OPEN:
        raise Explained("--length: a day of practice had a length; give one such as --length 10", context)
    wish = ImportWish(
        form=form,
        zone=zone,
        practice=practice,
        length=length,
        habits=habits,
        columns=columns or {},
        is_day_first=day_first,
        brings_back=bring_back,
    )
    enter_what_was_cut_off()
    report = _taken_in(_content(file), wish, dry_run=dry_run, may_ask=file != STDIN)
    remark(report.remarks)
    answer(_document(report), lambda: _lines(report, dry_run=dry_run))


def _content(file: str) -> bytes:
    from practice_tui.engine.foreign import LARGEST_FILE  # noqa: PLC0415

    if file == STDIN:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    return services().interchange().content(file)


def _taken_in(content: bytes, wish: ImportWish, *, dry_run: bool, may_ask: bool) -> ImportReport:
    """Take the file in, asking what only the person can say where there is a terminal to ask on.

    Raises:
        Unanswered: there is nobody to ask.
    """
    while True:
        try:
            return services().interchange().take_in(content, wish, dry_run=dry_run)
        except Unanswered as missing:
            if not (may_ask and is_terminal(sys.stdin) and is_terminal(sys.stdout)):
                raise
            wish = replace(wish, **_asked(missing))


def _asked(missing: Unanswered) -> dict[str, Any]:
    default = services().clock.zone() if missing.option == "zone" else None
    said: str = click.prompt(missing.question, default=default, type=str, err=True)
    if missing.option == "length":
        return {"length": parse_length(said)}
    return {"habits": (said.strip(),)} if missing.option == "habit" else {"zone": said.strip()}


def _document(report: ImportReport) -> dict[str, object]:
    return {
        "read": report.read,
        "added": report.added,
        "already_there": report.already_there,
        "refused": [{"line": refusal.line, "reason": refusal.reason} for refusal in report.refused],
    }


def _lines(report: ImportReport, *, dry_run: bool) -> list[str]:
    added = "would be added" if dry_run else "added"
    length = length_words(frames(report.seconds))
    counts = f"{report.already_there} already there, {len(report.refused)} refused"
    lines = [f"{report.read} read as {report.form}: {report.added} {added} ({length}), {counts}"]
    if report.refused:
        shown = report.refused[:_MOST_SHOWN]
        lines += table([(f"line {refusal.line}", refusal.reason) for refusal in shown])
        more = len(report.refused) - len(shown)
        lines += [f"and {more} more; --json names them all"] * bool(more)
    if report.added and not dry_run:
        lines.append("practice log undo takes it back")
    return lines
