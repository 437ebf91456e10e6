"""``practice today``: one line for a status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import history, services
from practice_tui.cli.grammar import Command
from practice_tui.domain.errors import PracticeError
from practice_tui.domain.quantities import MINUTE, frames, length_words

if TYPE_CHECKING:
    from practice_tui.domain.statistics import Statistics
    from practice_tui.engine.library import Suggestion


@click.command("today", cls=Command)
def command() -> None:
    """Say in one line what is done today, and what is next."""
    from practice_tui.engine.library import suggest  # noqa: PLC0415 - help needs none of it

    past = history()
    statistics = past.statistics()
    settings = services().settings.read()
    suggestion = suggest(services().shelf.practices(), past.records(), frames(settings.usual_minutes * 60))
    answer(
        _document(statistics, suggestion),
        lambda: [_line(statistics, suggestion, _waiting(), shows_streak=settings.show_streak)],
    )


def _minutes_today(statistics: Statistics) -> float:
    return statistics.seconds_by_day.get(statistics.day, 0.0) / 60


def _document(statistics: Statistics, suggestion: Suggestion | None) -> dict[str, object]:
    return {
        "day": statistics.day.isoformat(),
        "minutes_today": _minutes_today(statistics),
        "done": statistics.is_done,
        "suggestion": suggestion
        and {
            "id": suggestion.practice.id,
            "minutes": suggestion.length / MINUTE,
            "reason": suggestion.reason,
        },
        "streak": statistics.streak.current,
    }


def _line(statistics: Statistics, suggestion: Suggestion | None, waiting: int, *, shows_streak: bool) -> str:
    said = [f"{int(_minutes_today(statistics))} min today"]
    if suggestion is not None:
        said.append(f"next {suggestion.practice.id} {length_words(suggestion.length)} ({suggestion.reason})")
    if shows_streak and statistics.streak.current > 1:
        said.append(f"{statistics.streak.current} days in a row")
    if waiting:
        said.append("a prompt waits" if waiting == 1 else f"{waiting} prompts wait")
    return ", ".join(said)


def _waiting() -> int:
    """Return how many prompts wait; where reminders can't be read, that is for `remind list` to say."""
    try:
        return len(services().prompting().waiting())
    except PracticeError:
        return 0
