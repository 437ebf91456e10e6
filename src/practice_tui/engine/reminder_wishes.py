"""What a person says of a reminder, and what they should hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from practice_tui.domain.due import LATEST
from practice_tui.domain.reminder import MINUTES_A_DAY, Moments, time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.reminder import Reminder, Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderWish:
    """What a person says of a reminder; None where nothing is said.

    Attributes:
        practice: the id of a practice.
        length: how long, in frames.
        at: the minute of the day, for one time a day.
        count, window: how many small moments a day, and within which part of it.
        weekdays: on which practice days, Monday being 0.
        quiet: the hours in which prompts wait, or ``off``.
        words: ``discreet`` or ``plain``; ``setting`` for what the settings say.
    """

    practice: str | None = None
    length: Frames | None = None
    at: int | None = None
    count: int | None = None
    window: Stretch | None = None
    weekdays: frozenset[int] | None = None
    quiet: Stretch | Literal["off"] | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Arranged:
    """A reminder as it is kept now, and what the person should know of it, a line each."""

    reminder: Reminder
    remarks: Sequence[str]


def remarks_on(reminder: Reminder) -> list[str]:
    """Return what quiet hours will do to a reminder."""
    quiet, when = reminder.quiet, reminder.when
    if quiet is None:
        return []
    ends = time_text(quiet.ends)
    if isinstance(when, Moments):
        overlaps = quiet.holds(when.window.begins) or when.window.holds(quiet.begins)
        return [f"moments that fall in quiet hours wait until {ends}, or don't come"] * overlaps
    if not quiet.holds(when.at):
        return []
    wait = timedelta(minutes=(quiet.ends - when.at) % MINUTES_A_DAY)
    if wait > LATEST:
        return [
            "quiet hours hold this prompt until it is too late, so it won't come; choose another time or --quiet off"
        ]
    return [f"quiet hours hold this prompt until {ends}"]
