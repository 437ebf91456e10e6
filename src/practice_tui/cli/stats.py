"""``practice stats``: totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet
from practice_tui.cli.at_hand import history, services
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command
from practice_tui.domain.quantities import frames, length_words

if TYPE_CHECKING:
    from practice_tui.domain.statistics import Statistics
    from practice_tui.engine.settings import Settings


@click.command("stats", cls=Command)
def command() -> None:
    """Show totals, and those views that the settings `show_streak`, `show_last_30` and `show_score` leave on."""
    statistics = history().statistics()
    answer(_document(statistics), lambda: _lines(statistics, services().settings.read()))


def _document(statistics: Statistics) -> dict[str, object]:
    return {
        "day": statistics.day.isoformat(),
        "sessions": statistics.sessions,
        "seconds": statistics.seconds,
        "days": statistics.days,
        "streak": {"current": statistics.streak.current, "longest": statistics.streak.longest},
        "last_30_days": statistics.last_30_days,
        "score": statistics.score,
        "by_practice": dict(statistics.by_practice),
    }


def _lines(statistics: Statistics, shown: Settings) -> list[str]:
    rows = [
        ("sittings", str(statistics.sessions)),
        ("time", _words(statistics.seconds)),
        ("practice days", str(statistics.days)),
    ]
    if shown.show_streak:
        streak = statistics.streak
        rows.append(("days in a row", f"{streak.current} (the longest run was {streak.longest})"))
    if shown.show_last_30:
        rows.append(("of the last 30 days", str(statistics.last_30_days)))
    if shown.show_score:
        rows.append(("score", f"{statistics.score:.2f}"))
    lines = table(rows)
    if statistics.by_practice:
        lines += ["", quiet("by practice")]
        lines += table([(name, _words(seconds)) for name, seconds in statistics.by_practice.items()])
    return lines


def _words(seconds: float) -> str:
    return length_words(frames(seconds))
