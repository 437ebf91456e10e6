"""The calendar of minutes: five weeks with their numbers, or a year at a glance where there is room.

Owns that picture and where in it a day stands. A cell is fuller with more minutes and tells itself apart without
colour; the chosen day stands in brackets. A day without practice is a dot and nothing more, a day of rest a dash.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from practice_tui.tui.screens.history.looking_back import WEEK_DAYS, LookingBack, monday_of
from practice_tui.tui.screens.today.past import cell
from practice_tui.tui.wording import day_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click

FEW_WEEKS, YEAR_WEEKS = 5, 53
GUTTER = 5
"""The cells to the left of a year, which the figure below it leaves free as well."""

REST = "- "
"""A day of rest or pause."""

LEGEND = f"·  none  {REST} rest  ░░ under 10  ▒▒ 10  ▓▓ 20  ██ 40 min and more"

_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEK_HEAD = 7
_DAY_WIDTH, _NARROW_DAY_WIDTH, _YEAR_DAY_WIDTH = 5, 2, 2
_WIDTH = _WEEK_HEAD + WEEK_DAYS * (_DAY_WIDTH + 1) + 1


def weeks_shown(last: date, chosen: date, count: int) -> list[date]:
    """Return the Mondays of the page of `count` weeks on which `chosen` stands; pages are counted back from `last`."""
    newest, week = monday_of(last), timedelta(weeks=1)
    page = max(0, (newest - monday_of(chosen)) // week // count)
    return [newest - week * (page * count + back) for back in reversed(range(count))]


class DayPointed(Message):
    """A day was clicked."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day


class Calendar(Widget):
    """Shows days, and says which of them is clicked."""

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._back: LookingBack | None = None
        self._mondays: Sequence[date] = ()
        self._chosen = date.min

    def show(self, back: LookingBack, mondays: Sequence[date], chosen: date) -> None:
        """Show these weeks, with one day chosen."""
        self._back, self._mondays, self._chosen = back, mondays, chosen
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Say which day was clicked, where one was."""
        if self._has_year:
            week, weekday = (event.x - GUTTER) // _YEAR_DAY_WIDTH, event.y - 1
        else:
            week, weekday = event.y - 1, (event.x - _WEEK_HEAD) // (self._day_width + 1)
        if self._back is not None and 0 <= week < len(self._mondays) and 0 <= weekday < WEEK_DAYS:
            day = self._mondays[week] + timedelta(days=weekday)
            if day <= self._back.last:
                self.post_message(DayPointed(day))

    def render(self) -> Content:
        """Return the picture."""
        if self._back is None:
            return Content("")
        if self._has_year:
            lines = [_months(self._mondays), *map(self._weekday_line, range(WEEK_DAYS))]
        else:
            lines = [_heading(self._back, self._day_width), *map(self._week_line, self._mondays)]
        return Content("\n").join(lines)

    @property
    def _has_year(self) -> bool:
        return len(self._mondays) == YEAR_WEEKS

    @property
    def _day_width(self) -> int:
        return _DAY_WIDTH if self.size.width >= _WIDTH else _NARROW_DAY_WIDTH

    def _week_line(self, monday: date) -> Content:
        """Return a week; each day is a bracket or a space, its shade, and its minutes."""
        pieces = [(_short(monday).ljust(_WEEK_HEAD), "$quiet-look")]
        days = [monday + timedelta(days=day) for day in range(WEEK_DAYS)]
        for day in days:
            pieces += [(_bracket(day, self._chosen), "bold $accent"), *self._numbered(day)]
        pieces.append(("]" if self._chosen == days[-1] else " ", "bold $accent"))
        return Content.assemble(*pieces)

    def _numbered(self, day: date) -> list[tuple[str, str]]:
        """Return a day's shade, and its minutes beside it where there is room."""
        shade, look = self._shade(day)
        seconds = self._back.seconds(day) if self._back else 0.0
        minutes = str(max(1, round(seconds / 60))) if seconds > 0 and self._day_width == _DAY_WIDTH else ""
        room = self._day_width - len(shade)
        return [(shade, look), (minutes.rjust(room), "$foreground" if day == self._chosen else "$quiet-look")]

    def _weekday_line(self, weekday: int) -> Content:
        """Return one weekday of a year; neighbours that look alike are one piece, for there are many."""
        name = _NAMES[weekday] if weekday % 2 == 0 else ""
        pieces = [(name.ljust(GUTTER), "$faint-look")]
        for monday in self._mondays:
            day = monday + timedelta(days=weekday)
            shade, look = ("[]", "bold $foreground") if day == self._chosen else self._shade(day)
            if look == pieces[-1][1]:
                pieces[-1] = (pieces[-1][0] + shade, look)
            else:
                pieces.append((shade, look))
        return Content.assemble(*pieces)

    def _shade(self, day: date) -> tuple[str, str]:
        assert self._back is not None
        if day > self._back.last:
            return "  ", "$faint-look"
        seconds = self._back.seconds(day)
        if seconds <= 0 and day in self._back.resting:
            return REST, "$quiet-look"
        return cell(seconds), "$accent" if seconds > 0 or day == self._back.whole.day else "$faint-look"


def _heading(back: LookingBack, width: int) -> Content:
    pieces = [(" " * (_WEEK_HEAD + 1), "$faint-look")]
    for weekday, name in enumerate(_NAMES):
        look = "bold $accent" if weekday == back.whole.day.weekday() else "$faint-look"
        pieces.append((name[:width].ljust(width + 1), look))
    return Content.assemble(*pieces)


def _months(mondays: Sequence[date]) -> Content:
    """Return the names of the months, each over the first week that begins in it."""
    line = " " * GUTTER
    for index, monday in enumerate(mondays):
        is_first = index == 0 or monday.month != mondays[index - 1].month
        place = GUTTER + 2 * index
        if is_first and len(line) <= place and index < YEAR_WEEKS - 1:
            line = line.ljust(place) + f"{_short(monday).split()[1]} "
    return Content.styled(line, "$quiet-look")


def _bracket(day: date, chosen: date) -> str:
    if day == chosen:
        return "["
    is_after = day.weekday() > 0 and day - timedelta(days=1) == chosen
    return "]" if is_after else " "


def _short(day: date) -> str:
    return f"{day.day} {day_words(day).split()[2][:3]}"
