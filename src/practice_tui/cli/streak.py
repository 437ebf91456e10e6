"""``practice streak``: days in a row, and with ``--why`` how each day was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet
from practice_tui.cli.at_hand import history, services
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command
from practice_tui.domain.quantities import clock_words, frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from practice_tui.domain.statistics import DayCount
    from practice_tui.domain.streak import Streak


@click.command("streak", cls=Command)
@click.option("--why", is_flag=True, help="Say day by day how each was counted.")
def command(why: bool) -> None:
    """Show days in a row."""
    past = history()
    streak = past.statistics().streak
    days = past.explanation() if why else ()
    document: dict[str, object] = {"current": streak.current, "longest": streak.longest}
    if why:
        document["days"] = [_document(day) for day in days]
    answer(document, lambda: _lines(streak, days, is_shown=services().settings.read().show_streak))


def _document(day: DayCount) -> dict[str, object]:
    return {
        "day": day.day.isoformat(),
        "seconds": day.seconds,
        "counts_as": day.counts_as.value,
        "because": day.because,
    }


def _lines(streak: Streak, days: Sequence[DayCount], *, is_shown: bool) -> Iterator[str]:
    unit = "day" if streak.current == 1 else "days"
    if is_shown:
        yield f"{streak.current} {unit} in a row; the longest run was {streak.longest}"
    else:
        yield "days in a row are switched off; practice config set show_streak yes shows them"
    if days:
        yield ""
        rows = [("day", "sat", "counts as", "because")] + [
            (day.day.isoformat(), clock_words(frames(day.seconds)), day.counts_as.value, day.because) for day in days
        ]
        head, *lines = table(rows, right=frozenset({1}))
        yield quiet(head)
        yield from lines
