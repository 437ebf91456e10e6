"""What has been done: the last five weeks, quietly, and a line or two.

Owns that picture. A cell is fuller with more minutes and tells itself apart without colour; a day without practice is a
dot and nothing more.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from practice_tui.domain.statistics import PRACTICE_DAY_SECONDS
from practice_tui.tui.wording import sat_words

if TYPE_CHECKING:
    from datetime import date

    from practice_tui.domain.statistics import Statistics

WEEKS = 5

_WEEK_DAYS = 7
_LETTERS = "MTWTFSS"
_SHADES = ((40, "██"), (20, "▓▓"), (10, "▒▒"), (0, "░░"))
_EMPTY = "· "


def cell(seconds: float) -> str:
    """Return the two characters of a day on which `seconds` were sat."""
    if seconds <= 0:
        return _EMPTY
    return next(shade for minutes, shade in _SHADES if seconds >= minutes * 60)


def done_words(statistics: Statistics) -> list[str]:
    """Return what was sat today and on how many of the last seven days; nothing where there is nothing yet."""
    today = statistics.seconds_by_day.get(statistics.day, 0.0)
    week = [statistics.day - timedelta(days=day) for day in range(_WEEK_DAYS)]
    practised = sum(statistics.seconds_by_day.get(day, 0.0) >= PRACTICE_DAY_SECONDS for day in week)
    lines = [f"{sat_words(today)} today"] if today > 0 else []
    return lines + ([f"{practised} of the last 7 days"] if practised else [])


class Past(Widget):
    """Seven columns, Monday to Sunday, and five rows, the present week last; below them what was done."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._statistics: Statistics | None = None

    def show(self, statistics: Statistics | None) -> None:
        """Show what was practised; None leaves the place empty."""
        self._statistics = statistics
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the picture."""
        if self._statistics is None:
            return Content("")
        today, seconds = self._statistics.day, self._statistics.seconds_by_day
        first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
        rows = [_heading(today)]
        for week in range(WEEKS):
            days = [first + timedelta(weeks=week, days=day) for day in range(_WEEK_DAYS)]
            rows.append(Content(" ").join([_day(day, today, seconds.get(day, 0.0)) for day in days]))
        done = done_words(self._statistics)
        if done:
            rows += [Content(""), Content("\n".join(done)).stylize("$quiet-look")]
        return Content("\n").join(rows)


def _heading(today: date) -> Content:
    letters = [
        Content.styled(f"{letter} ", "bold $accent" if weekday == today.weekday() else "$faint-look")
        for weekday, letter in enumerate(_LETTERS)
    ]
    return Content(" ").join(letters)


def _day(day: date, today: date, seconds: float) -> Content:
    if day > today:
        return Content("  ")
    look = "$accent" if seconds > 0 or day == today else "$faint-look"
    return Content.styled(cell(seconds), look)
