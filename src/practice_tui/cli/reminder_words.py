"""How a reminder is shown and given on the command line."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, TypeVar

import click

from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Explained
from practice_tui.cli.parameters import IdParameter
from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import SAMPLE_RATE, length_words
from practice_tui.domain.record import instant_text
from practice_tui.domain.reminder import (
    EVERY_DAY,
    DailyTime,
    Moments,
    parse_stretch,
    parse_time,
    parse_weekdays,
    stretch_text,
    time_text,
    weekday_names,
)
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from practice_tui.domain.reminder import Reminder

_Given = TypeVar("_Given")

OFF = "off"
"""How no quiet hours are asked for."""


class Understood(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """Something that the domain reads from a text, such as a time of day."""

    def __init__(self, name: str, read: Callable[[str], _Given]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> object:
        """Return what was given."""
        try:
            return self._read(str(value))
        except BadInput as problem:
            raise Explained(f"{param.opts[0] if param else self.name}: {problem}", ctx) from None


REMINDER = IdParameter("reminder", lambda services: ((each.id, _times(each)) for each in services.reminders().all()))
TIME = Understood("time of day", parse_time)
WINDOW = Understood("part of a day", parse_stretch)
QUIET = Understood("quiet hours", lambda text: OFF if text.strip().lower() == OFF else parse_stretch(text))
WEEKDAYS = Understood("weekdays", parse_weekdays)


def reminder_document(reminder: Reminder, next_time: datetime | None) -> dict[str, object]:
    """Return a reminder for ``--json``; every key is always there."""
    when = reminder.when
    return {
        "id": reminder.id,
        "kind": "daily" if isinstance(when, DailyTime) else "moments",
        "practice": reminder.practice,
        "minutes": reminder.seconds / 60,
        "at": time_text(when.at) if isinstance(when, DailyTime) else None,
        "moments": when.a_day if isinstance(when, Moments) else None,
        "window": stretch_text(when.window) if isinstance(when, Moments) else None,
        "days": weekday_names(when.weekdays),
        "quiet": stretch_text(reminder.quiet) if reminder.quiet else None,
        "words": reminder.words or None,
        "paused": reminder.paused,
        "next": instant_text(next_time) if next_time else None,
    }


def reminder_line(reminder: Reminder) -> str:
    """Return a reminder as one line: its id, what, when."""
    length = length_words(reminder.seconds * SAMPLE_RATE)
    return visible(f"{reminder.id}: {reminder.practice} {length}, {_times(reminder)}")


def reminder_table(rows: Sequence[tuple[Reminder, datetime | None, datetime | None]]) -> list[str]:
    """Return reminders as lines.

    Args:
        rows: each with the next instant it wishes for and how the wall clock shows that, None where there is none.
    """
    head = ("id", "practice", "length", "when", "next")
    return table(
        [head]
        + [
            (
                reminder.id,
                reminder.practice,
                length_words(reminder.seconds * SAMPLE_RATE),
                _times(reminder),
                _next(reminder, wall),
            )
            for reminder, _, wall in rows
        ]
    )


def _times(reminder: Reminder) -> str:
    when = reminder.when
    if isinstance(when, DailyTime):
        times = f"at {time_text(when.at)}"
    else:
        times = f"{when.a_day} a day within {stretch_text(when.window)}"
    if when.weekdays != EVERY_DAY:
        times += f" on {','.join(weekday_names(when.weekdays))}"
    return f"{times}, quiet {stretch_text(reminder.quiet)}" if reminder.quiet else times


def _next(reminder: Reminder, wall: datetime | None) -> str:
    if wall is None:
        return "paused" if reminder.paused else "-"
    return f"{wall:%a %H:%M}" if isinstance(reminder.when, DailyTime) else f"{wall:%a}, some time"


def on_the_wall(instant: datetime | None, offset_minutes: Callable[[datetime], int]) -> datetime | None:
    """Return an instant as the wall clock here shows it."""
    return None if instant is None else instant.astimezone(UTC) + timedelta(minutes=offset_minutes(instant))
